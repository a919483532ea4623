import type { Duration, Instant } from "@perennial/contract";
import { HOLDOUT_GROUP } from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

type Sql = RawBuilder<unknown>;

/** Customers that are followed for a while, as tables of one statement. */
export interface Followed {
  /** Common table expressions, the last of them `chosen`: a row a customer, with its group and its window. */
  readonly tables: Sql;
  /** How many have begun whose window is not over. */
  readonly waiting: Sql;
  /** When the first began. */
  readonly begunAt: Sql;
  /** The rows of the outbox, as `o`, that a followed customer `f` cost something by. */
  readonly outbox: Sql;
  /** Whether a followed customer `f` reached the goal. */
  readonly reached: Sql;
}

/** Whose entries into a program are followed. */
export interface ProgramEntries {
  readonly program: string;
  /** The first version whose lots are drawn as those of the newest are: only entries into it and later ones count. */
  readonly version: number;
  readonly window: Duration;
  readonly zone: string;
  readonly now: Instant;
}

/**
 * Customers from the first time that they entered a program. Whoever was in it before the first version that counts is left
 * out: the lots were drawn by another share then.
 */
export function followEntries(tx: TenantTransaction, entries: ProgramEntries): Followed {
  const { program, version, window, zone, now } = entries;
  const over = sql`(e.entered_at at time zone ${zone}::text + ${window}::interval) at time zone ${zone}::text`;
  const arm = sql`case when e.variables ->> ${HOLDOUT_GROUP}::text = 'global' then 'global'
    when e.holdout then 'held-out' else 'treated' end`;
  const isOver = sql`over_at <= ${now}::timestamptz`;
  return {
    tables: sql`
      entered as materialized (
        select distinct on (e.customer_id) e.customer_id, e.program_version, e.entered_at, e.ended_at,
          e.variables, ${over} as over_at, ${arm} as arm
        from enrolments e where e.tenant_id = ${tx.tenant} and e.program = ${program}
        order by e.customer_id, e.entered_at, e.id),
      chosen as materialized (
        select customer_id, arm, entered_at, over_at, program_version, variables,
          coalesce(ended_at < over_at, false) as left_early
        from entered where program_version >= ${version} and ${isOver})`,
    waiting: sql`select count(*)::int from entered
      where program_version >= ${version} and not ${isOver} and arm <> 'global'`,
    begunAt: sql`select min(entered_at) from entered where program_version >= ${version}`,
    outbox: sql`join enrolments e on e.tenant_id = ${tx.tenant} and e.customer_id = f.customer_id
        and e.program = ${program}
      join outbox o on o.tenant_id = ${tx.tenant} and o.enrolment_id = e.id`,
    reached: sql`exists (select from decisions d where d.tenant_id = ${tx.tenant}
      and d.customer_id = f.customer_id and d.program = ${program} and d.kind = 'goal-met'
      and d.at >= f.entered_at and d.at <= f.over_at)`,
  };
}

/** Some customers, told apart by a lot, over a window that is the same for all. */
export interface LotEntries {
  readonly ids: readonly string[];
  /** Those of them that are held out. */
  readonly heldOut: readonly string[];
  readonly since: Instant;
  readonly until: Instant;
}

/** Customers from a moment on, whatever programs they are in. */
export function followLots(tx: TenantTransaction, entries: LotEntries): Followed {
  const { ids, heldOut, since, until } = entries;
  return {
    tables: sql`
      chosen as materialized (
        select r.id as customer_id, case when h.id is null then 'treated' else 'held-out' end as arm,
          ${since}::timestamptz as entered_at, ${until}::timestamptz as over_at, 0 as program_version,
          '{}'::jsonb as variables, false as left_early
        from unnest(${ids}::text[]) as r(id) left join unnest(${heldOut}::text[]) as h(id) on h.id = r.id)`,
    waiting: sql`select 0`,
    begunAt: sql`select min(entered_at) from chosen`,
    outbox: sql`join outbox o on o.tenant_id = ${tx.tenant} and o.customer_id = f.customer_id
      and o.settled_at > f.entered_at`,
    reached: sql`false`,
  };
}
