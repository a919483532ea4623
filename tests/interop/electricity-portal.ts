import { readLibraryProgram } from "@perennial/programs";
import type { Portal } from "@perennial/simulators";
import type { PortalTown } from "./portal-town.ts";

/** Which properties of its deals and contacts the company has made for its agreements. */
const DEAL_DATES = ["agreement_start", "agreement_end"];
const DEAL_MOMENTS = ["ordered_at", "accepted_at", "signed_at"];
const DEAL_TEXTS = ["product_name", "agreement_kind", "order_channel", "renews_deal"];

/** Makes the properties that the company of the stories keeps its agreements in. */
export function addOwnProperties({ staff }: Portal): void {
  for (const name of DEAL_DATES) staff.addProperty("deals", { name, type: "date" });
  for (const name of DEAL_MOMENTS) staff.addProperty("deals", { name, type: "datetime" });
  for (const name of [...DEAL_TEXTS, "contract_status"]) {
    staff.addProperty("deals", { name, type: "string" });
  }
  staff.addProperty("contacts", { name: "sms_consent", type: "string" });
  staff.addProperty("contacts", { name: "customer_since", type: "date" });
}

/** How that company fills in the settings page. */
export const FIELDS = {
  customers: { customerSince: "customer_since" },
  agreements: [
    {
      ...{ name: "electricity", from: "deals" },
      statuses: { contractsent: "ordered", closedwon: "active", closedlost: "cancelled" },
      product: { property: "product_name" },
      kind: { property: "agreement_kind" },
      ...{ start: "agreement_start", end: "agreement_end", orderedAt: "ordered_at" },
      ...{ orderChannel: "order_channel", acceptedAt: "accepted_at", signedAt: "signed_at" },
      ...{ renewalOf: "renews_deal", yearlyValue: "amount" },
      attributes: [{ name: "contractStatus", property: "contract_status", type: "text" }],
    },
  ],
  purchases: [],
  smsConsent: { property: "sms_consent", value: "yes" },
  writeBack: {
    lifecycleStatus: "perennial_lifecycle_status",
    renewedUntil: "perennial_renewed_until",
  },
} as const;

/** A person with an agreement of ours, as HubSpot has them: a contact and a deal that was won. */
export interface Household {
  readonly contactId: number;
  readonly dealId: number;
  readonly email: string;
  readonly mobile: string;
}

let made = 0;

/** Somebody has an agreement that ends on a day. */
export function addHousehold(
  portal: Portal,
  { ends = "2026-05-05", lastName = "Berg" }: { ends?: string; lastName?: string } = {},
): Household {
  made += 1;
  const number = String(made).padStart(4, "0");
  const email = `anna.${lastName.toLowerCase()}.${number}@example.com`;
  const mobile = `+4670174${number}`;
  const { id: contactId } = portal.staff.create("contacts", {
    ...{ firstname: "Anna", lastname: lastName, email, mobilephone: mobile, hs_language: "sv" },
    ...{ address: "Storgatan 1", zip: "541 30", city: "Skövde", country: "Sverige" },
    ...{ sms_consent: "yes", customer_since: "2026-02-01" },
  });
  const { id: dealId } = portal.staff.create(
    "deals",
    {
      ...{ dealname: "Elavtal", dealstage: "closedwon", pipeline: "default", amount: "12500" },
      ...{ product_name: "Fast 1 år", agreement_kind: "fixed", order_channel: "web" },
      ...{ agreement_start: "2025-05-06", agreement_end: ends },
      ...{ ordered_at: "2025-04-06T10:00:00Z", signed_at: "2025-04-16T10:00:00Z" },
    },
    { contacts: contactId },
  );
  return { contactId, dealId, email, mobile };
}

/** The customer orders a renewal; the deal of it is given. */
export function orderRenewal(town: PortalTown, { contactId, dealId }: Household): number {
  const { id } = town.portal.staff.create(
    "deals",
    {
      ...{ dealname: "Förlängning", dealstage: "contractsent", pipeline: "default" },
      ...{ product_name: "Fast 2 år", agreement_kind: "fixed", order_channel: "web" },
      ...{ agreement_start: "2026-05-06", agreement_end: "2028-05-05" },
      ...{ ordered_at: town.clock.now(), renews_deal: String(dealId), amount: "13000" },
    },
    { contacts: contactId },
  );
  return id;
}

/** The deal of a renewal is signed. */
export function signRenewal(town: PortalTown, dealId: number): void {
  const signed = { dealstage: "closedwon", signed_at: town.clock.now() };
  town.portal.staff.change("deals", dealId, signed);
}

const SHEET = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];

/** A program that sends nothing: it writes on the contact how long the customer has been one. */
const MARKING: Readonly<Record<string, string>> = {
  "program.yaml": `id: marking
${SHEET.map((key) => `${key}: { sv: Märkning, en: Marking }`).join("\n")}
updated: 2026-11-22
subject: customer
attributes: { customer: { lifecycleStatus: text } }
triggers:
  - { date: customer.customerSince, after: P30D }
steps:
  - { id: mark, do: update, object: customer, values: { lifecycleStatus: settled } }
  - { id: done, do: exit, reason: completed }
`,
};

/** Installs, maps the fields and starts a program that only writes to contacts. */
export async function beginWithMarking(town: PortalTown): Promise<void> {
  await beginInstalled(town);
  await activate(town, "marking", MARKING);
}

/** Installs, maps the fields, reads everything and starts the library's renewal program, all from HubSpot's side. */
export async function beginWithRenewals(town: PortalTown): Promise<void> {
  await beginInstalled(town);
  await activateRenewals(town);
}

async function beginInstalled(town: PortalTown): Promise<void> {
  await town.install();
  await town.connectChannels();
  await town.settle();
  await mapFields(town);
}

/** The settings page: the fields are mapped, and everything is read anew with them. */
export async function mapFields(town: PortalTown): Promise<void> {
  const page = town.pageOf();
  await page.ask("saveConnectionSettings", {
    params: { id: "hubspot" },
    body: { settings: FIELDS },
  });
  await page.ask("resyncConnection", { params: { id: "hubspot" }, body: { everything: true } });
  await town.settle();
}

/** The app's home: the renewal program is published and activated. */
export async function activateRenewals(town: PortalTown): Promise<void> {
  await activate(town, "renewal", await readLibraryProgram("renewal"));
}

async function activate(
  town: PortalTown,
  id: string,
  files: Readonly<Record<string, string>>,
): Promise<void> {
  const page = town.pageOf();
  await page.ask("putProgram", { params: { id }, body: { files: { ...files } } });
  await page.ask("setProgram", { params: { id }, body: { state: "active" } });
  await town.settle();
}
