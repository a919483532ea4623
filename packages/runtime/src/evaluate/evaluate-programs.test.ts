import { listEvaluations } from "@perennial/store";
import { describe, expect, test } from "vitest";
import { advanceDue } from "../advance/advance-due.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { ingestInbox } from "../ingest/ingest-inbox.ts";
import { noticeWords } from "../notify/notice-words.ts";
import { sweepPrograms } from "../review/sweep-programs.ts";
import { deliverSignals } from "../testing/deliver-signals.ts";
import { testFeed } from "../testing/test-feed.ts";
import { programOf } from "../testing/test-program.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { evaluatePrograms } from "./evaluate-programs.ts";

const database = useTestDatabase();

const EVALUATION = programOf("evaluation", {
  subject: "program",
  triggers:
    "[{ date: program.liveAt, after: P1M }, { date: program.liveAt, after: P1M, every: P3M }]",
  steps: "{ id: look, do: task, template: look }",
});

const TARGETS = `targets:
  - { id: answers, words: { sv: Svarar, en: Answer }, measure: { share: survey.answered, where: { survey: nps }, of: ask, within: P7D }, atLeast: 40 }
  - { id: many, words: { sv: Kommer in, en: Come in }, measure: { count: entered }, atLeast: 3 }
  - { id: soon, words: { sv: Dagar, en: Days }, measure: { days: ask }, atMost: 2 }
  - { id: done, words: { sv: Klara, en: Done }, measure: { days: never }, atMost: 2 }`;

const ASKING = programOf("asking", {
  subject: "customer",
  triggers: "[{ signal: program.requested }]",
  more: TARGETS,
  steps: "{ id: ask, do: task, template: ask }\n{ id: never, do: task, template: ask }",
});

/** Two of the company's customers were asked, and one answered in time. */
async function asked(): Promise<TestRuntime> {
  const of = await testRuntime(database(), [testFeed("crm")]);
  await of.addCustomers({ id: "1" }, { id: "2" });
  await of.publish("asking", ASKING);
  await of.publish("evaluation", EVALUATION);
  for (const customerId of ["1", "2"]) {
    await startByHand(of.context, of.tenant, { program: "asking", customerId });
  }
  await advanceDue(of.context, of.tenant);
  await of.query(
    "update outbox set state = 'done', settled_at = created_at + interval '1 day' where effect ->> 'step' = 'ask'",
  );
  const answer = (id: string, customerId: string, survey: string, at: string) => ({
    ...{ id, at, customerId, type: "survey.answered", survey, score: 9 },
  });
  await deliverSignals(
    of,
    [
      answer("s1", "1", "nps", "2026-03-05T09:00:00.000Z"),
      answer("s2", "2", "exit", "2026-03-05T09:00:00.000Z"),
      answer("s3", "2", "nps", "2026-03-20T09:00:00.000Z"),
    ],
    "d1",
  );
  await ingestInbox(of.context, of.tenant);
  return of;
}

describe("a program's targets", () => {
  test("are compared with what it came to a month after it went live, and then every quarter", async () => {
    const of = await asked();
    const look = () => evaluatePrograms(of.context, of.tenant);
    of.clock.moveTo("2026-04-01T09:00:00.000Z");
    expect(await look()).toEqual([]);
    of.clock.moveTo("2026-04-02T09:00:00.000Z");
    const [first] = await look();
    expect(first).toMatchObject({ program: "asking", dueOn: "2026-04-02", from: MONDAY });
    expect(first?.results.map(({ id, actual, met }) => [id, actual, met])).toEqual([
      ["answers", 50, true],
      ["many", 2, false],
      ["soon", 1, true],
      ["done", null, null],
    ]);
    expect(await look()).toEqual([]);
    of.clock.moveTo("2026-07-02T09:00:00.000Z");
    const [second] = await look();
    expect(second).toMatchObject({ dueOn: "2026-07-02", from: "2026-04-01T22:00:00.000Z" });
    expect(second?.results.map(({ actual }) => actual)).toEqual([null, 0, null, null]);
    const kept = await of.in((tx) => listEvaluations(tx, "asking"));
    expect(kept.map(({ dueOn }) => dueOn)).toEqual(["2026-07-02", "2026-04-02"]);
  });

  test("are told to people and to subscribers in words that can be read", async () => {
    const of = await asked();
    await of.query(
      `insert into endpoints (tenant_id, id, url, description, state, secret, format, ordered, created_at)
        values (${of.tenant.id}, 'shop', 'https://shop.example', '', 'active', 'x', 'standard-webhooks', false, now())`,
    );
    of.clock.moveTo("2026-04-02T09:00:00.000Z");
    const [made] = await evaluatePrograms(of.context, of.tenant);
    expect(made?.words.split("\n")).toEqual([
      "Prov asking",
      "- Svarar: 50\u00a0%, mål minst 40\u00a0%: nått",
      "- Kommer in: 2, mål minst 3: inte nått",
      "- Dagar: 1\u00a0dag, mål högst 2\u00a0dagar: nått",
      "- Klara: inget att mäta ännu, mål högst 2\u00a0dagar",
    ]);
    expect(await of.query("select type, data from events")).toEqual([
      {
        type: "program.evaluated.v1",
        data: { program: "asking", dueOn: "2026-04-02", met: 2, missed: 1, unknown: 1 },
      },
    ]);
    const notice = { about: "asking 2026-04-02", words: made?.words ?? null, beganAt: MONDAY };
    const notices = [{ ...notice, kind: "evaluated", overAt: null, attempts: 1 } as const];
    const facts = { tenant: of.tenant, notices, connection: "" };
    expect(noticeWords({ ...facts, locale: "sv" }).subject).toBe(
      "Perennial: utvärdering av Prov asking",
    );
    expect(noticeWords({ ...facts, locale: "en" }).text).toContain("against its own targets");
  });

  test("are compared by nobody while no program about programs is active; nobody enters it", async () => {
    const of = await asked();
    of.clock.moveTo("2026-04-02T09:00:00.000Z");
    await sweepPrograms(of.context, of.tenant);
    const start = { program: "evaluation", customerId: "1" };
    expect(await startByHand(of.context, of.tenant, start)).toMatchObject({ entered: false });
    await of.publish("evaluation", EVALUATION, "paused");
    expect(await evaluatePrograms(of.context, of.tenant)).toEqual([]);
  });
});
