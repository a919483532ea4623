import type { Instant } from "@perennial/contract";
import type { ContactCount, Measurements, TeamCalls } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";

/** A time that figures are about: from a moment up to another. */
export interface FigureSpan {
  readonly from: Instant;
  readonly until: Instant;
}

/** The finished calls that began in a time, added up by team (L-21 to L-23); those of no team under an empty name. */
export function readTeamCalls(
  tx: TenantTransaction,
  { from, until }: FigureSpan,
): Promise<readonly TeamCalls[]> {
  return tx.rows(sql<TeamCalls>`
    select coalesce(team, '') as team, count(*)::int as calls, count(answered_at)::int as answered,
      (count(*) filter (where answered_at is not null and registered_at is null))::int as unregistered,
      sum(transfers)::int as transfers, (count(*) filter (where transfers > 1))::int as "severalTimes",
      sum(case when transfers = 0 then 0 else greatest(0, transfers - (select count(*) from hand_overs h
        where h.tenant_id = ${tx.tenant} and h.call_id = c.id)) end)::int as "withoutNote",
      (count(*) filter (where direction = 'in'))::int as incoming,
      coalesce(sum(extract(epoch from coalesce(answered_at, ended_at) - started_at))
        filter (where direction = 'in'), 0)::float8 as waited,
      coalesce(sum(extract(epoch from ended_at - answered_at)), 0)::float8 as talked,
      (count(*) filter (where sold > 0 and answered_at is not null))::int as selling,
      coalesce(sum(extract(epoch from ended_at - answered_at)) filter (where sold > 0), 0)::float8 as "talkedSelling",
      coalesce(sum(sold), 0)::float8 as sold
    from phone_calls c
    where c.tenant_id = ${tx.tenant} and c.started_at >= ${from} and c.started_at < ${until}
      and c.ended_at is not null
    group by 1 order by 1`);
}

/** How many contacts there were of each kind and direction in a time (D-38). */
export function readContactCounts(
  tx: TenantTransaction,
  { from, until }: FigureSpan,
): Promise<readonly ContactCount[]> {
  return tx.rows(sql<ContactCount>`
    select kind, direction, count(*)::int as contacts from interactions
    where tenant_id = ${tx.tenant} and at >= ${from} and at < ${until}
    group by kind, direction order by kind, direction`);
}

/** The answers to a survey that are numbers, as their sums. */
export interface SurveyScores extends Measurements {
  readonly survey: string;
}

/** Answers to surveys that are numbers, by survey, in a time (L-24). */
export function readSurveyScores(
  tx: TenantTransaction,
  { from, until }: FigureSpan,
): Promise<readonly SurveyScores[]> {
  return tx.rows(sql<SurveyScores>`
    select split_part(text, ':', 1) as survey, count(*)::int as count,
      sum(outcome::float8) as sum, sum(outcome::float8 * outcome::float8) as squares
    from (select text, outcome from interactions
      where tenant_id = ${tx.tenant} and at >= ${from} and at < ${until} and kind = 'survey-answer'
        and outcome ~ '^-?[0-9]{1,9}([.][0-9]{1,9})?$' offset 0) answers
    group by 1 order by 1`);
}
