/** A type of record in a portal. */
export interface ObjectType {
  /** Such as `0-1`, or `2-1001` for a custom object. */
  readonly id: string;
  /** As it stands in paths, such as `contacts`. */
  readonly name: string;
  /** As it stands in webhooks, such as `contact`. */
  readonly singular: string;
  /** Whose scopes cover it: `crm.objects.{scope}.read`. */
  readonly scope: string;
  /** The property that says when it was made. */
  readonly created: string;
  /** The property that says when it was last changed; contacts alone call it `lastmodifieddate`. */
  readonly modified: string;
  /** What is given when nothing is asked for. */
  readonly defaults: readonly string[];
  /** What a new record must have. */
  readonly required: readonly string[];
  /** `p{portalId}_{name}`, for custom objects. */
  readonly fullyQualifiedName?: string;
}

type Row = readonly [id: string, name: string, singular: string, scope: string, defaults: string];

const ROWS: readonly Row[] = [
  ["0-1", "contacts", "contact", "contacts", "email firstname lastname"],
  ["0-2", "companies", "company", "companies", "domain name"],
  ["0-3", "deals", "deal", "deals", "amount closedate dealname dealstage pipeline"],
  ["0-8", "line_items", "line_item", "line_items", "amount hs_product_id quantity"],
  ["0-18", "communications", "communication", "contacts", ""],
  ["0-27", "tasks", "task", "contacts", ""],
  ["0-46", "notes", "note", "contacts", ""],
  ["0-47", "meetings", "meeting_event", "contacts", ""],
  ["0-48", "calls", "call", "contacts", ""],
  ["0-69", "subscriptions", "subscription", "subscriptions", ""],
  ["0-123", "orders", "order", "orders", ""],
];
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  deals: [],
  tasks: ["hs_timestamp"],
  notes: ["hs_timestamp"],
  calls: ["hs_timestamp"],
  meetings: ["hs_timestamp"],
  communications: ["hs_timestamp", "hs_communication_channel_type"],
};
const WITH_CREATEDATE = new Set(["contacts", "companies", "deals"]);

/** The types every portal has (crm/hubspot.md, 1.5, 3.2 and 5). */
export const STANDARD_TYPES: readonly ObjectType[] = ROWS.map(
  ([id, name, singular, scope, defaults]) => {
    const created = WITH_CREATEDATE.has(name) ? "createdate" : "hs_createdate";
    const modified = name === "contacts" ? "lastmodifieddate" : "hs_lastmodifieddate";
    const asked = defaults === "" ? [] : defaults.split(" ");
    return {
      id,
      name,
      singular,
      scope,
      created,
      modified,
      defaults: asked,
      required: REQUIRED[name] ?? [],
    };
  },
);

/** A type of a portal's own. */
export function customType(
  id: string,
  name: string,
  more: { portalId: number; required: readonly string[]; defaults: readonly string[] },
): ObjectType {
  return {
    id,
    name,
    singular: name,
    scope: "custom",
    created: "hs_createdate",
    modified: "hs_lastmodifieddate",
    defaults: more.defaults,
    required: more.required,
    fullyQualifiedName: `p${more.portalId}_${name}`,
  };
}
