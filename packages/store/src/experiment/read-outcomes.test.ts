import type { Agreement, Purchase } from "@perennial/contract";
import {
  addDuration,
  dateAgreements,
  datePurchases,
  FlowRules,
  flowStateAt,
  HOLDOUT_GROUP,
  localDateOf,
  NO_OUTCOME,
  type OutcomeSums,
  share,
} from "@perennial/lifecycle";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { addDecisions } from "../decision/add-decisions.ts";
import { addRecords, upsertRecords } from "../record/record-table.ts";
import { AGREEMENTS, CUSTOMERS, PURCHASES } from "../record/tables.ts";
import { exampleAgreement, exampleCustomer, examplePurchase } from "../testing/example-records.ts";
import { startTestDatabase, type TestDatabase, type TestTenant } from "../testing/test-database.ts";
import { type OutcomeRules, readLotOutcomes, readProgramOutcomes } from "./read-outcomes.ts";

const ZONE = "Europe/Stockholm";
const NOW = "2026-11-22T10:00:00.000Z";
const WINDOW = "P30D";
const COUNTING = { zone: ZONE, currency: "SEK" } as const;
const PRICES = { sms: 50, email: 1, call: 4_000, task: 500 } as const;

/** One enrolment of a test. */
interface Entered {
  readonly customerId: string;
  readonly at: string;
  readonly version: number;
  readonly arm: "treated" | "held-out" | "global";
  readonly part: string;
  readonly endedAt: string | null;
}

const lot = (text: string) => share(`outcomes:${text}`);
const dayAt = (days: number) =>
  new Date(Date.UTC(2025, 0, 1) + Math.floor(days * 86_400_000)).toISOString();

/** A base in which everything occurs that the sums tell apart. */
const COUNT = 240;
const ids = Array.from({ length: COUNT }, (_, i) => `k${i}`);
const entries: readonly Entered[] = ids.flatMap((customerId, i) => {
  const of = (what: string) => lot(`${what}${i}`);
  const at = dayAt(300 + of("at") * 380);
  const arm = of("arm") < 0.2 ? "held-out" : of("arm") < 0.25 ? "global" : "treated";
  const entry: Entered = {
    customerId,
    at,
    version: of("version") < 0.2 ? 1 : 2,
    arm,
    part: of("part") < 0.5 ? "long" : "short",
    endedAt: of("end") < 0.5 ? addDuration(at, of("end") < 0.3 ? "P10D" : "P60D", ZONE) : null,
  };
  const again: Entered = { ...entry, at: addDuration(at, "P20D", ZONE), version: 2, endedAt: null };
  return of("again") < 0.3 && entry.endedAt !== null ? [entry, again] : [entry];
});
const purchases: readonly Purchase[] = ids.flatMap((customerId, i) =>
  Array.from({ length: Math.floor(lot(`many${i}`) * 9) }, (_, n) => {
    const of = (what: string) => lot(`${what}${i}/${n}`);
    const amount = of("return") < 0.1 ? -500 : Math.floor(of("amount") * 90_000);
    return examplePurchase({
      ...{ id: `p${i}-${n}`, customerId, amount, at: dayAt(of("when") * 690) },
      currency: of("currency") < 0.1 ? "EUR" : "SEK",
    });
  }),
);
const agreements: readonly Agreement[] = ids.map((customerId, i) => {
  const of = (what: string) => lot(`agreement ${what}${i}`);
  const start = dayAt(of("start") * 600).slice(0, 10);
  const cancelledAt = of("cancelled") < 0.3 ? dayAt(of("when") * 690) : undefined;
  return exampleAgreement({
    ...{ id: `a${i}`, customerId, start, renewalOf: undefined },
    end:
      of("end") < 0.6
        ? localDateOf(addDuration(`${start}T12:00:00.000Z`, "P45D", ZONE), ZONE)
        : undefined,
    status: cancelledAt === undefined ? "active" : "cancelled",
    ...(cancelledAt !== undefined && { cancelledAt }),
  });
});

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
  tenant = await database.newTenant();
  await tenant.inTenant(async (tx) => {
    await upsertRecords(
      tx,
      CUSTOMERS,
      ids.map((id) => exampleCustomer({ id })),
    );
    await upsertRecords(tx, AGREEMENTS, agreements);
    await addRecords(tx, PURCHASES, purchases);
    const rounds = new Map<string, number>();
    for (const [index, each] of entries.entries()) {
      const round = rounds.get(each.customerId) ?? 0;
      rounds.set(each.customerId, round + 1);
      const variables = {
        "part:texts": each.part,
        ...(each.arm === "global" && { [HOLDOUT_GROUP]: "global" }),
      };
      const [row] = await tx.rows(sql<{ id: number }>`
        insert into enrolments (tenant_id, program, program_version, customer_id, key, round, ended, holdout,
          variables, entered_at, ended_at)
        values (${tx.tenant}, 'club', ${each.version}, ${each.customerId}, ${each.customerId}, ${round},
          ${each.endedAt !== null}, ${each.arm !== "treated"}, ${JSON.stringify(variables)}::jsonb, ${each.at},
          ${each.endedAt})
        returning id`);
      await tx.run(sql`
        insert into outbox (tenant_id, enrolment_id, seq, customer_id, kind, effect, state, created_at, settled_at, cost)
        select ${tx.tenant}, ${row?.id ?? 0}::bigint, r.seq, ${each.customerId}, r.kind, r.effect::jsonb, r.state,
          ${each.at}::timestamptz, ${each.at}::timestamptz + make_interval(days => r.days), r.cost
        from (values (1, 'message', '{"channel": "sms"}', 'done', 1, 35.0), (2, 'message', '{"channel": "sms"}', 'done', 2, null),
          (3, 'message', '{"channel": "email"}', 'done', 3, null), (4, 'call', '{}', 'done', 4, null),
          (5, 'task', '{}', 'done', 5, null), (6, 'message', '{"channel": "sms"}', 'refused', 5, null),
          (7, 'call', '{}', 'done', 45, null), (8, 'update', '{}', 'done', 1, null)) r(seq, kind, effect, state, days, cost)`);
      if (lot(`goal${index}`) < 0.4) {
        const at = addDuration(each.at, lot(`late${index}`) < 0.3 ? "P40D" : "P8D", ZONE);
        const decision = { customerId: each.customerId, program: "club", evidence: {} } as const;
        await addDecisions(tx, [{ ...decision, at, kind: "goal-met", enrolmentId: row?.id ?? 0 }]);
      }
    }
  });
  await sql`analyze`.execute(database.db);
}, 120_000);
afterAll(() => database.close());

const program = { program: "club", version: 2, window: WINDOW, now: NOW, zone: ZONE } as const;
const rulesWith = (flows: FlowRules): OutcomeRules => ({
  ...{ flows, currency: "SEK", zone: ZONE, prices: PRICES },
});

/** The first entry of each customer into a version that counts. */
const firsts = entries.filter(
  (each, index) =>
    each.version === 2 &&
    entries.findIndex(({ customerId }) => customerId === each.customerId) === index,
);
const overAt = ({ at }: Pick<Entered, "at">) => addDuration(at, WINDOW, ZONE);
const followed = firsts.filter((each) => overAt(each) <= NOW);

/** The same sums, one customer after the other. */
function reference(wanted: readonly Entered[], flows: FlowRules): OutcomeSums {
  return wanted.reduce((sums, each): OutcomeSums => {
    const until = overAt(each);
    const own = purchases.filter(({ customerId }) => customerId === each.customerId);
    const within = own.filter(
      ({ at, currency }) => at > each.at && at <= until && currency === "SEK",
    );
    const count = within.filter(({ amount }) => amount >= 0).length;
    const spent = within.reduce((sum, { amount }) => sum + amount, 0);
    const state = (moment: string, known: readonly Purchase[]) =>
      flowStateAt(
        {
          purchases: datePurchases(known, COUNTING),
          agreements: dateAgreements(
            agreements.filter(({ customerId }) => customerId === each.customerId),
            COUNTING,
          ),
        },
        flows,
        localDateOf(moment, ZONE),
      );
    const known = own.filter(({ at }) => at <= until);
    const [begun, over] = [state(each.at, known), state(until, known)];
    const rounds = entries.filter(({ customerId }) => customerId === each.customerId);
    const cost = rounds.reduce((sum, round) => sum + costUntil(round, until), 0);
    const reached = rounds.some((round) => {
      const index = entries.indexOf(round);
      if (lot(`goal${index}`) >= 0.4) return false;
      return addDuration(round.at, lot(`late${index}`) < 0.3 ? "P40D" : "P8D", ZONE) <= until;
    });
    const isOurs = begun !== undefined && begun !== "lost";
    return {
      customers: sums.customers + 1,
      conversions: sums.conversions + Number(reached),
      buyers: sums.buyers + Number(count > 0),
      leftEarly: sums.leftEarly + Number(each.endedAt !== null && each.endedAt < until),
      purchases: sums.purchases + count,
      purchaseSquares: sums.purchaseSquares + count ** 2,
      spent: sums.spent + spent,
      spentSquares: sums.spentSquares + spent ** 2,
      spentPurchases: sums.spentPurchases + spent * count,
      cost: sums.cost + cost,
      costSquares: sums.costSquares + cost ** 2,
      spentCost: sums.spentCost + spent * cost,
      atRisk: sums.atRisk + Number(isOurs),
      lost: sums.lost + Number(isOurs && over === "lost"),
    };
  }, NO_OUTCOME);
}

function costUntil({ at }: Entered, until: string): number {
  const steps = [
    ...[
      [1, 35],
      [2, PRICES.sms],
      [3, PRICES.email],
      [4, PRICES.call],
      [5, PRICES.task],
    ],
    [45, PRICES.call],
  ];
  return steps.reduce((sum, [days = 0, price = 0]) => {
    const settled = new Date(Date.parse(at) + days * 86_400_000).toISOString();
    return settled <= until ? sum + price : sum;
  }, 0);
}

const byPurchases = FlowRules.parse({ lostAfter: "P6M", inactiveAfter: "P3M", trend: "P2M" });
const byAgreements = FlowRules.parse({ basis: "agreements" });

describe("what became of a program's customers", () => {
  it.each([
    ["purchases", byPurchases],
    ["agreements", byAgreements],
  ])("is what one customer after the other amounts to, by %s", async (_, flows) => {
    const outcomes = await tenant.inTenant((tx) =>
      readProgramOutcomes(tx, { ...program, ...rulesWith(flows), splits: { texts: 2 } }),
    );
    const of = (arm: Entered["arm"]) => followed.filter((each) => each.arm === arm);
    expect(outcomes.treated.sums).toEqual(reference(of("treated"), flows));
    expect(outcomes.heldOut.sums).toEqual(reference(of("held-out"), flows));
    expect(outcomes.heldOutOfAll).toBe(of("global").length);
    expect(outcomes.waiting).toBe(
      firsts.filter((each) => overAt(each) > NOW && each.arm !== "global").length,
    );
    expect(outcomes.begunAt).toBe(firsts.map(({ at }) => at).sort()[0]);
    const parts = ["long", "short"].map((part) => {
      const own = of("treated").filter((each) => each.part === part);
      return { step: "texts", part, sums: reference(own, flows) };
    });
    expect(outcomes.parts).toEqual(parts);
    expect(outcomes.treated.sums.lost).toBeGreaterThan(0);
    const flowing = outcomes.treated.flows.reduce((sum, { customers }) => sum + customers, 0);
    expect(flowing).toBeGreaterThan(outcomes.treated.sums.atRisk / 2);
  });

  it("leaves out those who were in it while the lots were drawn by another share", async () => {
    const all = await tenant.inTenant((tx) =>
      readProgramOutcomes(tx, { ...program, version: 1, ...rulesWith(byPurchases), splits: {} }),
    );
    const before = entries.filter(({ version }) => version === 1);
    expect(before.length).toBeGreaterThan(10);
    expect(all.treated.sums.customers).toBeGreaterThan(
      followed.filter(({ arm }) => arm === "treated").length,
    );
    expect(all.parts).toEqual([]);
  });

  it("of a program that nobody has entered is nothing", async () => {
    const none = await tenant.inTenant((tx) =>
      readProgramOutcomes(tx, {
        ...program,
        program: "other",
        ...rulesWith(byPurchases),
        splits: {},
      }),
    );
    const nobody = { sums: NO_OUTCOME, flows: [] };
    expect(none).toEqual({
      ...{
        treated: nobody,
        heldOut: nobody,
        heldOutOfAll: 0,
        waiting: 0,
        parts: [],
        begunAt: null,
      },
    });
  });
});

describe("what became of customers by the lot of all programs", () => {
  it("is counted over one window for all", async () => {
    const [since, until] = ["2026-03-01T00:00:00.000Z", "2026-03-31T00:00:00.000Z"];
    const heldOut = ids.filter((_, i) => i % 10 === 0);
    const outcomes = await tenant.inTenant((tx) =>
      readLotOutcomes(tx, { ids, heldOut, since, until, ...rulesWith(byPurchases) }),
    );
    const bought = (own: readonly string[]) =>
      purchases
        .filter(
          ({ customerId, at, currency }) =>
            own.includes(customerId) && at > since && at <= until && currency === "SEK",
        )
        .reduce((sum, { amount }) => sum + amount, 0);
    expect(outcomes.heldOut.sums).toMatchObject({
      customers: heldOut.length,
      spent: bought(heldOut),
    });
    const rest = ids.filter((id) => !heldOut.includes(id));
    expect(outcomes.treated.sums).toMatchObject({ customers: rest.length, spent: bought(rest) });
    expect(outcomes.treated.sums.cost).toBeGreaterThan(0);
  });
});
