import type { Signal } from "@perennial/contract";
import { decisionSentence } from "@perennial/lifecycle";
import { expect, test } from "vitest";
import { deliver } from "../deliver/deliver.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { testProvider } from "../deliver/testing/test-provider.ts";
import { call, sms, type TestWorld, testWorld } from "../deliver/testing/test-world.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { MONDAY } from "../testing/test-runtime.ts";

const database = useTestDatabase();

async function world() {
  const provider = testProvider({ id: "all", commands: ["send-sms", "put-call", "withdraw-call"] });
  return { provider, ...(await testWorld(database(), [provider])) };
}

function stop(customerId: string, program = "letters"): Signal {
  const by = "HubSpot workflow 42";
  return {
    id: `s:${customerId}`,
    at: MONDAY,
    type: "program.stop-requested",
    program,
    customerId,
    by,
  };
}

const tell = ({ context, tenant, ...of }: TestWorld, ...signals: readonly Signal[]) =>
  of.in((tx) => applySignals(context, tx, { tenant, signals }));

test("who is to be taken out of a program leaves it, and what waited to be sent is taken back", async () => {
  const of = await world();
  const [one, two] = [await of.enrol("1"), await of.enrol("2")];
  await of.ask(one, sms());
  await of.ask(two, sms());
  await tell(of, stop("1"), stop("2", "other"));
  const rows = await of.query("select ended, end_reason as reason from enrolments order by id");
  expect(rows).toEqual([
    { ended: true, reason: "program.stop-requested" },
    { ended: false, reason: null },
  ]);
  expect(await of.outbox("state")).toEqual(["skipped", "pending"]);
  const [decision] = await of.query<{ kind: string; reason: string; step: null; evidence: object }>(
    "select kind, reason, step, evidence from decisions where kind = 'ended'",
  );
  expect(decision?.evidence).toEqual({ by: "HubSpot workflow 42" });
  const kept = {
    ...decision,
    kind: "ended",
    reason: decision?.reason ?? "",
    step: null,
    evidence: {},
  };
  expect(decisionSentence(kept, "sv")).toBe(
    "Lämnade programmet eftersom någon bad att kunden skulle tas ur programmet.",
  );
});

test("a call that is on the list is taken off it", async () => {
  const of = await world();
  const enrolment = await of.enrol("1", { mobile: "+46700000001" });
  await of.ask(enrolment, call());
  await of.query(`update enrolments set effects = 1, variables = '{"openCall": 1}'`);
  await deliver(of.context, of.tenant);
  await tell(of, stop("1"));
  await deliver(of.context, of.tenant);
  expect(of.provider.taken.map(({ kind }) => kind)).toEqual(["put-call", "withdraw-call"]);
});

test("asked for again, or of somebody who is not in the program, nothing is done", async () => {
  const of = await world();
  await of.enrol("1");
  await tell(of, stop("1"));
  await tell(of, stop("1"), stop("nobody"));
  expect(await of.query("select kind from decisions")).toEqual([{ kind: "ended" }]);
});
