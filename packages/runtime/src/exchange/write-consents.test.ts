import type { Command, Signal } from "@perennial/contract";
import { readConnectionHealth } from "@perennial/store";
import { expect, test } from "vitest";
import { later } from "../deliver/later.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { settle } from "../loop/settle.ts";
import { type TestApp, testApp } from "../testing/test-app.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";

const database = useTestDatabase();
const NUMBER = "+46701234567";
const EMAIL = "anna@example.se";

async function company(): Promise<TestRuntime & { readonly vendor: TestApp }> {
  const vendor = testApp();
  const of = await testRuntime(database(), [vendor]);
  await of.addCustomers({ id: "1", mobile: NUMBER, email: EMAIL });
  return { ...of, vendor };
}

type Company = Awaited<ReturnType<typeof company>>;

async function told(of: Company, signal: Signal, from?: string): Promise<void> {
  const { context, tenant } = of;
  await of.in((tx) => applySignals(context, tx, { tenant, signals: [signal], from: () => from }));
  await settle(context, tenant);
}

function consent(id: string, state: "given" | "withdrawn", at = MONDAY): Signal {
  const what = { customerId: "1", channel: "email", purpose: "marketing", state, at } as const;
  const how = { source: "web-form", legalBasis: "consent" } as const;
  return { id, at, type: "consent.changed", consent: { ...what, ...how } };
}

const stop: Signal = {
  ...{ id: "r1", at: MONDAY, type: "message.replied", channel: "sms" },
  ...{ from: NUMBER, text: "STOPP" },
};

const written = ({ vendor }: Company) =>
  vendor.commands.map((each: Command) => (each.kind === "update-consent" ? each : undefined));

test("an objection that came by text message is told to the system of record", async () => {
  const of = await company();
  await told(of, stop, "sms");
  expect(written(of)).toMatchObject([
    {
      ...{ customerId: "1", to: NUMBER, channel: "sms", state: "withdrawn", at: MONDAY },
      ...{ purpose: "marketing", source: "sms-reply", legalBasis: "consent" },
    },
  ]);
  expect(of.vendor.commands[0]).not.toHaveProperty("proof");
});

test("a permission is not told to the connection that told it, nor told again where nothing is new", async () => {
  const of = await company();
  await told(of, consent("c1", "given"), "acme");
  expect(written(of)).toEqual([]);
  const [two, three] = [later(MONDAY, 1_000), later(MONDAY, 2_000)];
  of.clock.moveTo(three);
  await told(of, consent("c2", "given", two));
  expect(written(of)).toEqual([]);
  await told(of, consent("c3", "withdrawn", three));
  expect(written(of)).toMatchObject([{ to: EMAIL, state: "withdrawn" }]);
});

test("what the other side refuses is kept with its words; what it cannot take now is tried again", async () => {
  const of = await company();
  of.vendor.answer = ({ id }) => ({
    ...{ commandId: id, outcome: "not-done", kind: "unavailable", message: "closed" },
  });
  await told(of, stop);
  const health = () => of.in((tx) => readConnectionHealth(tx, "acme"));
  expect((await health())?.failing).toEqual({
    count: 1,
    reasons: [{ reason: "closed", count: 1 }],
  });
  of.vendor.answer = ({ id }) => ({
    ...{ commandId: id, outcome: "refused", kind: "invalid", message: "unknown subscription" },
  });
  of.clock.moveTo(later(MONDAY, 30_000));
  expect(await settle(of.context, of.tenant)).toBeUndefined();
  expect((await health())?.lastFailing).toMatchObject([
    { kind: "update-consent", customerId: "1", reason: "unknown subscription" },
  ]);
  // The same change of the same permission has the same id at every try.
  expect(new Set(of.vendor.commands.map(({ id }) => id)).size).toBe(1);
  of.vendor.answer = ({ id }) => ({ commandId: id, outcome: "accepted" });
  const at = later(MONDAY, 40_000);
  of.clock.moveTo(at);
  await told(of, { ...stop, id: "r2", at, text: "STOPP" });
  expect((await health())?.failing.count).toBe(1);
});

test("while the connection stands still nothing is written, and nothing is lost", async () => {
  const of = await company();
  await of.query("update connections set state = 'paused'");
  await told(of, stop);
  expect(of.vendor.commands).toEqual([]);
  await of.query("update connections set state = 'active'");
  await settle(of.context, of.tenant);
  expect(written(of)).toHaveLength(1);
});
