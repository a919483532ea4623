import type { Agreement, Customer, Interaction, Purchase } from "@perennial/contract";
import { type Column, recordTable } from "./record-table.ts";

const text = (field: string, column = field): Column => ({ field, column, type: "text" });
const instant = (field: string, column: string): Column => ({ field, column, type: "timestamptz" });

/** Where customers are kept. */
export const CUSTOMERS = recordTable<Customer>(
  "customers",
  [
    text("id"),
    text("kind"),
    text("name"),
    text("firstName", "first_name"),
    text("lastName", "last_name"),
    text("locale"),
    text("timeZone", "time_zone"),
    text("country"),
    text("email"),
    text("mobile"),
    text("phone"),
    text("postalAddress", "postal_address"),
    text("segment"),
    text("phase"),
    text("valueClass", "value_class"),
    text("tier"),
    { field: "doNotCall", column: "do_not_call", type: "boolean" },
    instant("pausedUntil", "paused_until"),
    { field: "customerSince", column: "customer_since", type: "date" },
    text("owner"),
    { field: "attributes", column: "attributes", type: "jsonb" },
    instant("updatedAt", "updated_at"),
  ],
  { isMarkedDeleted: true, setHere: { column: "paused_until", mark: "paused_here" } },
);

/** Where agreements are kept. */
export const AGREEMENTS = recordTable<Agreement>("agreements", [
  text("id"),
  text("customerId", "customer_id"),
  text("party"),
  text("product"),
  text("kind"),
  text("status"),
  { field: "start", column: "starts_on", type: "date" },
  { field: "end", column: "ends_on", type: "date" },
  { field: "noticeDays", column: "notice_days", type: "int" },
  instant("orderedAt", "ordered_at"),
  text("orderChannel", "order_channel"),
  instant("acceptedAt", "accepted_at"),
  instant("signedAt", "signed_at"),
  instant("cancelledAt", "cancelled_at"),
  text("renewalOf", "renewal_of"),
  { field: "yearlyValue", column: "yearly_value", type: "bigint" },
  text("currency"),
  { field: "attributes", column: "attributes", type: "jsonb" },
  instant("updatedAt", "updated_at"),
]);

/** Where purchases are kept. */
export const PURCHASES = recordTable<Purchase>("purchases", [
  text("id"),
  text("customerId", "customer_id"),
  instant("at", "at"),
  { field: "amount", column: "amount", type: "bigint" },
  text("currency"),
  { field: "quantity", column: "quantity", type: "double precision" },
  text("category"),
  text("channel"),
  { field: "discount", column: "discount", type: "bigint" },
]);

/** Where the timeline is kept. */
export const INTERACTIONS = recordTable<Interaction>("interactions", [
  text("id"),
  text("customerId", "customer_id"),
  text("agreementId", "agreement_id"),
  instant("at", "at"),
  text("kind"),
  text("direction"),
  text("channel"),
  text("text"),
  text("outcome"),
  text("program"),
  text("step"),
]);
