import type { Signal } from "@perennial/contract";
import { expect, test } from "vitest";
import { advanceDue } from "../advance/advance-due.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { settle } from "../loop/settle.ts";
import { deliverSignals } from "../testing/deliver-signals.ts";
import { testFeed } from "../testing/test-feed.ts";
import { programOf } from "../testing/test-program.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { ingestInbox } from "./ingest-inbox.ts";

const database = useTestDatabase();
const WAIT = "{ id: rest, do: wait, for: P60D }";
const CANCELLED = `
exits: [{ on: agreement.cancelled, reason: cancelled }]`;
const SIGNED = "[{ signal: agreement.signed }]";

let deliveries = 0;
async function told(of: TestRuntime, ...signals: readonly Signal[]): Promise<void> {
  deliveries++;
  await deliverSignals(of, signals, `t${deliveries}`);
  await ingestInbox(of.context, of.tenant);
  await advanceDue(of.context, of.tenant);
}

const happens = (
  type: "agreement.signed" | "agreement.cancelled",
  agreementId: string,
): Signal => ({
  ...{ id: `${agreementId}:${type}`, at: MONDAY, type, customerId: "1", agreementId },
});

async function company(): Promise<TestRuntime> {
  const of = await testRuntime(database(), [testFeed("crm")]);
  await of.addCustomers({ id: "1" });
  await of.addAgreements({ id: "b-1", customerId: "1" });
  return of;
}

const cases = (of: TestRuntime) =>
  of.query(
    "select program, agreement_id as about, end_reason as ended from enrolments order by program, agreement_id",
  );

test("a program about customers hears of every agreement, and keeps the one that opened it as a fact", async () => {
  const of = await company();
  const parts = { subject: "customer", triggers: SIGNED, more: CANCELLED } as const;
  const isKept =
    "{ field: agreement.cancelledAt, is: is-empty }, { field: agreement.end, is: is-set }";
  const steps = `
    { id: look, do: branch, choose: [{ when: { all: [${isKept}] }, goTo: rest }] }
    { id: lost, do: exit, reason: no-agreement-kept }
    ${WAIT}`;
  await of.publish("whole", programOf("whole", { ...parts, steps }));
  await told(of, happens("agreement.signed", "a-1"));
  expect(await cases(of)).toEqual([{ program: "whole", about: "a-1", ended: null }]);
  await told(of, happens("agreement.cancelled", "b-1"));
  expect(await cases(of)).toEqual([{ program: "whole", about: "a-1", ended: "cancelled" }]);
});

test("a program about agreements hears of its own alone, also after a start by hand", async () => {
  const of = await company();
  const parts = { subject: "agreement", triggers: SIGNED, more: CANCELLED, steps: WAIT } as const;
  await of.publish("each", programOf("each", parts));
  await told(of, happens("agreement.signed", "a-1"));
  const start = { program: "each", customerId: "1", agreementId: "b-1" };
  await startByHand(of.context, of.tenant, start);
  await told(of, happens("agreement.cancelled", "b-1"));
  expect(await cases(of)).toEqual([
    { program: "each", about: "a-1", ended: null },
    { program: "each", about: "b-1", ended: "cancelled" },
  ]);
});

test("a program about customers that an agreement's program starts hears of every agreement", async () => {
  const of = await company();
  const handOver = "{ id: hand-over, do: call-program, program: whole }";
  await of.publish("each", programOf("each", { triggers: SIGNED, steps: handOver }));
  const asked = "[{ signal: purchase.made }]";
  const parts = { subject: "customer", triggers: asked, more: CANCELLED, steps: WAIT } as const;
  await of.publish("whole", programOf("whole", parts));
  await told(of, happens("agreement.signed", "a-1"));
  await settle(of.context, of.tenant);
  await told(of, happens("agreement.cancelled", "b-1"));
  expect(await cases(of)).toEqual([
    { program: "each", about: "a-1", ended: "completed" },
    { program: "whole", about: "a-1", ended: "cancelled" },
  ]);
});

test("of a program that cannot be read the enrolments wait for what they keep", async () => {
  const of = await company();
  const parts = { triggers: SIGNED, more: CANCELLED, steps: WAIT } as const;
  await of.publish("each", programOf("each", parts));
  await told(of, happens("agreement.signed", "a-1"), happens("agreement.signed", "b-1"));
  await of.query("update program_versions set files = '{}'");
  await of.query("update programs set state = 'paused'");
  of.context.programs.forget(of.tenant.id);
  await deliverSignals(of, [happens("agreement.cancelled", "b-1")], "unreadable");
  await ingestInbox(of.context, of.tenant);
  const woken =
    "select agreement_id as about from enrolments e cross join jsonb_array_elements(news)";
  expect(await of.query(woken)).toEqual([{ about: "b-1" }]);
});
