import type {
  Agreement,
  Customer,
  Interaction,
  Invitation,
  Purchase,
  Redemption,
  Referral,
  Standing,
} from "@perennial/contract";
import { COMPUTED_BY_PLAN } from "./computed-columns.ts";
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
  {
    isMarkedDeleted: true,
    setHere: { column: "paused_until", mark: "paused_here" },
    computed: COMPUTED_BY_PLAN,
  },
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
  { field: "margin", column: "margin", type: "bigint" },
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
  { field: "campaign", column: "campaign", type: "jsonb" },
  instant("updatedAt", "updated_at"),
]);

/** Where invitations to events are kept (P:2). */
export const INVITATIONS = recordTable<Invitation>("invitations", [
  text("id"),
  text("customerId", "customer_id"),
  text("event"),
  text("eventName", "event_name"),
  instant("startsAt", "starts_at"),
  text("place"),
  text("answer"),
  instant("answeredAt", "answered_at"),
  { field: "attended", column: "attended", type: "boolean" },
  { field: "attributes", column: "attributes", type: "jsonb" },
  instant("updatedAt", "updated_at"),
]);

/** Where recommendations are kept (P:3). */
export const REFERRALS = recordTable<Referral>("referrals", [
  text("id"),
  text("customerId", "customer_id"),
  text("friendId", "friend_id"),
  text("status"),
  instant("at", "at"),
  instant("qualifiedAt", "qualified_at"),
  instant("updatedAt", "updated_at"),
]);

/** Where the use of offers is kept (V-18). */
export const REDEMPTIONS = recordTable<Redemption>("redemptions", [
  text("id"),
  text("customerId", "customer_id"),
  text("offer"),
  text("code"),
  instant("at", "at"),
  text("purchaseId", "purchase_id"),
  { field: "amount", column: "amount", type: "bigint" },
  text("currency"),
]);

const date = (field: string, column: string): Column => ({ field, column, type: "date" });
const number = (field: string, column = field): Column => ({
  ...{ field, column, type: "double precision" },
});

/** Where what is computed of customers is kept, one row a customer; their groups are rows of their own. */
export const STANDINGS = recordTable<Standing>("standings", [
  date("asOf", "as_of"),
  text("flow"),
  date("flowSince", "flow_since"),
  text("band"),
  { field: "value", column: "value", type: "bigint" },
  { field: "purchases", column: "purchases", type: "int" },
  date("firstPurchase", "first_purchase"),
  date("lastPurchase", "last_purchase"),
  date("tierSince", "tier_since"),
  date("tierUntil", "tier_until"),
  date("graceUntil", "grace_until"),
  text("tierReason", "tier_reason"),
  number("qualifying"),
  text("nextTier", "next_tier"),
  number("remaining"),
  number("toKeep", "to_keep"),
  { field: "points", column: "points", type: "bigint" },
  date("phaseSince", "phase_since"),
  number("churn"),
  text("risk"),
]);
