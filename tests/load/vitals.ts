import type { Instant } from "@perennial/contract";
import { asTenant, type Tenant } from "@perennial/store";
import { sql } from "kysely";
import type { Child } from "./child.ts";
import type { PerennialProtocol } from "./perennial-process.ts";
import type { Resources } from "./resources.ts";
import type { Site } from "./site.ts";

/** Tables that remember what has happened, and grow by it. */
export const HISTORY = [
  ...["inbox", "signals", "decisions", "outbox", "sends", "interactions", "events"],
  ...["considered", "consents", "agreements", "enrolments"],
];

/** How a server is, on a day of its life. */
export interface Vitals extends Resources {
  readonly day: number;
  /** Connections to the database, ours among them. */
  readonly connections: number;
  /** Enrolments that have not ended. */
  readonly running: number;
  readonly rows: Readonly<Record<string, number>>;
}

/** Looks at a server and at its tables. */
export async function readVitals(
  { db }: Site,
  { id }: Tenant,
  { server, day }: { readonly server: Child<PerennialProtocol>; readonly day: number },
): Promise<Vitals> {
  const resources = await server.ask("resources", { collect: true });
  return asTenant(db, id, async (tx) => {
    const count = async (statement: ReturnType<typeof sql<{ count: number }>>) =>
      (await tx.rows(statement))[0]?.count ?? 0;
    const rows: Record<string, number> = {};
    for (const table of HISTORY) {
      rows[table] = await count(
        sql<{ count: number }>`select count(*)::int as count from ${sql.table(table)}`,
      );
    }
    const connections = await count(sql<{ count: number }>`
      select count(*)::int as count from pg_stat_activity where datname = current_database()`);
    const running = await count(sql<{ count: number }>`
      select count(*)::int as count from enrolments where not ended`);
    return { ...resources, day, connections, running, rows };
  });
}

/** Counts what is due and not done, by kind. */
export function countWaiting(
  { db }: Site,
  { id }: Tenant,
  now: Instant,
): Promise<Readonly<Record<string, number>>> {
  return asTenant(db, id, async (tx) => {
    const [found] = await tx.rows(sql<Record<string, number>>`
      select (select count(*)::int from inbox where taken_at is null) as "deliveries not taken apart",
        (select count(*)::int from enrolments where news is not null) as "happenings that reached no enrolment",
        (select count(*)::int from enrolments where wake_at <= ${now}) as "enrolments that are due",
        (select count(*)::int from outbox where due_at <= ${now}) as "effects that are due",
        (select count(*)::int from event_deliveries where due_at <= ${now}) as "events that are due"`);
    return found ?? {};
  });
}
