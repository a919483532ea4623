import type { StoredDecision } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { programOf } from "../testing/test-program.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { advanceDue } from "./advance-due.ts";

const database = useTestDatabase();

/** Whoever is of the segment "maze" goes round for ever; the others wait a week. */
const MAZE = programOf("maze", {
  triggers: "[{ signal: agreement.ordered }]",
  more: "exits: [{ on: agreement.cancelled, reason: agreement-cancelled }]",
  steps: `
    { id: rest, do: wait, for: P7D }
    { id: fork, do: branch, choose: [{ when: { field: customer.segment, is: equals, value: maze }, goTo: fork }], otherwise: out }
    { id: out, do: wait, for: P7D }
    { id: done, do: exit, reason: completed }`,
});

/** Whoever is of the segment "never" waits for a year that no database knows. */
const FAR = programOf("far", {
  triggers: "[{ signal: agreement.ordered }]",
  steps: `
    { id: fork, do: branch, choose: [{ when: { field: customer.segment, is: equals, value: never }, goTo: far }], otherwise: near }
    { id: far, do: wait, for: P290000Y }
    { id: near, do: wait, for: P7D }`,
});

/** Whoever signs is called, unless the agreement is cancelled before. */
const HASTY = programOf("hasty", {
  triggers: "[{ signal: agreement.ordered }]",
  more: `stages: [{ id: open, name: { sv: Öppet, en: Open } }]
reactions: [{ signal: agreement.signed, in: [open], goTo: ring }]
exits: [{ on: agreement.cancelled, reason: agreement-cancelled }]`,
  steps: `
    { id: rest, stage: open, do: wait, for: P7D }
    { id: ring, do: call, template: ring, class: service, expires: P4D, otherwise: done }
    { id: done, do: exit, reason: completed }`,
  texts: { "templates/ring.call.sv.txt": "Hej." },
});

interface Row {
  readonly customerId: string;
  readonly step: string | null;
  readonly wakeAt: string | null;
  readonly timerAt: string | null;
}

function enrolments(company: TestRuntime): Promise<readonly Row[]> {
  return company.query<Row>(
    `select customer_id as "customerId", step, wake_at as "wakeAt", timer_at as "timerAt" from enrolments order by customer_id`,
  );
}

function failures(company: TestRuntime): Promise<readonly StoredDecision[]> {
  return company.query<StoredDecision>(
    `select customer_id as "customerId", reason, step, evidence from decisions where kind = 'failed' order by id`,
  );
}

async function enter(company: TestRuntime, program: string, ids: readonly string[]): Promise<void> {
  for (const id of ids) {
    const start = { program, customerId: id, agreementId: `a-${id}` };
    expect(await startByHand(company.context, company.tenant, start)).toMatchObject({
      entered: true,
    });
  }
}

/** Something is told of an agreement. */
async function tell(
  company: TestRuntime,
  customerId: string,
  type: "agreement.signed" | "agreement.cancelled",
): Promise<void> {
  const at = company.clock.now();
  const about = { customerId, agreementId: `a-${customerId}` };
  const signals = [{ id: `${type}-${at}`, at, type, ...about }];
  const { context, tenant } = company;
  await company.in((tx) => applySignals(context, tx, { tenant, signals }));
}

describe("an enrolment that cannot be taken on", () => {
  test("is parked with the reason while the others of its batch go on", async () => {
    const company = await testRuntime(database());
    await company.addCustomers({ id: "1" }, { id: "2", segment: "maze" }, { id: "3" });
    await company.publish("maze", MAZE);
    await enter(company, "maze", ["1", "2", "3"]);
    const { context, tenant, clock } = company;
    expect(await advanceDue(context, tenant)).toEqual({ advanced: 3, more: false });
    clock.moveTo("2026-03-09T09:00:00.000Z");
    expect(await advanceDue(context, tenant)).toEqual({ advanced: 3, more: false });
    const out = {
      step: "out",
      wakeAt: "2026-03-16T09:00:00.000Z",
      timerAt: "2026-03-16T09:00:00.000Z",
    };
    expect(await enrolments(company)).toEqual([
      { customerId: "1", ...out },
      { customerId: "2", step: "rest", wakeAt: null, timerAt: null },
      { customerId: "3", ...out },
    ]);
    expect(await failures(company)).toEqual([
      {
        ...{ customerId: "2", reason: "stuck", step: "rest" },
        evidence: {
          problem: expect.stringContaining("without waiting"),
          waitsUntil: "2026-03-09T09:00:00.000Z",
        },
      },
    ]);
    expect(company.lines.filter((line) => line.startsWith("error"))).toHaveLength(1);
    expect(await advanceDue(context, tenant)).toEqual({ advanced: 0, more: false });
  });

  test("keeps what has happened to it, tries again when something new does, and goes on once it can", async () => {
    const company = await testRuntime(database());
    const { context, tenant, clock } = company;
    await company.addCustomers({ id: "1", segment: "maze" });
    await company.publish("maze", MAZE);
    await enter(company, "maze", ["1"]);
    await advanceDue(context, tenant);
    clock.moveTo("2026-03-09T09:00:00.000Z");
    await advanceDue(context, tenant);
    const about = { customerId: "1", agreementId: "a-1" };
    const signed = { id: "signed", at: clock.now(), type: "agreement.signed", ...about } as const;
    await company.in((tx) => applySignals(context, tx, { tenant, signals: [signed] }));
    expect(await advanceDue(context, tenant)).toEqual({ advanced: 1, more: false });
    expect(await failures(company)).toHaveLength(2);
    expect(
      await company.query("select jsonb_array_elements(news) as body from enrolments"),
    ).toHaveLength(1);

    await company.query("update customers set segment = 'house'");
    clock.moveTo("2026-03-10T09:00:00.000Z");
    const opened = { id: "opened", at: clock.now(), type: "agreement.accepted", ...about } as const;
    await company.in((tx) => applySignals(context, tx, { tenant, signals: [opened] }));
    await advanceDue(context, tenant);
    expect(await enrolments(company)).toMatchObject([
      { step: "out", wakeAt: "2026-03-17T09:00:00.000Z" },
    ]);
    expect(
      await company.query("select jsonb_array_elements(news) as body from enrolments"),
    ).toEqual([]);
    await tell(company, "1", "agreement.cancelled");
    await advanceDue(context, tenant);
    const [ended] = await company.query("select end_reason as reason, variables from enrolments");
    expect(ended).toEqual({ reason: "agreement-cancelled", variables: {} });
  });

  test("is found among many where only the database refuses what would become of it", async () => {
    const company = await testRuntime(database());
    const ids = Array.from({ length: 23 }, (_, index) => `${index + 1}`);
    await company.addCustomers(
      ...ids.map((id) => ({ id, ...(id === "14" && { segment: "never" }) })),
    );
    await company.publish("far", FAR);
    await enter(company, "far", ids);
    const { context, tenant } = company;
    for (let round = 0; round < 30; round++) {
      if ((await advanceDue(context, tenant, 20)).advanced === 0) break;
    }
    const rows = await enrolments(company);
    expect(rows.filter(({ step }) => step === "near")).toHaveLength(22);
    expect(rows.find(({ customerId }) => customerId === "14")).toMatchObject({
      ...{ step: null, wakeAt: null },
    });
    expect(await failures(company)).toMatchObject([{ customerId: "14", reason: "stuck" }]);
  });

  test("because its version cannot be read leaves those of other programs alone", async () => {
    const company = await testRuntime(database());
    await company.addCustomers({ id: "1" }, { id: "2" });
    await company.publish("maze", MAZE);
    await company.publish("far", FAR);
    await enter(company, "maze", ["1"]);
    await enter(company, "far", ["2"]);
    await company.query(`update program_versions set files = '{}' where program = 'maze'`);
    company.context.programs.forget(company.tenant.id);
    expect(await advanceDue(company.context, company.tenant)).toMatchObject({ advanced: 2 });
    expect(await enrolments(company)).toMatchObject([{ wakeAt: null }, { step: "near" }]);
    const [failure] = await failures(company);
    expect(failure?.evidence.problem).toContain('Version 1 of the program "maze" cannot be read');
  });
});

test("an enrolment whose customer the mirror no longer holds ends, and says why", async () => {
  const company = await testRuntime(database());
  await company.addCustomers({ id: "1" });
  await company.publish("maze", MAZE);
  await enter(company, "maze", ["1"]);
  await company.query("delete from customers");
  await advanceDue(company.context, company.tenant);
  const ended = await company.query("select kind, reason from decisions order by id");
  expect(ended).toEqual([{ kind: "ended", reason: "customer-gone" }]);
  expect(await company.query("select ended, wake_at from enrolments")).toEqual([
    { ended: true, wake_at: null },
  ]);
});

test("what is taken back in the breath that asked for it is told", async () => {
  const company = await testRuntime(database());
  const { context, tenant } = company;
  await company.addCustomers({ id: "1" });
  await company.publish("hasty", HASTY);
  await enter(company, "hasty", ["1"]);
  await advanceDue(context, tenant);
  await tell(company, "1", "agreement.signed");
  await tell(company, "1", "agreement.cancelled");
  await advanceDue(context, tenant);
  const reason = "agreement-cancelled";
  expect(
    await company.query("select state, reason from outbox where kind in ('call', 'message')"),
  ).toEqual([{ state: "skipped", reason }]);
  const decisions = await company.query("select kind, step, reason from decisions order by id");
  expect(decisions).toEqual([
    { kind: "entered", step: "rest", reason: "manual" },
    { kind: "moved", step: "ring", reason: "agreement.signed" },
    { kind: "ended", step: "ring", reason },
    { kind: "withdrawn", step: "ring", reason },
  ]);
});
