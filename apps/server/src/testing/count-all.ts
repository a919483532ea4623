import type { RunningServer } from "../start-server.ts";
import { queryAs } from "./query-as.ts";

const TABLES = ["outbox", "sends", "enrolments", "decisions", "signals", "events", "interactions"];

/** How many rows there are in each table that something real leaves a trace in. */
export async function countAll(
  server: Pick<RunningServer, "runtime" | "tenant">,
): Promise<Readonly<Record<string, unknown>>> {
  const counts: Record<string, unknown> = {};
  for (const table of TABLES) {
    const [row] = await queryAs(server, `select count(*)::int as count from ${table}`);
    counts[table] = row;
  }
  return counts;
}
