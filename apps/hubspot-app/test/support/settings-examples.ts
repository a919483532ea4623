import type { Operations } from "@perennial/api";
import { HubspotSettings } from "@perennial/connector-hubspot";
import { z } from "zod";

type Given<Id extends keyof Operations> = Operations[Id]["answer"]["_input"];

/** A connection that works, with its first load done. */
export const HEALTH: Given<"getConnection"> = {
  connection: {
    ...{ id: "hubspot", connector: "hubspot", title: { sv: "HubSpot", en: "HubSpot" } },
    ...{ state: "active", problem: null, syncedAt: "2026-11-22T08:00:00.000Z", door: null },
    pausedBy: null,
  },
  account: { id: "4711", name: "Elbolaget" },
  administrators: ["anna@elbolaget.example"],
  missing: [],
  load: {
    ...{ state: "done", startedAt: "2026-11-21T08:00:00.000Z" },
    read: [{ kind: "contact", count: 1204, lastAt: "2026-11-22T08:00:00.000Z" }],
    records: { read: 1204, total: null },
  },
  listening: null,
  waiting: 0,
  lists: {
    inSync: 1200,
    excluded: { count: 3, reasons: [{ reason: "Has neither e-mail nor phone.", count: 3 }] },
    failing: { count: 1, reasons: [{ reason: "The close date is no date.", count: 1 }] },
  },
  latestExcluded: [
    {
      ...{ record: "contact 88", at: "2026-11-22T07:00:00.000Z" },
      reason: "Has neither e-mail nor phone.",
    },
  ],
  latestFailures: [
    {
      ...{ kind: "deal", customerId: null, record: "deal 77", at: "2026-11-22T08:00:00.000Z" },
      reason: "The close date is no date.",
    },
  ],
};

/** The connector's own settings as its form; only what differs from the defaults is kept. */
export function connectionForm(values: Readonly<Record<string, unknown>> = {}) {
  const schema = z.toJSONSchema(HubspotSettings, { io: "input", unrepresentable: "any" });
  const form: Given<"getConnectionForm"> = {
    ...{ connection: "hubspot", connector: "hubspot", secrets: [] },
    schema: JSON.parse(JSON.stringify(schema)),
    values: { portalId: "4711", ...values },
  };
  return form;
}

/** A portal with a few properties, a pipeline with stages, and a kind of record of its own. */
export const FIELDS: Given<"describeConnection"> = {
  objects: [
    {
      ...{ object: "contact", label: "Contacts" },
      fields: [
        { name: "firstname", label: "First name", type: "string" },
        { name: "email", label: "Email", type: "string" },
        {
          ...{ name: "fas", label: "Fas", type: "enumeration" },
          options: [
            { value: "ny", label: "Ny kund" },
            { value: "gammal", label: "Gammal kund" },
          ],
        },
      ],
    },
    {
      ...{ object: "deal", label: "Deals" },
      fields: [
        { name: "closedate", label: "Close date", type: "datetime" },
        {
          ...{ name: "dealstage", label: "Deal stage", type: "enumeration" },
          options: [{ value: "won", label: "Sales: Won" }],
        },
        {
          ...{ name: "pipeline", label: "Pipeline", type: "enumeration" },
          options: [{ value: "default", label: "Sales" }],
        },
      ],
    },
    { object: "2-900", label: "Elavtal", fields: [{ name: "slut", label: "Slut", type: "date" }] },
  ],
  missing: [],
};

/** What a contact is, and what becomes of it. */
export const SAMPLES: Given<"tryConnectionMapping"> = {
  samples: [
    {
      ...{ object: "contact", id: "501", problems: [] },
      values: { firstname: "Anna", email: "anna@kund.example", fas: null },
      signals: [
        {
          type: "customer.changed",
          customer: { id: "501", name: "Anna", email: "anna@kund.example", phase: "retain" },
        },
      ],
    },
  ],
};

const day = (from: string, to: string) => [{ from, to }];
const week = { weekday: day("08:00", "20:00"), saturday: day("10:00", "18:00"), holiday: [] };

/** What a company has chosen, with one channel whose sender is not filled in. */
export const TENANT: Given<"getTenantSettings"> = {
  ...{ name: "Elbolaget", locale: "sv", timeZone: "Europe/Stockholm", country: "SE" },
  currency: "SEK",
  quietHours: { marketing: week, service: week, statutory: week, calls: week },
  caps: [{ limit: 2, window: { rolling: "P7D" }, classes: ["marketing"] }],
  budget: { perYear: 48, lessPerPurchase: 1, atLeast: 18 },
  holidays: { country: "SE", add: [], remove: [] },
  requireApproval: false,
  ...{ keepDays: 90, notify: ["anna@elbolaget.example"], notifyBy: "smtp" },
  senders: [{ connection: "smtp", values: { fromName: null, replyTo: "svar@elbolaget.example" } }],
};
