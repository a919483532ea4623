import { asTenant, listEnrolments } from "@perennial/store";
import { expect, test } from "vitest";
import type { Company, Course, Household } from "./company.ts";
import { WebhookCompany } from "./electricity-crm.ts";
import { OrgCompany } from "./electricity-org.ts";
import { OrganizationCompany } from "./electricity-organization.ts";
import { PortalCompany } from "./portal-company.ts";

/** Minutes within which every CRM is read, also where it cannot tell us of a change. */
const READ_WITHIN = 16;
const LONG = { timeout: 600_000 };
const CRMS: readonly (readonly [string, () => Promise<Company>])[] = [
  ["HubSpot", PortalCompany.open],
  ["Salesforce", OrgCompany.open],
  ["Dynamics 365", OrganizationCompany.open],
  ["a CRM that speaks webhooks", WebhookCompany.open],
];

test.each(CRMS)("renewals run in %s until the new agreement is signed", LONG, async (crm, open) => {
  const company = await open();
  courses.set(crm, await live(company));
});

test("whichever CRM a company has, its customers get the same and stand the same in the end", () => {
  const [first, ...others] = [...courses.values()];
  expect(others).toHaveLength(CRMS.length - 1);
  for (const other of others) expect(other).toEqual(first);
});

/** What has come of each. */
const courses = new Map<string, Course>();

/** Lives through a renewal with one customer whose agreement ends and one whose does not. */
async function live(company: Company): Promise<Course> {
  const { town } = company;
  const anna = company.addHousehold();
  const bo = company.addHousehold({ ends: "2027-05-05", lastName: "Ek" });
  await company.begin();

  // The law's notice, then the reminder when its day comes.
  await town.until("2026-03-06 12:00");
  expect(mailsTo(company, anna)).toEqual(saying("Ditt elavtal löper ut den 5 maj 2026"));
  expect(textsTo(company, anna)).toEqual(saying("Vårt förslag: Fast pris 2 år."));
  expect(company.textsShown(anna)).toEqual(saying("Vårt förslag: Fast pris 2 år."));

  // Silence: a call on somebody's list, with why.
  await town.until("2026-03-11 12:00");
  expect(company.calls(anna)).toEqual([
    { text: expect.stringContaining("Inget svar på sms 2026-03-06 10:00"), isOpen: true },
  ]);

  // She orders: she is thanked, and nobody calls her any more.
  await town.until("2026-03-12 10:00");
  const renewal = company.orderRenewal(anna);
  await town.passes(READ_WITHIN);
  expect(textsTo(company, anna)).toEqual(saying("Vårt förslag", "Tack för förtroendet!"));
  expect(company.calls(anna).map(({ isOpen }) => isOpen)).toEqual([false]);

  // It is signed: the watch ends, and what the program found out stands in the CRM.
  await town.until("2026-03-13 10:00");
  company.signRenewal(renewal);
  await town.passes(READ_WITHIN);
  expect(company.writtenStatus(renewal)).toBe("signed");
  expect(company.written(anna)).toEqual(["customer-care", "2028-05-05"]);

  // Nothing comes twice, and whoever is not due gets nothing.
  await town.until("2026-03-20 12:00");
  expect([textsTo(company, bo), mailsTo(company, bo)]).toEqual([[], []]);
  expect(town.errors).toEqual([]);
  expect(town.secrets.filter((each) => town.log.includes(each))).toEqual([]);
  return courseOf(company, { anna, renewal });
}

async function courseOf(
  company: Company,
  { anna, renewal }: { readonly anna: Household; readonly renewal: string },
): Promise<Course> {
  const { town } = company;
  const { runtime } = town.server;
  const { items } = await asTenant(runtime.db, town.tenant.id, (tx) =>
    listEnrolments(tx, { customer: anna.customerId, limit: 10 }),
  );
  return {
    texts: textsTo(company, anna),
    mails: mailsTo(company, anna),
    textsShown: company.textsShown(anna).length,
    calls: company.calls(anna).map(({ isOpen }) => ({ text: "", isOpen })),
    written: company.written(anna),
    writtenStatus: company.writtenStatus(renewal),
    enrolments: items.map(({ program, step, stage, endReason }) => [
      ...[program, step, stage, endReason],
    ]),
  };
}

/** The texts that have reached a phone. */
function textsTo({ town }: Company, { mobile }: Household): readonly string[] {
  return town.sms.accepted.entries.filter(({ to }) => to === mobile).map(({ message }) => message);
}

/** The subjects of the mails that have reached an address. */
function mailsTo({ town }: Company, { email }: Household): readonly string[] {
  return town.mailbox.accepted.entries
    .filter(({ to }) => to.includes(email))
    .map(({ subject }) => subject);
}

/** Texts with these words, in this order. */
const saying = (...words: readonly string[]) => words.map((each) => expect.stringContaining(each));
