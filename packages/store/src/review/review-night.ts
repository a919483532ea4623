import type { Instant, LocalDate } from "@perennial/contract";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** What a night does, in this order. */
export const REVIEW_STAGES = ["figures", "boundaries", "decisions", "counts", "done"] as const;
export type ReviewStage = (typeof REVIEW_STAGES)[number];

/** How far a night has come. */
export interface ReviewNight {
  readonly night: LocalDate;
  readonly planVersion: number;
  readonly stage: ReviewStage;
  /** Everybody up to this id has been through the stage. */
  readonly lastId: string | null;
  /** Whether it is the first by its plan: then nothing of it is told but where new customers begin. */
  readonly isBaseline: boolean;
  readonly customers: number;
  /** Of how many something was written, and how many changes are told. */
  readonly changed: number;
  readonly told: number;
  readonly begunAt: Instant;
  readonly endedAt: Instant | null;
}

const COLUMNS = sql`night, plan_version as "planVersion", stage, last_id as "lastId", is_baseline as "isBaseline",
  customers, changed, told, begun_at as "begunAt", ended_at as "endedAt"`;

/** What night is to be begun. */
export interface NightOf {
  readonly night: LocalDate;
  readonly planVersion: number;
  readonly now: Instant;
}

/** Whether a plan's first night is still to come or under way. */
export async function isBaselineOf(tx: TenantTransaction, planVersion: number): Promise<boolean> {
  // No older plan comes into force again, so that the last night tells: of years of them one is read.
  const [row] = await tx.rows(sql<{ version: number }>`
    select plan_version as version from reviews where tenant_id = ${tx.tenant} and stage = 'done'
    order by night desc limit 1`);
  return row === undefined || row.version < planVersion;
}

/**
 * Begins a night, or gives how far it has come: one that was broken off goes on, and one by another plan than the one in
 * force begins anew.
 */
export async function beginNight(
  tx: TenantTransaction,
  { night, planVersion, now }: NightOf,
): Promise<ReviewNight> {
  const first = await isBaselineOf(tx, planVersion);
  const [row] = await tx.rows(sql<ReviewNight>`
    insert into reviews as r (tenant_id, night, plan_version, stage, is_baseline, begun_at)
    values (${tx.tenant}, ${night}::date, ${planVersion}, ${REVIEW_STAGES[0]}, ${first}, ${now}::timestamptz)
    on conflict (tenant_id, night) do update set
      plan_version = excluded.plan_version,
      stage = case when r.plan_version = excluded.plan_version then r.stage else excluded.stage end,
      last_id = case when r.plan_version = excluded.plan_version then r.last_id end,
      ended_at = case when r.plan_version = excluded.plan_version then r.ended_at end,
      is_baseline = case when r.plan_version = excluded.plan_version then r.is_baseline else excluded.is_baseline end
    returning ${COLUMNS}`);
  return row as ReviewNight;
}

/**
 * Has a night done once more that was done before a moment: records may have come that it did not know. What has changed
 * since the first time is told, also on a plan's first night; an empty one has yet to be the first.
 */
export async function repeatNight(
  tx: TenantTransaction,
  night: LocalDate,
  doneBefore: Instant,
): Promise<void> {
  await tx.run(sql`
    update reviews set stage = ${REVIEW_STAGES[0]}, last_id = null, ended_at = null,
      is_baseline = is_baseline and customers = 0
    where tenant_id = ${tx.tenant} and night = ${night}::date and stage = 'done'
      and (ended_at < ${doneBefore}::timestamptz or customers = 0)`);
}

/** What a range of a stage came to. */
export interface RangeDone {
  readonly night: LocalDate;
  readonly changed: number;
  readonly told: number;
}

/** Adds what was done to a night's sums. */
export async function addProgress(
  tx: TenantTransaction,
  { night, changed, told }: RangeDone,
): Promise<void> {
  await tx.run(sql`
    update reviews set changed = changed + ${changed}, told = told + ${told}
    where tenant_id = ${tx.tenant} and night = ${night}::date`);
}

/** Notes that everybody up to an id has been through a night's stage. */
export async function passIds(
  tx: TenantTransaction,
  night: LocalDate,
  lastId: string,
): Promise<void> {
  await tx.run(sql`
    update reviews set last_id = ${lastId} where tenant_id = ${tx.tenant} and night = ${night}::date`);
}

/** Goes on to a night's next stage. */
export async function enterStage(
  tx: TenantTransaction,
  night: LocalDate,
  { stage, now }: { readonly stage: ReviewStage; readonly now: Instant },
): Promise<void> {
  const ended = stage === "done" ? now : null;
  await tx.run(sql`
    update reviews set stage = ${stage}, last_id = null, ended_at = ${ended}::timestamptz
    where tenant_id = ${tx.tenant} and night = ${night}::date`);
}

/** The night before one that was done to its end; nothing for the first. */
export async function nightBefore(
  tx: TenantTransaction,
  night: LocalDate,
): Promise<LocalDate | undefined> {
  const [row] = await tx.rows(sql<{ night: LocalDate }>`
    select night from reviews where tenant_id = ${tx.tenant} and night < ${night}::date and stage = 'done'
    order by night desc limit 1`);
  return row?.night;
}

/** The latest nights, newest first. */
export function listNights(tx: TenantTransaction, limit: number): Promise<readonly ReviewNight[]> {
  return tx.rows(sql<ReviewNight>`
    select ${COLUMNS} from reviews where tenant_id = ${tx.tenant} order by night desc limit ${limit}`);
}

/** The ids at which the ranges of a base end, so many customers each; the last range has no end. */
export async function rangeEnds(
  tx: TenantTransaction,
  { after, size }: { readonly after: string | null; readonly size: number },
): Promise<readonly string[]> {
  const rows = await tx.rows(sql<{ id: string }>`
    select id from (
      select id, row_number() over (order by id) as n from customers
      where tenant_id = ${tx.tenant} and id > ${after ?? ""}::text) numbered
    where n % ${size}::int = 0 order by id`);
  return rows.map(({ id }) => id);
}
