/** A type of record at HubSpot, by the three names it goes by. */
export interface HubspotObjectType {
  /** As in paths, in events and in `RecordRef.object`: `contact`, or the id for a type without a word. */
  readonly word: string;
  /** As in the paths of the API. */
  readonly path: string;
  /** HubSpot's id of it; the same in every portal, but for a portal's own types. */
  readonly typeId: string;
}

const TYPES: readonly HubspotObjectType[] = [
  { word: "contact", path: "contacts", typeId: "0-1" },
  { word: "company", path: "companies", typeId: "0-2" },
  { word: "deal", path: "deals", typeId: "0-3" },
  { word: "line_item", path: "line_items", typeId: "0-8" },
  { word: "call", path: "calls", typeId: "0-48" },
  { word: "subscription", path: "subscriptions", typeId: "0-69" },
  { word: "order", path: "orders", typeId: "0-123" },
];

/** The name of a portal's own type is `2-` and a number; HubSpot's own types that have no word here begin with `0-`. */
const TYPE_ID = /^\d{1,4}-\d{1,12}$/;

const BY_NAME = new Map(
  TYPES.flatMap((type) => [type.word, type.path, type.typeId].map((name) => [name, type] as const)),
);

/**
 * The type of record that a word, a path or a type id stands for, in capitals or not; undefined for what is none of
 * these (crm/hubspot.md, 3.2).
 */
export function hubspotObjectType(name: string): HubspotObjectType | undefined {
  const lower = name.toLowerCase();
  const known = BY_NAME.get(lower);
  if (known !== undefined || !TYPE_ID.test(lower)) return known;
  return { word: lower, path: lower, typeId: lower };
}
