import type { Agreement, Consent, Customer, Instant, Purchase } from "@perennial/contract";
import type { Intake } from "../cases/intake.ts";
import type { Crm } from "./crm.ts";
import type { World } from "./world.ts";

/** Something that really happened, which a dry run learns of when its clock comes to it and no earlier. */
export type ReplayedEvent = { readonly at: Instant } & (
  | { readonly kind: "customer"; readonly customer: Customer }
  /** The agreement as it was known from then on. */
  | { readonly kind: "agreement"; readonly agreement: Agreement }
  | { readonly kind: "consent"; readonly consent: Consent }
  | { readonly kind: "purchase"; readonly purchase: Purchase }
);

/** What history is told to. */
export interface ReplayParts {
  readonly world: World;
  readonly crm: Crm;
  readonly intake: Intake;
}

/** Lets something that really happened happen in a dry run, as the CRM would tell of it. */
export function replay(event: ReplayedEvent, { world, crm, intake }: ReplayParts): void {
  const { at } = event;
  if (event.kind === "customer") {
    const { customer } = event;
    world.putCustomer(customer);
    const dossier = world.dossier(customer.id);
    const id = `${customer.id}:changed:${at}`;
    if (dossier) intake.tell([{ dossier, signal: { id, at, type: "customer.changed", customer } }]);
    return;
  }
  if (event.kind === "agreement") {
    if (world.dossier(event.agreement.customerId)) crm.register(event.agreement);
    return;
  }
  const record = event.kind === "consent" ? event.consent : event.purchase;
  const dossier = world.dossier(record.customerId);
  if (!dossier) return;
  if (event.kind === "purchase") {
    const { purchase } = event;
    dossier.purchases.push(purchase);
    const id = `${purchase.id}:made`;
    intake.tell([{ dossier, signal: { id, at, type: "purchase.made", purchase } }]);
    return;
  }
  const { consent } = event;
  const id = `${consent.customerId}:consent:${at}:${consent.channel}:${consent.purpose}`;
  intake.tell([{ dossier, signal: { id, at, type: "consent.changed", consent } }]);
}
