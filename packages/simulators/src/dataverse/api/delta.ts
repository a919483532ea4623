import type { DoorAnswer } from "../../door/door-request.ts";
import { privilegeOf } from "../account/privilege.ts";
import type { Table } from "../metadata/table.ts";
import type { Row } from "../record/row.ts";
import type { Deleted } from "../record/row-store.ts";
import { badQuery, badValue, missingPrivilege } from "../refusal.ts";
import { type Call, needPrivilege } from "./call.ts";
import { readDeltaToken, writeDeltaToken } from "./delta-token.ts";
import { contextOf, entityWriter } from "./entity-body.ts";
import { linkWith } from "./link.ts";
import { readCookie, writeCookie } from "./paging-cookie.ts";

const PAGE = 5000;

/** Checks that a table's changes can be tracked with this query, and gives the version from which on they will be (crm/dynamics.md, 3.1). */
export function beginTracking(call: Call, table: Table): number {
  checkTracked(call, table);
  const { filter, orderBy, expand, top } = call.query;
  if (filter !== undefined || orderBy.length > 0 || expand.length > 0 || top !== undefined)
    throw badQuery(
      "The following query options are not supported when change tracking is requested: $filter, $orderby, $expand, $top.",
    );
  return call.org.desk.version;
}

/** Where changes from a version on are asked for. */
export function trackedLink(call: Call, version: number): string {
  return linkWith(call, "$deltatoken", writeDeltaToken({ version, atMs: call.org.nowMs }));
}

/** `GET` of a delta link: what was written since, as it is now, then what was deleted, and the next link. */
export function answerDelta(call: Call, table: Table): DoorAnswer {
  checkTracked(call, table);
  const { deltaToken = "", skipToken } = call.query;
  const token = readDeltaToken(deltaToken, call.org.nowMs, call.org.changeTrackingDays);
  const cookie = skipToken === undefined ? undefined : readCookie(skipToken);
  const until = cookie?.tracking ?? call.org.desk.version;
  const after = cookie?.last.order ?? 0;
  const all = changesBetween(call, table, token.version, until);
  const size = call.prefer.pageSize ?? PAGE;
  const write = entityWriter(call, table, call.query);
  const shown = all.slice(after, after + size);
  const value = shown.map((one) => ("values" in one ? write(one) : deletedBody(call, table, one)));
  const more = all.length > after + size;
  const page = (cookie?.page ?? 1) + 1;
  const last = { keys: [], order: after + size };
  return {
    status: 200,
    body: {
      "@odata.context": contextOf(call, `${table.setName}/$delta`),
      value,
      ...(more
        ? {
            "@odata.nextLink": nextLink(
              call,
              deltaToken,
              writeCookie({ page, last, tracking: until }),
            ),
          }
        : { "@odata.deltaLink": trackedLink(call, until) }),
    },
  };
}

// First what was made or changed, by version, then what was deleted.
function changesBetween(
  call: Call,
  table: Table,
  from: number,
  until: number,
): readonly (Row | Deleted)[] {
  const store = call.org.desk.store(table);
  const within = ({ version }: { version: number }) => version > from && version <= until;
  const changed: Row[] = [];
  for (const row of store.rows()) if (within(row)) changed.push(row);
  changed.sort((one, other) => one.version - other.version);
  const deleted = store.deleted.filter((one) => within(one) && store.get(one.id) === undefined);
  return [...changed, ...deleted];
}

function deletedBody(call: Call, table: Table, { id }: Deleted): object {
  return {
    "@odata.context": contextOf(call, `${table.setName}/$deletedEntity`),
    id,
    reason: "deleted",
  };
}

function nextLink(call: Call, deltaToken: string, cookie: string): string {
  const token = `$deltatoken=${encodeURIComponent(deltaToken).replaceAll("!", "%21")}`;
  const link = linkWith(call, "$skiptoken", cookie);
  const mark = link.indexOf("?") + 1;
  return `${link.slice(0, mark)}${token}&${link.slice(mark)}`;
}

function checkTracked(call: Call, table: Table): void {
  if (!table.changeTracking)
    throw badValue("0x80044a02", `Entity: ${table.name} is not enabled for change tracking.`);
  if (needPrivilege(call, "Read", table) !== "global")
    throw missingPrivilege(
      call.user.id,
      `${privilegeOf("Read", table)} (organization level, for change tracking)`,
    );
}
