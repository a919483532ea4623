import { hubspotObjectType } from "../hubspot-object-types.ts";
import type { AgreementSource, PurchaseSource } from "../hubspot-settings.ts";

/** A type of record in paths, such as `deals` or `2-123`. */
export type TypePath = string;

/** The type whose records a source is read from. */
export function typeOf({ from }: Pick<AgreementSource | PurchaseSource, "from">): TypePath {
  return from === "contact-dates" ? "contacts" : from;
}

/** The word that ids of a type begin with: `deal`, or `2-123`. */
export function wordOf(type: TypePath): string {
  return hubspotObjectType(type)?.word ?? type;
}

/** The properties of HubSpot's own that agreements of a type are read from where the settings name no other. */
export interface AgreementFields {
  readonly pipeline: string | null;
  readonly status: string | null;
  readonly product: string | null;
  readonly start: string;
  readonly currency: string | null;
}

/** HubSpot's own properties, by where agreements are kept (crm/hubspot.md, 5.6). */
export function agreementFields({ from }: AgreementSource): AgreementFields {
  switch (from) {
    case "deals":
      return {
        ...{ pipeline: "pipeline", status: "dealstage", product: "dealname" },
        ...{ start: "closedate", currency: "deal_currency_code" },
      };
    case "subscriptions":
      return {
        ...{ pipeline: null, status: "hs_status", product: "hs_name" },
        ...{ start: "hs_recurring_billing_start_date", currency: "hs_currency_code" },
      };
    case "contact-dates":
      return { pipeline: null, status: null, product: null, start: "createdate", currency: null };
    default:
      return {
        ...{ pipeline: "hs_pipeline", status: "hs_pipeline_stage", product: null },
        ...{ start: "hs_createdate", currency: null },
      };
  }
}

/** What HubSpot's statuses of subscriptions mean; one that is unpaid or paused still binds its customer. */
export const SUBSCRIPTION_STATUSES = {
  scheduled: "ordered",
  active: "active",
  past_due: "active",
  unpaid: "active",
  paused: "active",
  expired: "ended",
  canceled: "cancelled",
  cancelled: "cancelled",
} as const;

/** Says that a deal is won, whatever its stage is called. */
export const WON = "hs_is_closed_won";
/** How often a subscription has been paid. */
export const PAYMENTS = "hs_number_of_completed_payments";

/** The properties of HubSpot's own that purchases of a type are read from where the settings name no other. */
export const PURCHASE_FIELDS = {
  deals: {
    ...{ pipeline: "pipeline", stage: "dealstage", at: "closedate" },
    ...{ amount: "amount", currency: "deal_currency_code" },
  },
  orders: {
    ...{ pipeline: "hs_pipeline", stage: "hs_pipeline_stage", at: "hs_external_created_date" },
    ...{ amount: "hs_total_price", currency: "hs_currency_code" },
  },
  subscriptions: {
    ...{ pipeline: null, stage: "hs_status", at: null },
    ...{ amount: "hs_last_payment_amount", currency: "hs_currency_code" },
  },
} as const;
