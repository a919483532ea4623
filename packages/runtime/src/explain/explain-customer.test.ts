import { describe, expect, test } from "vitest";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { applySignals } from "../ingest/apply-signals.ts";
import { settle } from "../loop/settle.ts";
import { changeState } from "../program/change-state.ts";
import { sweepPrograms } from "../review/sweep-programs.ts";
import { programOf } from "../testing/test-program.ts";
import { MONDAY, type TestRuntime, testRuntime } from "../testing/test-runtime.ts";
import { explainCustomer } from "./explain-customer.ts";

const database = useTestDatabase();
const DUE = programOf("due", {
  more: "stages: [{ id: waiting, name: { sv: Väntar på svar, en: Waiting for an answer } }]\nentry: { field: agreement.status, is: equals, value: active }\nexits: [{ on: agreement.cancelled, reason: agreement-cancelled }]",
  steps: "{ id: rest, do: wait, for: P7D, stage: waiting }",
});
const CLUB = programOf("club", {
  subject: "customer",
  triggers: "[{ date: customer.customerSince, after: P365D }]",
  steps: "{ id: rest, do: wait, for: P7D }",
});

/** Four agreements of one customer: in, too early, turned away, past. */
async function company(): Promise<TestRuntime> {
  const of = await testRuntime(database());
  await of.addCustomers({ id: "1", name: "Anna Berg" });
  await of.query("delete from agreements");
  await of.addAgreements(
    { id: "in", customerId: "1", end: "2026-04-01" },
    { id: "early", customerId: "1", end: "2026-08-31" },
    { id: "turned", customerId: "1", end: "2026-04-01", status: "cancelled" },
    { id: "past", customerId: "1", end: "2026-03-10" },
  );
  await of.publish("due", DUE);
  await of.publish("club", CLUB);
  await sweepPrograms(of.context, of.tenant);
  await settle(of.context, of.tenant);
  return of;
}

async function told(of: TestRuntime, locale: "sv" | "en") {
  const explained = await explainCustomer(of.context, of.tenant, { customerId: "1", locale });
  const about = (key: string | null, program = "due") =>
    explained?.programs.find((each) => each.agreementId === key && each.program === program);
  return { explained, about };
}

describe("why something was or was not done", () => {
  test("is told in Swedish of every agreement and program", async () => {
    const { explained, about } = await told(await company(), "sv");
    expect(explained?.name).toBe("Anna Berg");
    expect(about("in")).toMatchObject({
      name: "Prov due",
      summary: expect.stringMatching(/^Är i programmet sedan den .*: Väntar på svar\.$/),
      next: expect.stringMatching(/^Nästa steg efter "rest" tas den .*, om inget händer före\.$/),
      lines: [
        { at: MONDAY, sentence: "Kom in i programmet eftersom avtalets slutdag närmade sig." },
      ],
    });
    expect(about("early")?.summary).toBe("Kommer in den 2026-08-01 om inget ändras.");
    expect(about("turned")?.summary).toMatch(/^Är inte i programmet: /);
    expect(about("turned")?.lines).toMatchObject([
      { sentence: expect.stringMatching(/^Kom inte in i programmet: /) },
    ]);
    expect(about("past")?.summary).toBe("Dagen för att komma in var 2026-02-08 och är förbi.");
    expect(about(null, "club")?.summary).toBe("Har inget datum som öppnar programmet.");
    expect(explained?.programs).toHaveLength(5);
  });

  test("is told in English of the same", async () => {
    const { explained, about } = await told(await company(), "en");
    expect(about("in")).toMatchObject({
      name: "Test due",
      summary: expect.stringMatching(/^In the program since .*: Waiting for an answer\.$/),
      next: expect.stringMatching(
        /^The next step after "rest" is taken on .*, unless something happens before\.$/,
      ),
    });
    expect(about("early")?.summary).toBe("Enters on 2026-08-01 if nothing changes.");
    expect(about("turned")?.lines).toMatchObject([
      { sentence: expect.stringMatching(/^Did not enter the program: /) },
    ]);
    expect(about("past")?.summary).toBe("The day to enter was 2026-02-08 and has passed.");
    expect(JSON.stringify(explained)).not.toMatch(/programmet|avtal|kunden/);
  });

  test("tells who has left and why, and programs that let nobody in", async () => {
    const of = await company();
    const about = { customerId: "1", agreementId: "in" };
    const signals = [{ id: "c1", at: MONDAY, type: "agreement.cancelled", ...about } as const];
    await of.in((tx) => applySignals(of.context, tx, { tenant: of.tenant, signals }));
    await settle(of.context, of.tenant);
    await of.query("update programs set state = 'paused' where id = 'club'");
    const [sv, en] = [await told(of, "sv"), await told(of, "en")];
    expect(sv.about("in")?.summary).toMatch(
      /^Har lämnat programmet eftersom avtalet sades upp\. Kom in den /,
    );
    expect(en.about("in")?.summary).toMatch(
      /^Has left the program because the agreement was cancelled\. Entered on /,
    );
    expect(sv.about(null, "club")?.summary).toBe("Programmet tar inte in någon: det är pausat.");
    expect(en.about(null, "club")?.summary).toBe("The program lets nobody in: it is paused.");
  });

  test("tells what stands still because of a fault", async () => {
    const of = await company();
    await of.query("update program_versions set files = '{}' where program = 'due'");
    of.context.programs.forget(of.tenant.id);
    of.clock.moveTo("2026-03-09T09:00:00.000Z");
    await settle(of.context, of.tenant);
    await of.query(
      `update program_versions set files = (select files from program_versions where program = 'club') where program = 'due'`,
    );
    const { about } = await told(of, "sv");
    expect(about("in")?.lines.at(-1)?.sentence).toMatch(
      /^Kommer inte vidare i programmet på grund av ett fel: Version 1 of the program "due" cannot be read/,
    );
  });

  test("is nothing for a customer that is not known", async () => {
    const of = await company();
    const asked = { customerId: "nobody", locale: "sv" } as const;
    expect(await explainCustomer(of.context, of.tenant, asked)).toBeUndefined();
  });
});

test("a program's settings hold at once for everybody who is in it", async () => {
  const of = await company();
  const settings =
    "settings: { pause: { type: duration, default: P7D, label: { sv: Paus, en: Pause } } }";
  const files = programOf("set", {
    more: settings,
    steps: "{ id: rest, do: wait, for: { setting: pause } }",
  });
  await of.publish("set", files);
  const load = () => of.in((tx) => of.context.programs.load(tx, "set", 1));
  expect((await load()).compiled.settings).toEqual({ pause: "P7D" });
  const { context, tenant } = of;
  const change = { program: "set", settings: { pause: "P3D" } };
  await of.query("update programs set state = 'paused' where id = 'set'");
  expect(await changeState(context, tenant.id, change)).toBe("changed");
  expect((await load()).compiled.settings).toEqual({ pause: "P3D" });
  expect(await changeState(context, tenant.id, { ...change, program: "none" })).toBe("unknown");
});
