import { issueWords } from "@perennial/connector-kit";
import type { Misunderstanding } from "@perennial/contract";
import { z } from "zod";

/** Ids are numbers in events and text everywhere else. */
const EventId = z
  .union([z.int().nonnegative(), z.string().regex(/^[\w-]{1,64}$/)], {
    error: "is not an id",
  })
  .transform(String);

/** The portal that an event or a workflow action comes from; our account id. */
export const PortalId = z
  .union([z.int().positive(), z.string().regex(/^[1-9]\d{0,15}$/)], {
    error: "is not the number of a portal",
  })
  .transform(String);

/** What HubSpot tells of a happening (crm/hubspot.md, 3.2); fields we have no use for are ignored. */
const HubspotEvent = z.object({
  occurredAt: z.number().nonnegative().optional(),
  objectId: EventId.optional(),
  objectTypeId: z.string().optional(),
  propertyName: z.string().optional(),
  propertyValue: z.unknown().optional(),
  primaryObjectId: EventId.optional(),
  newObjectId: EventId.optional(),
  mergedObjectIds: z.array(EventId).optional(),
  associationType: z.string().optional(),
  associationTypeId: z.number().optional(),
  fromObjectId: EventId.optional(),
  fromObjectTypeId: z.string().optional(),
  toObjectId: EventId.optional(),
  toObjectTypeId: z.string().optional(),
});
export type HubspotEvent = z.infer<typeof HubspotEvent>;

/** An element of a delivery, and where it stands, such as `[3]`. */
export interface EventElement {
  readonly place: string;
  readonly value: unknown;
}

/** The elements of a delivery's list, unread; a problem where it is no list. */
export function eventElements(body: string): readonly EventElement[] | Misunderstanding {
  let list: unknown;
  try {
    list = JSON.parse(body);
  } catch {
    return { place: "body", message: "is not JSON; HubSpot sends a list of events" };
  }
  if (!Array.isArray(list)) return { place: "body", message: "is not a list of events" };
  return list.map((value: unknown, index) => ({ place: `[${index}]`, value }));
}

/** What an event says that it is: `subscriptionType` in what is sent, `eventType` in a table of the documentation. */
const Named = z.object({
  subscriptionType: z.string().optional(),
  eventType: z.string().optional(),
});

/** The kinds of happening that mean something here, whichever the object. */
const KINDS = [
  "creation",
  "deletion",
  "restore",
  "propertyChange",
  "associationChange",
  "merge",
  "privacyDeletion",
] as const;
type Kind = (typeof KINDS)[number];

/** An event of a kind that we know. */
export interface KnownEvent {
  readonly kind: Kind;
  /** What it is about, such as `contact`; the word `object` where the event names the type by its id. */
  readonly object: string;
  readonly event: HubspotEvent;
}

/**
 * Reads an element as an event; says where it is wrong, such as `[3].objectId`. Undefined for a kind that we do not
 * know, whatever else such an event holds.
 */
export function readHubspotEvent({
  place,
  value,
}: EventElement): KnownEvent | Misunderstanding | undefined {
  const named = Named.safeParse(value);
  if (!named.success) return misreadAt(place, named.error);
  const name = named.data.subscriptionType ?? named.data.eventType;
  if (name === undefined) return { place, message: "says neither subscriptionType nor eventType" };
  const [object = "", word] = name.split(".");
  const kind = KINDS.find((one) => one === word);
  if (kind === undefined) return undefined;
  const result = HubspotEvent.safeParse(value);
  return result.success ? { kind, object, event: result.data } : misreadAt(place, result.error);
}

/** What is wrong with an element or a body, at the first place where something is. */
export function misreadAt(place: string, error: z.ZodError): Misunderstanding {
  const [issue] = error.issues;
  const path = issue?.path ?? [];
  const inside = path.map((part) => (typeof part === "number" ? `[${part}]` : `.${String(part)}`));
  const where = `${place}${inside.join("")}`.replace(/^\./, "");
  return { place: where === "" ? "body" : where, message: issue?.message ?? issueWords(error) };
}
