import { fileURLToPath } from "node:url";
import { anyCommand } from "@perennial/conformance";
import type { Command } from "@perennial/contract";
import { privilegesOn } from "@perennial/simulators";
import { afterEach, beforeEach, expect, test } from "vitest";
import { type OrganizationSession, organizationSession } from "../testing/organization-session.ts";
import { statusKey } from "./status-rows.ts";

/** The source of our solution. */
const SOURCE = fileURLToPath(new URL("../../../../apps/dynamics-app/solution", import.meta.url));
const VERBS = ["Create", "Read", "Write", "Delete", "Append", "AppendTo", "Assign"] as const;

let at: OrganizationSession;
let anna: string;
beforeEach(async () => {
  at = await organizationSession({}, { tables: [] });
  at.org.staff.importSolution(SOURCE);
  const role = at.org.staff.addRole("Perennial solution", privilegesOn(at.org.book.all, VERBS));
  at.org.staff.assign(at.appUser, role);
  anna = at.org.staff.create("contact", { firstname: "Anna", lastname: "Ek" }).id;
});
afterEach(() => at.stop());

const update = (customerId: string, values: object, id = "c-1"): Command => ({
  ...anyCommand("update-record", id),
  ...{ customerId, recordId: customerId, values: { ...values } },
});
const note = (customerId: string, id: string, text: string): Command => ({
  ...anyCommand("add-note", id),
  ...{ customerId, text, channel: "sms" },
});
const rows = (table: string) => at.org.staff.list(table);

test("where a customer stands is on the contact and in a row of our own, money in whole units", async () => {
  const course = {
    ...{ nextStep: "Förlängning går vidare den 6 mars.", nextStepAt: "2026-03-06T09:00:00.000Z" },
    programs: "Förlängning: Påminnelse\nMedlemsklubb",
  };
  const values = { phase: "retain", tier: "gold", value: 1_234_500, nextRenewal: "2026-12-31" };
  const told = await at.perform(update(anna, { ...values, ...course }));
  expect(told).toMatchObject({ outcome: "accepted" });
  const written = {
    ...{ prnl_phase: "retain", prnl_tier: "gold", prnl_value: 12_345 },
    ...{ prnl_nextrenewal: "2026-12-31", prnl_nextstep: course.nextStep },
  };
  expect(at.org.staff.look("contact", anna)?.values).toMatchObject(written);
  expect(rows("prnl_status").map(({ values: of }) => of)).toMatchObject([
    {
      ...{ ...written, prnl_programs: course.programs, prnl_toldat: expect.any(String) },
      ...{ prnl_customerid: anna, prnl_contact: { table: "contact", id: anna } },
    },
  ]);
});

test("where a customer stands in words is in the row alone, and taken back there", async () => {
  const words = {
    ...{ tierName: "Silverklubben", tierRemaining: "1 200 kr kvar till Guldklubben." },
    ...{ tierKeeping: "Silverklubben är säkrad till och med den 31 december 2026." },
    ...{ tierShare: 40, riskReasons: "Har inte köpt på 7 månader." },
    say: "Tacka för de fem åren.\nFråga om elbilen.",
  };
  const told = await at.perform(update(anna, { tier: "silver", risk: "high", ...words }));
  expect(told).toMatchObject({ outcome: "accepted" });
  expect(rows("prnl_status")[0]?.values).toMatchObject({
    ...{ prnl_tier: "silver", prnl_tiername: words.tierName, prnl_tiershare: 40 },
    ...{ prnl_tierremaining: words.tierRemaining, prnl_tierkeeping: words.tierKeeping },
    ...{ prnl_riskreasons: words.riskReasons, prnl_say: words.say },
  });
  expect(at.org.staff.look("contact", anna)?.values).not.toHaveProperty("prnl_say");
  await at.perform(update(anna, { tierShare: null, say: null }, "c-2"));
  const {
    prnl_tiershare: share,
    prnl_say: say,
    prnl_tiername: name,
  } = rows("prnl_status")[0]?.values ?? {};
  expect([share ?? null, say ?? null, name]).toEqual([null, null, words.tierName]);
});

test("there is one row a customer, however often it is told, and only what is told changes", async () => {
  await at.perform(update(anna, { tier: "silver", programs: "Medlemsklubb" }));
  await at.perform(update(anna, { tier: "gold" }, "c-2"));
  await at.perform(update(anna, { programs: null }, "c-3"));
  const [row, ...others] = rows("prnl_status");
  expect(others).toEqual([]);
  expect(row?.values).toMatchObject({ prnl_tier: "gold", prnl_key: statusKey(anna) });
  expect(row?.values.prnl_programs ?? null).toBeNull();
});

test("an account that is the customer has a row that leads to it", async () => {
  const account = at.org.staff.create("account", { name: "Bageriet" }).id;
  await at.perform(update(`account:${account}`, { tier: "gold" }));
  expect(rows("prnl_status")[0]?.values).toMatchObject({
    ...{ prnl_account: { table: "account", id: account }, prnl_customerid: `account:${account}` },
  });
});

test("what was said stands under the customer's row, once, also for one who was told of never before", async () => {
  const said = note(anna, "n-1", "Vårt förslag: Fast pris 2 år.");
  for (let time = 0; time < 2; time++)
    expect(await at.perform(said)).toMatchObject({ outcome: "accepted" });
  const [status] = rows("prnl_status");
  expect(rows("prnl_touchpoint").map(({ values }) => values)).toMatchObject([
    {
      ...{ prnl_status: { table: "prnl_status", id: status?.id }, prnl_externalid: "n-1" },
      ...{ prnl_kind: "contact", prnl_channel: "sms", prnl_direction: "out" },
      regardingobjectid: { table: "contact", id: anna },
    },
  ]);
});

test("what is said of a customer who is not there costs the others nothing", async () => {
  const nobody = "00000000-0000-4000-8000-00000000dead";
  const receipts = await at.session.perform([
    note(nobody, "n-1", "Hej!"),
    note(anna, "n-2", "Hej!"),
    update(nobody, { tier: "gold" }, "c-1"),
    update(anna, { tier: "gold" }, "c-2"),
  ]);
  expect(receipts.map(({ commandId, outcome }) => [commandId, outcome])).toEqual([
    ["n-1", "refused"],
    ["n-2", "accepted"],
    ["c-1", "refused"],
    ["c-2", "accepted"],
  ]);
});
