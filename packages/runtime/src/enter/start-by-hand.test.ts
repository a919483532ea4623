import { expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { settle } from "../loop/settle.ts";
import { programOf } from "../testing/test-program.ts";
import { type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { startByHand } from "./start-by-hand.ts";

const database = useTestDatabase();
const FIRST = programOf("first", {
  subject: "customer",
  triggers: "[{ signal: purchase.made }]",
  steps: "{ id: hand-over, do: call-program, program: second }\n{ id: rest, do: wait, for: P7D }",
});
const SECOND = programOf("second", {
  subject: "customer",
  triggers: "[{ signal: purchase.made }]",
  steps: "{ id: rest, do: wait, for: P7D }",
});

async function company(second: "active" | "paused"): Promise<TestRuntime> {
  const of = await testRuntime(database());
  await of.addCustomers({ id: "1" }, { id: "2" });
  await of.publish("first", FIRST);
  await of.publish("second", SECOND, second);
  return of;
}

const running = (of: TestRuntime) =>
  of.query(
    "select program, customer_id as id, step, agreement_id as about from enrolments order by id",
  );

test("a program that another one starts lets the customer in, in its own right", async () => {
  const of = await company("active");
  await startByHand(of.context, of.tenant, { program: "first", customerId: "1" });
  await settle(of.context, of.tenant);
  expect(await running(of)).toEqual([
    { program: "first", id: "1", step: "rest", about: null },
    { program: "second", id: "1", step: "rest", about: null },
  ]);
  const causes = await of.query(
    "select program, reason from decisions where kind = 'entered' order by id",
  );
  expect(causes).toEqual([
    { program: "first", reason: "manual" },
    { program: "second", reason: "call-program" },
  ]);
});

test("whoever cannot be let in stays where they are; the first program goes on", async () => {
  const paused = await company("paused");
  const unreadable = await company("active");
  await unreadable.query("update program_versions set files = '{}' where program = 'second'");
  for (const of of [paused, unreadable]) {
    await startByHand(of.context, of.tenant, { program: "first", customerId: "1" });
    await settle(of.context, of.tenant);
    expect(await running(of)).toEqual([{ program: "first", id: "1", step: "rest", about: null }]);
    expect(await of.query("select state from outbox")).toEqual([{ state: "done" }]);
  }
  expect(paused.lines.join()).toContain("is paused, not active");
  expect(unreadable.lines.join()).toContain("cannot be read");
});

test("an agreement that is named must be the customer's, also where the program is about customers", async () => {
  const of = await company("active");
  const start = { program: "second", customerId: "1", agreementId: "a-2" };
  expect(await startByHand(of.context, of.tenant, start)).toEqual({
    ...{ entered: false, reason: 'the customer has no agreement "a-2"' },
  });
  expect(await startByHand(of.context, of.tenant, { ...start, agreementId: "a-1" })).toEqual({
    ...{ entered: true, reason: null },
  });
});

test("two who start the same at once start it once", async () => {
  const of = await company("active");
  const start = { program: "second", customerId: "1" };
  const results = await Promise.all(
    [1, 2, 3, 4].map(() => startByHand(of.context, of.tenant, start)),
  );
  expect(results.filter(({ entered }) => entered)).toHaveLength(1);
  expect(await running(of)).toHaveLength(1);
});
