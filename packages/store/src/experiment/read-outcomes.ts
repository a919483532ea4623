import type { Currency, Instant } from "@perennial/contract";
import {
  type FlowCount,
  type FlowRules,
  type GroupOutcome,
  NO_OUTCOME,
  type OutcomeSums,
  PART_VARIABLE,
  type PartOutcome,
} from "@perennial/lifecycle";
import { type RawBuilder, sql } from "kysely";
import { json } from "../database/json.ts";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import {
  agreementTable,
  dayColumns,
  FLOW_DAYS,
  flowByAgreements,
  flowByPurchases,
  flowSums,
} from "./flow-figures.ts";
import {
  type Followed,
  followEntries,
  followLots,
  type LotEntries,
  type ProgramEntries,
} from "./followed-customers.ts";

type Sql = RawBuilder<unknown>;

/** What a contact costs where whoever carried it did not say, in minor units. */
export interface ContactPrices {
  readonly sms: number;
  readonly email: number;
  readonly call: number;
  readonly task: number;
}

/** How what became of customers is counted. */
export interface OutcomeRules {
  readonly flows: FlowRules;
  readonly currency: Currency;
  readonly zone: string;
  readonly prices: ContactPrices;
}

/** The groups of an experiment. */
export interface Outcomes {
  readonly treated: GroupOutcome;
  readonly heldOut: GroupOutcome;
  /** Customers that the group of all programs holds out. */
  readonly heldOutOfAll: number;
  /** Customers whose window is not over. */
  readonly waiting: number;
  /** When the first of all these came; null where nobody has. */
  readonly begunAt: Instant | null;
  /** Treated customers by the part of a split that was chosen for them, by step and part. */
  readonly parts: readonly PartOutcome[];
}

/** What is asked of a program's entries. */
export interface ProgramOutcomeQuery extends OutcomeRules, ProgramEntries {
  /** The steps that split, with the first version whose parts are those of the newest. */
  readonly splits: Readonly<Record<string, number>>;
}

/**
 * What became of the customers that entered a program, of those held out as well: one statement, whatever their number
 * (product.md, feature 5).
 */
export function readProgramOutcomes(
  tx: TenantTransaction,
  query: ProgramOutcomeQuery,
): Promise<Outcomes> {
  return readOutcomes(tx, followEntries(tx, query), query);
}

/** What became of some customers since a moment, with all programs and without any. */
export function readLotOutcomes(
  tx: TenantTransaction,
  query: OutcomeRules & LotEntries,
): Promise<Outcomes> {
  return readOutcomes(tx, followLots(tx, query), { ...query, splits: {} });
}

interface Row {
  readonly groups: readonly (OutcomeSums & { readonly arm: string })[];
  readonly flows: readonly (FlowCount & { readonly arm: string })[];
  readonly parts: readonly (OutcomeSums & { readonly step: string; readonly part: string })[];
  readonly waiting: number;
  readonly begunAt: Instant | null;
}

async function readOutcomes(
  tx: TenantTransaction,
  followed: Followed,
  rules: OutcomeRules & Pick<ProgramOutcomeQuery, "splits">,
): Promise<Outcomes> {
  const [row] = await tx.rows(sql<Row>`
    with ${followed.tables},
    followed as materialized (select c.*, ${dayColumns(rules.flows, rules.zone)} from chosen c),
    bought as (${boughtTable(tx.tenant, rules)}),
    costs as (${costTable(followed, rules)}),
    held as (${heldTable(tx.tenant, rules)}),
    outcome as materialized (${outcomeTable(followed, rules)})
    select
      (select coalesce(json_agg(g), '[]') from (
        select arm, ${SUMS} from outcome u group by arm) g) as groups,
      (select coalesce(json_agg(json_strip_nulls(row_to_json(g))), '[]') from (
        select arm, flow_begun as "from", flow_over as "to", count(*) as customers from outcome
        where coalesce(flow_begun, flow_over) is not null group by 1, 2, 3) g) as flows,
      (select coalesce(json_agg(g order by g.step, g.part), '[]') from (
        select chosen.step, chosen.part, ${SUMS}
        from outcome u cross join lateral (
          select substr(v.key, ${PART_VARIABLE.length + 1}) as step, v.value as part
          from jsonb_each_text(u.variables) v where starts_with(v.key, ${PART_VARIABLE}::text)) chosen
        join json_each_text(${json(rules.splits)}::json) s on s.key = chosen.step
        where u.arm = 'treated' and u.program_version >= s.value::int
        group by 1, 2) g) as parts,
      (${followed.waiting}) as waiting, (${followed.begunAt}) as "begunAt"`);
  return outcomesOf(row ?? { groups: [], flows: [], parts: [], waiting: 0, begunAt: null });
}

function outcomesOf({ groups, flows, parts, waiting, begunAt }: Row): Outcomes {
  const group = (wanted: string): GroupOutcome => {
    const found = groups.find(({ arm }) => arm === wanted);
    const { arm: _arm, ...sums } = found ?? { arm: wanted, ...NO_OUTCOME };
    const own = flows.filter(({ arm }) => arm === wanted);
    return { sums, flows: own.map(({ arm: _of, ...flow }) => flow) };
  };
  return {
    treated: group("treated"),
    heldOut: group("held-out"),
    heldOutOfAll: group("global").sums.customers,
    waiting,
    begunAt,
    parts: parts.map(({ step, part, ...sums }) => ({ step, part, sums })),
  };
}

/** What each customer bought within its window, and what the flow follows from. Purchases are read once, and dated once. */
function boughtTable(tenant: number, { flows, currency, zone }: OutcomeRules): Sql {
  const inside = sql`p.own and p.at > f.entered_at`;
  const states = flows.basis === "purchases" ? sql`, ${sql.join(FLOW_DAYS.map(flowSums))}` : sql``;
  return sql`
    select f.customer_id, count(*) filter (where ${inside} and p.amount >= 0) as purchases,
      coalesce(sum(p.amount) filter (where ${inside}), 0) as spent ${states}
    from followed f cross join lateral (
      select u.at, u.amount, u.currency = ${currency}::text as own,
        (u.at at time zone ${zone}::text)::date as day
      from purchases u
      where u.tenant_id = ${tenant} and u.customer_id = f.customer_id and u.at <= f.over_at offset 0) p
    group by f.customer_id`;
}

/** Agreements are read only where the flow goes by them. */
function heldTable(tenant: number, { flows, zone }: OutcomeRules): Sql {
  return flows.basis === "agreements"
    ? agreementTable(tenant, zone)
    : sql`select null::text as customer_id where false`;
}

/** What the contacts of each customer cost that were made within its window. */
function costTable({ outbox }: Followed, { prices }: OutcomeRules): Sql {
  const { sms, email, call, task } = prices;
  const price = sql`coalesce(o.cost, case o.kind when 'call' then ${call}::double precision
    when 'task' then ${task}::double precision
    when 'message' then case o.effect ->> 'channel' when 'sms' then ${sms}::double precision
      else ${email}::double precision end else 0 end)`;
  return sql`
    select f.customer_id, sum(${price}) as cost from followed f ${outbox}
    where o.state = 'done' and o.settled_at <= f.over_at group by f.customer_id`;
}

function outcomeTable({ reached }: Followed, { flows }: OutcomeRules): Sql {
  const byPurchases = flows.basis === "purchases";
  const [begun, over] = FLOW_DAYS.map((day) =>
    byPurchases ? flowByPurchases(day, flows) : flowByAgreements(day),
  );
  const source = byPurchases ? sql`bought` : sql`held`;
  return sql`
    select f.arm, f.left_early, f.program_version, f.variables, ${reached} as reached,
      coalesce(g.purchases, 0)::double precision as purchases, coalesce(g.spent, 0)::double precision as spent,
      coalesce(c.cost, 0) as cost, ${begun ?? sql`null`} as flow_begun, ${over ?? sql`null`} as flow_over
    from followed f left join bought g on g.customer_id = f.customer_id
      left join costs c on c.customer_id = f.customer_id
      left join ${source} b on b.customer_id = f.customer_id`;
}

/** The sums of a group of rows of `u`, by the names they have in `OutcomeSums`. */
const SUMS = sql`count(*) as customers, count(*) filter (where u.reached) as conversions,
  count(*) filter (where u.purchases > 0) as buyers, count(*) filter (where u.left_early) as "leftEarly",
  sum(u.purchases) as purchases, sum(u.purchases * u.purchases) as "purchaseSquares",
  sum(u.spent) as spent, sum(u.spent * u.spent) as "spentSquares",
  sum(u.spent * u.purchases) as "spentPurchases",
  sum(u.cost) as cost, sum(u.cost * u.cost) as "costSquares", sum(u.spent * u.cost) as "spentCost",
  count(*) filter (where u.flow_begun <> 'lost') as "atRisk",
  count(*) filter (where u.flow_begun <> 'lost' and u.flow_over = 'lost') as lost`;
