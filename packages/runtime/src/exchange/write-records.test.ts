import type { Command, Signal } from "@perennial/contract";
import { LifecyclePlan, READY_SERVICE_DESK } from "@perennial/lifecycle";
import { findTenant, readConnectionHealth, saveServiceDesk } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { nextWork, settle } from "../loop/settle.ts";
import { publishPlan } from "../plan/publish-plan.ts";
import { reviewBase } from "../review/review-base.ts";
import { type TestApp, testApp } from "../testing/test-app.ts";
import { programOf } from "../testing/test-program.ts";
import {
  agreementOf,
  customerOf,
  MONDAY,
  type TestRuntime,
  testRuntime,
} from "../testing/test-runtime.ts";

const database = useTestDatabase();
const text = (of: string) => ({ sv: of, en: of });
const PLAN = LifecyclePlan.parse({
  tiers: {
    tiers: [
      { id: "member", name: text("Medlem"), from: 0 },
      { id: "silver", name: text("Silver"), from: 1_000 },
      { id: "gold", name: text("Guld"), from: 5_000 },
    ],
  },
});

interface Company extends TestRuntime {
  readonly vendor: TestApp;
  told(...signals: readonly Signal[]): Promise<void>;
  /** Does the night of a date, and all that is due then. */
  night(on: string): Promise<void>;
}

/** A company whose system of record keeps tiers and renewals: customer 1 has a tier there, the others none. */
async function company(keeps: readonly string[] = ["tier", "nextRenewal"]): Promise<Company> {
  const vendor = testApp();
  vendor.keeps = keeps;
  const of = await testRuntime(database(), [vendor]);
  await of.addCustomers({ id: "1", tier: "member" }, { id: "2" });
  await publishPlan(of.context, of.tenant, { plan: PLAN, by: "test" });
  const tenant = async () => (await findTenant(database(), of.tenant.id)) ?? of.tenant;
  return {
    ...of,
    vendor,
    async told(...signals) {
      const from = () => "acme";
      const now = await tenant();
      await of.in((tx) => applySignals(of.context, tx, { tenant: now, signals, from }));
      await settle(of.context, now);
    },
    async night(on) {
      of.clock.moveTo(`${on}T05:00:00.000Z`);
      await reviewBase(of.context, await tenant());
      await settle(of.context, await tenant());
    },
  };
}

/** What was written since the last look, customer by customer. */
function written({ vendor }: Company): Readonly<Record<string, unknown>> {
  const updates = vendor.commands
    .splice(0)
    .flatMap((each: Command) => (each.kind === "update-record" ? [each] : []));
  return Object.fromEntries(updates.map(({ recordId, values }) => [recordId, values]));
}

function bought(id: string, customerId: string, amount: number): Signal {
  const money = { amount, currency: "SEK", quantity: 1, discount: 0 };
  return {
    ...{ id, at: MONDAY, type: "purchase.made" },
    purchase: { id, customerId, at: MONDAY, ...money },
  };
}

test("the first night writes what differs from what the other side told, and a steady night nothing", async () => {
  const of = await company();
  await of.night("2026-03-03");
  expect(written(of)).toEqual({
    1: { nextRenewal: "2026-05-31" },
    2: { tier: "member", nextRenewal: "2026-05-31" },
  });
  await of.night("2026-03-04");
  expect(written(of)).toEqual({});
});

test("a purchase is written back at once, with what changed by it alone", async () => {
  const of = await company();
  await of.night("2026-03-03");
  written(of);
  await of.told(bought("p1", "1", 2_000));
  expect(written(of)).toEqual({ 1: { tier: "silver" } });
  await of.told(bought("p1", "1", 2_000));
  expect(written(of)).toEqual({});
});

test("what changes several times while the connection stands still is written once, as it is then", async () => {
  const of = await company();
  await of.night("2026-03-03");
  written(of);
  await of.query("update connections set state = 'paused'");
  await of.told(bought("p1", "1", 2_000));
  await of.told(bought("p2", "1", 9_000));
  await of.told(bought("p3", "2", 2_000), bought("p4", "2", -2_000));
  expect(written(of)).toEqual({});
  await of.query("update connections set state = 'active'");
  await of.told();
  expect(written(of)).toEqual({ 1: { tier: "gold" } });
});

test("our own write that comes back as a change of the other side's changes nothing", async () => {
  const of = await company();
  await of.night("2026-03-03");
  await of.told(bought("p1", "1", 2_000));
  written(of);
  const at = later("2026-03-03T05:00:00.000Z", 1_000);
  for (const tier of ["silver", "member"]) {
    const customer = customerOf({ id: "1", tier, updatedAt: at });
    await of.told({ id: `echo-${tier}`, at, type: "customer.changed", customer });
  }
  expect(written(of)).toEqual({});
  expect(await of.query("select tier from customers where id = '1'")).toEqual([{ tier: "silver" }]);
  await of.night("2026-03-04");
  expect(written(of)).toEqual({});
});

test("an agreement that is renewed moves the next renewal, and one that ends clears it", async () => {
  const of = await company();
  await of.night("2026-03-03");
  written(of);
  const updatedAt = later("2026-03-03T05:00:00.000Z", 1_000);
  const agreement = agreementOf({ id: "a-1", customerId: "1", end: "2027-05-31", updatedAt });
  await of.told({ id: "a1", at: updatedAt, type: "agreement.changed", agreement });
  expect(written(of)).toEqual({ 1: { nextRenewal: "2027-05-31" } });
  await of.night("2026-06-01");
  expect(written(of)).toEqual({ 2: { nextRenewal: null } });
});

test("what is refused is kept with its words and not written again as it is; another value is", async () => {
  const of = await company(["tier"]);
  await of.night("2026-03-03");
  written(of);
  of.vendor.answer = ({ id }) => ({
    ...{ commandId: id, outcome: "refused", kind: "invalid", message: "no such option" },
  });
  await of.told(bought("p1", "1", 2_000));
  written(of);
  const health = await of.in((tx) => readConnectionHealth(tx, "acme"));
  expect(health?.lastFailing).toMatchObject([
    { kind: "update-record", customerId: "1", reason: "no such option" },
  ]);
  await of.night("2026-03-04");
  expect(written(of)).toEqual({});
  of.vendor.answer = ({ id }) => ({ commandId: id, outcome: "accepted" });
  await of.told(bought("p2", "1", 9_000));
  expect(written(of)).toEqual({ 1: { tier: "gold" } });
  expect((await of.in((tx) => readConnectionHealth(tx, "acme")))?.failing.count).toBe(0);
});

test("what cannot be taken now is tried again later with the same id", async () => {
  const of = await company(["tier"]);
  of.vendor.answer = ({ id }) => ({
    ...{ commandId: id, outcome: "not-done", kind: "unavailable", message: "closed" },
  });
  await of.night("2026-03-03");
  const ids = of.vendor.commands.map(({ id }) => id);
  of.vendor.answer = ({ id }) => ({ commandId: id, outcome: "accepted" });
  of.clock.moveTo("2026-03-03T06:00:00.000Z");
  await of.told();
  expect(of.vendor.commands.map(({ id }) => id)).toEqual([...ids, ...ids]);
});

test("what waits for a connection that is to know nothing any more is given up", async () => {
  const of = await company();
  await of.query("update connections set state = 'paused'");
  await of.night("2026-03-03");
  of.vendor.keeps = [];
  await of.query("update connections set state = 'active'");
  await of.told();
  expect(written(of)).toEqual({});
  expect(await nextWork(of.context, of.tenant)).toBeUndefined();
});

test("a connection that keeps nothing of ours is told nothing", async () => {
  const of = await company([]);
  await of.night("2026-03-03");
  expect(written(of)).toEqual({});
  expect(await of.query("select 1 from record_writes")).toEqual([]);
});

describe("a customer's course", () => {
  const STEPS = "{ id: rest, do: wait, for: P10D }";

  test("is told in words when a step is taken, and taken back when the customer has left", async () => {
    const of = await company(["tier", "programs", "nextStep", "nextStepAt"]);
    await of.publish(
      "rest",
      programOf("rest", {
        steps: STEPS,
        subject: "customer",
        triggers: "[{ signal: purchase.made }]",
      }),
    );
    await of.night("2026-03-02");
    written(of);
    await startByHand(of.context, of.tenant, { program: "rest", customerId: "1" });
    await settle(of.context, of.tenant);
    expect(written(of)).toEqual({
      1: {
        programs: "Prov rest",
        nextStep: "Prov rest går vidare den 12 mars 2026 kl. 10:00, om inget händer före.",
        nextStepAt: "2026-03-12T09:00:00.000Z",
      },
    });
    await of.night("2026-03-03");
    expect(written(of)).toEqual({});
    of.clock.moveTo("2026-03-12T09:00:00.000Z");
    await settle(of.context, of.tenant);
    expect(written(of)).toEqual({ 1: { programs: null, nextStep: null, nextStepAt: null } });
  });
});

describe("a customer's standing in words", () => {
  const WORDS = ["tier", "nextRenewal", "tierName", "tierRemaining", "tierShare", "say"];
  const SAY =
    "Ditt avtal Fast gäller till och med 31 maj 2026. Vill du att vi går igenom vad som passar dig sedan?\nVilken e-postadress når vi dig på när det gäller ditt avtal?";

  test("goes along with what is written, and what of it is as it was told is not told again", async () => {
    const of = await company(WORDS);
    await of.night("2026-03-03");
    const told = {
      tierName: "Medlem",
      tierRemaining: "10\u00a0kr kvar till Silver.",
      tierShare: 0,
    };
    expect(written(of)).toEqual({
      1: { nextRenewal: "2026-05-31", ...told, say: SAY },
      2: { tier: "member", nextRenewal: "2026-05-31", ...told, say: SAY },
    });
    await of.told(bought("p1", "1", 2_000));
    expect(written(of)).toEqual({
      1: {
        ...{ tier: "silver", tierName: "Silver" },
        ...{ tierRemaining: "30\u00a0kr kvar till Guld.", tierShare: 40 },
      },
    });
  });

  test("is no reason to write: a night on which words alone are others writes nothing", async () => {
    const of = await company(WORDS);
    await of.night("2026-03-03");
    written(of);
    await of.query(`
      update record_writes set told = told || '{"tierName": "Medlem i klubben", "say": "Något annat."}'`);
    await of.night("2026-03-04");
    expect(written(of)).toEqual({});
    await of.told(bought("p1", "1", 2_000));
    expect(written(of)).toMatchObject({ 1: { tier: "silver", tierName: "Silver", say: SAY } });
  });

  test("is taken back when there is nothing of it to tell any more", async () => {
    const of = await company(WORDS);
    await of.night("2026-03-03");
    await of.told(bought("p1", "1", 9_000));
    expect(written(of)).toMatchObject({
      1: { tier: "gold", tierName: "Guld", tierRemaining: null, tierShare: null },
    });
  });

  test("that was refused with the rest is not written again as it is", async () => {
    const of = await company(WORDS);
    of.vendor.answer = ({ id }) => ({
      ...{ commandId: id, outcome: "refused", kind: "invalid", message: "too long" },
    });
    await of.night("2026-03-03");
    written(of);
    await of.night("2026-03-04");
    expect(written(of)).toEqual({});
  });

  test("is no longer than the columns for it: the last things to say are left out", async () => {
    const of = await company(["tier", "say"]);
    const line = (at: number) => `${String.fromCodePoint(65 + at)}${"å".repeat(998)}.`;
    const talkPoints = Array.from({ length: 8 }, (_, at) => ({
      ...{ id: `p-${at}`, name: text("Fråga"), worth: { amount: 8 - at }, say: text(line(at)) },
      when: { field: "customer.kind", is: "equals", value: "person" },
    }));
    const settings = { routing: READY_SERVICE_DESK.routing, talkPoints };
    await of.in((tx) => saveServiceDesk(tx, { settings, savedAt: MONDAY, savedBy: "test" }));
    await of.night("2026-03-03");
    expect(written(of)).toMatchObject({
      2: { say: [0, 1, 2, 3].map(line).join("\n") },
    });
  });
});
