import type { ObjectType } from "./object-type.ts";
import { optionsOf, type PropertyDefinition, type PropertySketch, property } from "./property.ts";

/** The stages a contact goes through, in their order; a write never moves back (crm/hubspot.md, 5.2). */
export const LIFECYCLE_STAGES = [
  "subscriber",
  "lead",
  "marketingqualifiedlead",
  "salesqualifiedlead",
  "opportunity",
  "customer",
  "evangelist",
  "other",
] as const;

const lifecycle: PropertySketch = {
  name: "lifecyclestage",
  type: "enumeration",
  fieldType: "radio",
  options: optionsOf(...LIFECYCLE_STAGES),
};
const owner: PropertySketch = { name: "hubspot_owner_id", type: "enumeration", ofOwners: true };

const OWN: Readonly<Record<string, readonly PropertySketch[]>> = {
  contacts: [
    ...strings("email firstname lastname address city zip state country company jobtitle"),
    ...strings("website hs_language hs_whatsapp_phone_number salutation"),
    ...phones("phone mobilephone"),
    { name: "date_of_birth", type: "string" },
    lifecycle,
    {
      name: "hs_lead_status",
      type: "enumeration",
      fieldType: "radio",
      options: optionsOf("NEW", "OPEN", "IN_PROGRESS", "CONNECTED", "UNQUALIFIED"),
    },
    truth("hs_email_optout", true),
    {
      name: "hs_marketable_status",
      type: "enumeration",
      options: optionsOf("true", "false"),
      readOnly: true,
    },
    { name: "hs_additional_emails", type: "string", readOnly: true },
    { name: "notes_last_contacted", type: "datetime", readOnly: true },
    { name: "num_associated_deals", type: "number", readOnly: true },
    { name: "hs_searchable_calculated_phone_number", type: "string", readOnly: true },
  ],
  companies: [
    ...strings("name domain address city zip state country website description industry"),
    ...phones("phone"),
    lifecycle,
    { name: "annualrevenue", type: "number" },
    { name: "numberofemployees", type: "number" },
  ],
  deals: [
    ...strings("dealname description deal_currency_code dealstage pipeline"),
    ...numbers("amount hs_priority_score"),
    { name: "closedate", type: "datetime" },
    {
      name: "dealtype",
      type: "enumeration",
      options: optionsOf("newbusiness", "existingbusiness"),
    },
    { name: "amount_in_home_currency", type: "number", readOnly: true },
    truth("hs_is_closed", true),
    truth("hs_is_closed_won", true),
    { name: "hs_closed_won_date", type: "datetime", readOnly: true },
  ],
  line_items: [
    ...strings("name description hs_sku hs_product_id hs_line_item_currency_code"),
    ...strings("recurringbillingfrequency hs_recurring_billing_period"),
    ...numbers("quantity price amount discount hs_discount_percentage"),
    { name: "hs_recurring_billing_start_date", type: "date" },
    { name: "hs_recurring_billing_end_date", type: "date", readOnly: true },
  ],
  communications: [
    {
      name: "hs_communication_channel_type",
      type: "enumeration",
      options: optionsOf("SMS", "WHATS_APP", "LINKEDIN_MESSAGE"),
    },
    { name: "hs_communication_logged_from", type: "enumeration", options: optionsOf("CRM") },
    ...strings("hs_communication_body"),
    { name: "hs_timestamp", type: "datetime" },
  ],
  notes: [...strings("hs_note_body hs_attachment_ids"), { name: "hs_timestamp", type: "datetime" }],
  calls: [
    ...strings("hs_call_title hs_call_body hs_call_disposition"),
    ...strings("hs_call_from_number hs_call_to_number hs_call_recording_url"),
    ...numbers("hs_call_duration"),
    { name: "hs_timestamp", type: "datetime" },
    {
      name: "hs_call_direction",
      type: "enumeration",
      options: optionsOf("INBOUND", "OUTBOUND"),
    },
    {
      name: "hs_call_status",
      type: "enumeration",
      options: optionsOf(
        ...["BUSY", "CALLING_CRM_USER", "CANCELED", "COMPLETED", "CONNECTING", "FAILED"],
        ...["IN_PROGRESS", "MISSED", "NO_ANSWER", "QUEUED", "RINGING"],
      ),
    },
  ],
  tasks: [
    ...strings("hs_task_subject hs_task_body hs_task_reminders"),
    { name: "hs_timestamp", type: "datetime" },
    {
      name: "hs_task_status",
      type: "enumeration",
      options: optionsOf("NOT_STARTED", "IN_PROGRESS", "WAITING", "COMPLETED", "DEFERRED"),
    },
    {
      name: "hs_task_priority",
      type: "enumeration",
      options: optionsOf("NONE", "LOW", "MEDIUM", "HIGH"),
    },
    { name: "hs_task_type", type: "enumeration", options: optionsOf("EMAIL", "CALL", "TODO") },
  ],
  // https://developers.hubspot.com/docs/api-reference/latest/crm/activities/meetings/guide
  meetings: [
    ...strings("hs_meeting_title hs_meeting_body hs_internal_meeting_notes hs_meeting_location"),
    ...["hs_timestamp", "hs_meeting_start_time", "hs_meeting_end_time"].map(moment),
    {
      name: "hs_meeting_outcome",
      type: "enumeration",
      options: optionsOf("SCHEDULED", "COMPLETED", "RESCHEDULED", "NO_SHOW", "CANCELED"),
    },
  ],
  subscriptions: [
    ...strings("hs_name hs_recurring_billing_frequency hs_currency_code"),
    {
      name: "hs_status",
      type: "enumeration",
      options: optionsOf(
        "active",
        "past_due",
        "canceled",
        "expired",
        "scheduled",
        "paused",
        "unpaid",
      ),
    },
    { name: "hs_recurring_billing_start_date", type: "date" },
    { name: "hs_next_payment_due_date", type: "date" },
    ...numbers("hs_next_payment_amount hs_last_payment_amount hs_number_of_completed_payments"),
    ...strings("hs_last_payment_status"),
  ],
  orders: [
    ...strings("hs_order_name hs_currency_code hs_pipeline hs_pipeline_stage"),
    ...strings("hs_fulfillment_status hs_external_order_id hs_external_order_status"),
    ...numbers("hs_total_price hs_subtotal_price hs_shipping_cost"),
    { name: "hs_external_created_date", type: "datetime" },
  ],
};

/** The properties that a type has in every portal; most of the real ones are left out. */
export function standardProperties(type: ObjectType): readonly PropertyDefinition[] {
  const groupName =
    type.scope === "custom" ? `${type.name}_information` : `${type.singular}information`;
  const system: readonly PropertySketch[] = [
    { name: "hs_object_id", type: "number", readOnly: true },
    { name: type.created, type: "datetime", readOnly: true },
    { name: type.modified, type: "datetime", readOnly: true },
    { name: "hs_merged_object_ids", type: "enumeration", fieldType: "checkbox", readOnly: true },
    owner,
  ];
  return [...system, ...(OWN[type.name] ?? [])].map((sketch) =>
    property({ groupName, hubspotDefined: true, ...sketch }),
  );
}

function strings(names: string): PropertySketch[] {
  return names.split(" ").map((name) => ({ name, type: "string" }));
}

function phones(names: string): PropertySketch[] {
  return names.split(" ").map((name) => ({ name, type: "string", fieldType: "phonenumber" }));
}

function moment(name: string): PropertySketch {
  return { name, type: "datetime" };
}

function numbers(names: string): PropertySketch[] {
  return names.split(" ").map((name) => ({ name, type: "number" }));
}

function truth(name: string, readOnly: boolean): PropertySketch {
  return { name, type: "bool", options: optionsOf("true", "false"), readOnly };
}
