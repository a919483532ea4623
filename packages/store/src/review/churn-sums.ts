import type { LocalDate } from "@perennial/contract";
import {
  addToDate,
  type ChurnFeature,
  type ChurnModel,
  flowLimits,
  subtractFromDate,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import type { FigureSource } from "./figure-source.ts";
import { momentAfter, type ReviewRules } from "./review-rules.ts";
import { type ReviewScope, within } from "./review-scope.ts";

type Sql = RawBuilder<unknown>;

/** The days that signs of leaving are counted between. */
interface Windows {
  readonly year: LocalDate;
  readonly half: LocalDate;
}

function windowsOf(today: LocalDate): Windows {
  return { year: subtractFromDate(today, "P12M"), half: subtractFromDate(today, "P6M") };
}

/** Whether a model weighs one of some features: what nothing weighs is not counted. */
function weighs({ weights }: ChurnModel, ...features: readonly ChurnFeature[]): boolean {
  return weights.some(({ feature }) => features.includes(feature));
}

/**
 * What of a customer's purchases tells of its leaving, as `churnFigures` counts it: asked for each customer that can be
 * lost within the model's horizon, for of the others nothing is told.
 */
export function churnPurchases(rules: ReviewRules): readonly FigureSource[] {
  const sums = Object.entries(churnPurchaseSums(rules));
  if (!rules.churn || sums.length === 0) return [];
  const selected = sums.map(([name, sum]) => sql`${sum} as ${sql.ref(name)}`);
  return [
    {
      alias: "k",
      eachTime: true,
      query: sql`
        select ${sql.join(selected)} from purchases p
        where p.tenant_id = c.tenant_id and p.customer_id = c.id and p.at < ${rules.end}::timestamptz
          and ${canBeLost(rules, rules.churn.horizon)}`,
      figures: {},
    },
  ];
}

/**
 * Whether a customer can be lost within a model's horizon, as `canBeLost` has it: not one that is lost, and not one that
 * bought too recently.
 */
export function canBeLost({ flows, today }: ReviewRules, horizon: string): Sql {
  if (flows.basis === "agreements") return sql`true`;
  const { lost } = flowLimits(flows, addToDate(today, horizon));
  return sql`(f.last_purchase <= ${lost}::date and f.last_purchase > ${flowLimits(flows, today).lost}::date)`;
}

function churnPurchaseSums(rules: ReviewRules): Readonly<Record<string, Sql>> {
  const { churn, zone, currency, today } = rules;
  if (!churn) return {};
  const windows = windowsOf(today);
  const isAfter = (date: LocalDate) => sql`p.at >= ${momentAfter(date, zone)}::timestamptz`;
  const isBought = sql`p.amount >= 0`;
  const isOwn = sql`p.currency = ${currency}::text`;
  const day = sql`(p.at at time zone ${zone}::text)::date`;
  const inYear = sql`${isBought} and ${isAfter(windows.year)}`;
  const sum = (fits: Sql) => sql`coalesce(sum(p.amount) filter (where ${fits} and ${isOwn}), 0)`;
  return {
    ...(weighs(churn, "rhythm", "once") && {
      churn_days: sql`count(distinct ${day}) filter (where ${isBought})`,
    }),
    ...(weighs(churn, "frequency") && {
      churn_days_in_year: sql`count(distinct ${day}) filter (where ${inYear})`,
    }),
    ...(weighs(churn, "trend") && {
      churn_recent: sum(isAfter(windows.half)),
      churn_earlier: sum(sql`${isAfter(windows.year)} and not ${isAfter(windows.half)}`),
    }),
    ...(weighs(churn, "discounted") && {
      churn_bought: sql`count(*) filter (where ${inYear})`,
      churn_discounted: sql`count(*) filter (where ${inYear} and p.discount > 0)`,
    }),
  };
}

/** What of a customer's agreements does; it stands beside `a.stopped_on` and `a.cancelled_on`. */
export function churnAgreementSums(rules: ReviewRules, runs: Sql): Readonly<Record<string, Sql>> {
  const { churn, today } = rules;
  if (!churn) return {};
  const { year } = windowsOf(today);
  const day = sql`${today}::date`;
  return {
    ...(weighs(churn, "ending") && {
      churn_left: sql`case when bool_or(a.ends_on is null) filter (where ${runs}) then null
        else max(a.ends_on) filter (where ${runs}) - ${day} end`,
    }),
    ...(weighs(churn, "cancelled") && {
      churn_cancelled: sql`count(*) filter (where a.cancelled_on > ${year}::date and a.cancelled_on <= ${day})`,
    }),
  };
}

/** The contacts that tell of a customer's leaving, where the model weighs any: as `dateSigns` has them. */
export function churnContacts(
  rules: ReviewRules,
  tenant: number,
  scope: ReviewScope,
): readonly FigureSource[] {
  const { churn, today, zone, end } = rules;
  if (!churn || !weighs(churn, "complaints", "calls", "declined")) return [];
  const since = momentAfter(windowsOf(today).year, zone);
  const isCall = sql`i.kind = 'call'`;
  const isIn = sql`i.direction = 'in'`;
  return [
    {
      alias: "i",
      query: sql`
        select i.customer_id, count(*) filter (where ${isCall} and ${isIn}) as calls,
          count(*) filter (where ${isCall} and not ${isIn} and i.outcome = 'declined') as declined,
          count(*) filter (where i.kind = 'case' and ${isIn} and i.outcome = any(${COMPLAINTS}::text[])) as complaints
        from interactions i
        where i.tenant_id = ${tenant} and ${within(scope, sql`i.customer_id`)}
          and i.at >= ${since}::timestamptz and i.at < ${end}::timestamptz
        group by i.customer_id`,
      figures: {},
    },
  ];
}

/** The outcomes of a case that make it a complaint, as `COMPLAINT_OUTCOMES`. */
const COMPLAINTS = ["complaint", "claim"];
