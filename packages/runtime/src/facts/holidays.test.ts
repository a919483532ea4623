import { changeTenant, findTenant } from "@perennial/store";
import { expect, test } from "vitest";
import { advanceDue } from "../advance/advance-due.ts";
import { useTestDatabase } from "../deliver/testing/test-database.ts";
import { startByHand } from "../enter/start-by-hand.ts";
import { programOf } from "../testing/test-program.ts";
import { testRuntime } from "../testing/test-runtime.ts";
import { holidaysOf } from "./holidays-of.ts";

const database = useTestDatabase();

/** Thirty days before 31 May is the first of May, a Friday. */
const MAY = programOf("may", {
  steps: `
    { id: rest, do: wait, until: { date: agreement.end, before: P30D, at: "10:00", roll: later } }
    { id: done, do: exit, reason: completed }`,
});

/** The day on which a wait ends that would end on the first of May, in a company with holidays of its choice. */
async function endOfWait(holidays: unknown): Promise<string | undefined> {
  const company = await testRuntime(database());
  const { context } = company;
  const policy = { ...company.tenant.policy, ...(holidays !== undefined && { holidays }) };
  await company.in((tx) => changeTenant(tx, { policy }));
  const tenant = (await findTenant(context.db, company.tenant.id)) ?? company.tenant;
  await company.publish("may", MAY);
  await company.addCustomers({ id: "1" });
  const start = { program: "may", customerId: "1", agreementId: "a-1" };
  expect(await startByHand(context, tenant, start)).toMatchObject({ entered: true });
  await advanceDue(context, tenant);
  const [row] = await company.query<{ at: string }>("select timer_at as at from enrolments");
  return row?.at.slice(0, 10);
}

test("a wait goes by the country's holidays where a company has chosen none of its own", async () => {
  expect(await endOfWait(undefined)).toBe("2026-05-04");
  expect(await endOfWait({ country: "none" })).toBe("2026-05-01");
});

test("a wait goes by the days that a company has added and taken away", async () => {
  const name = { sv: "Klämdag", en: "Bridge day" };
  expect(await endOfWait({ add: [{ date: "2026-05-04", name }] })).toBe("2026-05-05");
  expect(await endOfWait({ remove: ["2026-05-01"] })).toBe("2026-05-01");
});

test("the same choice is the same calendar, and one that is not right says where", () => {
  const of = (holidays: unknown) => holidaysOf({ slug: "elbolaget", policy: { holidays } });
  expect(of({ remove: ["2026-05-01"] })).toBe(of({ remove: ["2026-05-01"] }));
  expect(() => of({ remove: ["some day"] })).toThrow(
    /The holidays of the tenant "elbolaget" are not right at "holidays\.remove\.0"/,
  );
});
