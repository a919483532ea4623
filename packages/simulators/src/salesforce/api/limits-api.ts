import type { DoorAnswer } from "../../door/door-request.ts";
import { isDeleted } from "../record/record.ts";
import { type Call, needQuery } from "./call.ts";

/** The versions of the API that are simulated; older ones are retired. */
export const NEWEST_VERSION = 67;
const OLDEST_VERSION = 31;

/** `GET /services/data`: the versions there are, for which no token is needed. */
export function versions(): DoorAnswer {
  const body = [];
  for (let number = OLDEST_VERSION; number <= NEWEST_VERSION; number += 1) {
    const version = `${number}.0`;
    body.push({ label: versionLabel(number), url: `/services/data/v${version}`, version });
  }
  return { status: 200, body };
}

/** `GET /services/data/vNN.0`: what a version has. */
export function resources(call: Call): DoorAnswer {
  const base = `/services/data/v${call.version}`;
  const names = ["sobjects", "query", "queryAll", "composite", "limits", "jobs"];
  return {
    status: 200,
    body: Object.fromEntries(names.map((name) => [name, `${base}/${name}`])),
  };
}

/** What is known of a version's number. */
export function versionState(version: string): "served" | "retired" | "unknown" {
  const number = Number(/^(\d{1,3})\.0$/.exec(version)?.[1]);
  if (!(number <= NEWEST_VERSION)) return "unknown";
  return number >= OLDEST_VERSION ? "served" : "retired";
}

/** `GET /limits`: what is allowed in 24 hours, and what of it is left. */
export function limits(call: Call): DoorAnswer {
  const { bulk, calls, edition, events } = call.org;
  const remaining = calls.remaining(call.nowMs);
  const delivered = edition.deliveredEvents;
  return {
    status: 200,
    body: {
      DailyApiRequests: { Max: calls.most, Remaining: remaining },
      DailyDeliveredPlatformEvents: {
        Max: delivered,
        Remaining: events.delivered.remaining(call.nowMs),
      },
      DailyBulkV2QueryJobs: {
        Max: bulk.queries.most,
        Remaining: bulk.queries.remaining(call.nowMs),
      },
      DailyBulkApiBatches: { Max: 15_000, Remaining: 15_000 },
      DataStorageMB: { Max: 1024, Remaining: 1000 },
    },
  };
}

/** `GET /limits/recordCount?sObjects=`: about how many live records there are. */
export function recordCount(call: Call): DoorAnswer {
  const { records, permissions } = call.org;
  const names = needQuery(call, "sObjects").split(",");
  const types = names
    .map((name) => records.schema.type(name.trim()))
    .filter((type) => type !== undefined && permissions.canRead(type))
    .filter((type) => type !== undefined);
  const counted = types.map((type) => {
    let count = 0;
    for (const record of records.store(type).all()) if (!isDeleted(record)) count += 1;
    return { count, name: type.name };
  });
  return { status: 200, body: { sObjects: counted } };
}

function versionLabel(number: number): string {
  const seasons = ["Spring", "Summer", "Winter"] as const;
  const season = seasons[(number - 31 + 1) % 3] ?? "Spring";
  return `${season} '${14 + Math.floor((number - 31 + 1) / 3) + (season === "Winter" ? 1 : 0)}`;
}
