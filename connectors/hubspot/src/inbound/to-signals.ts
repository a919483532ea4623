import { type Candidate, understand } from "@perennial/connector-kit";
import type {
  InboundRequest,
  Misunderstanding,
  RecordRef,
  Understanding,
} from "@perennial/contract";
import { hubspotObjectType } from "../hubspot-object-types.ts";
import { OPTED_OUT, optOutCandidate } from "../mapping/consent-mapping.ts";
import { associationEnds } from "./association-ends.ts";
import {
  eventElements,
  type HubspotEvent,
  type KnownEvent,
  readHubspotEvent,
} from "./hubspot-event.ts";

/** What one event means. */
interface Meaning {
  readonly told: readonly (Candidate | Misunderstanding)[];
  readonly changed: readonly RecordRef[];
  /** Contacts that were merged or forgotten by this: nothing is left of them to read. */
  readonly gone?: readonly string[];
}

const NOTHING: Meaning = { told: [], changed: [] };

/** An event's place in the delivery, and when that came. */
interface Where {
  readonly place: string;
  readonly receivedAt: string | undefined;
}

/**
 * What a portal's part of a delivery means. HubSpot's events come twice, late and out of order, and carry a value that
 * may be old by then: they only name records, which are read anew (crm/hubspot.md, 3.3). What we wrote ourselves comes
 * back the same way and does no harm: the record is told as it is, which is what our copy says already, and nothing
 * follows from what has not changed. Merges and requests to be forgotten are told as they stand: they cannot be undone,
 * and reading would not show them. So is a no to all e-mail: it holds from its moment, and is not left waiting.
 *
 * @param concerns whether records of a type mean anything under the connection's mapping
 */
export function hubspotSignals(
  request: InboundRequest,
  concerns: (object: string) => boolean,
): Understanding {
  const elements = eventElements(request.body);
  if ("message" in elements) return understand([elements]);
  const meanings = elements.map((element): Meaning => {
    const known = readHubspotEvent(element);
    if (known === undefined) return NOTHING;
    if ("message" in known) return { told: [known], changed: [] };
    return meaningOf(known, { place: element.place, receivedAt: request.receivedAt });
  });
  const gone = new Set(meanings.flatMap((one) => one.gone ?? []));
  const changed = meanings
    .flatMap((one) => one.changed)
    .filter(({ object, id }) => concerns(object) && !(object === "contact" && gone.has(id)));
  return {
    ...understand(onceEach(meanings.flatMap((one) => one.told))),
    changed: withoutRepeats(changed),
  };
}

function meaningOf({ kind, object, event }: KnownEvent, where: Where): Meaning {
  if (kind === "associationChange") return { told: [], changed: associationEnds(event) };
  const type = hubspotObjectType(object === "object" ? (event.objectTypeId ?? "") : object)?.word;
  if (type === undefined) return NOTHING;
  if (kind === "merge") return merged(event, type, where);
  if (kind !== "privacyDeletion") {
    const changed = changedRecord(event, type, where);
    return kind === "propertyChange" && type === "contact"
      ? withOptOut(event, changed, where)
      : changed;
  }
  return type === "contact" ? erased(event, where) : NOTHING;
}

function changedRecord({ objectId: id }: HubspotEvent, object: string, where: Where): Meaning {
  return id === undefined ? withoutId(where) : { told: [], changed: [{ object, id }] };
}

function withOptOut(event: HubspotEvent, changed: Meaning, where: Where): Meaning {
  const { objectId, propertyName, propertyValue } = event;
  const at = momentOf(event, where);
  const isNo = propertyName === OPTED_OUT && String(propertyValue) === "true";
  if (!isNo || objectId === undefined || at === undefined) return changed;
  const candidate = { ...optOutCandidate(objectId, at), place: where.place };
  return { ...changed, told: [...changed.told, candidate] };
}

function erased(event: HubspotEvent, where: Where): Meaning {
  const { objectId } = event;
  if (objectId === undefined) return withoutId(where);
  const signal = {
    type: "customer.erased",
    id: `contact:${objectId}:erased`,
    at: momentOf(event, where),
    customerId: objectId,
  };
  return { told: [{ place: where.place, signal }], changed: [], gone: [objectId] };
}

/** A merge may keep one of the two ids or make a third, and then both are gone (crm/hubspot.md, 3.3). */
function merged(event: HubspotEvent, object: string, where: Where): Meaning {
  const { newObjectId, primaryObjectId, objectId, mergedObjectIds = [] } = event;
  const into = newObjectId ?? primaryObjectId ?? objectId;
  if (into === undefined) return withoutId(where);
  const involved =
    primaryObjectId === undefined ? mergedObjectIds : [primaryObjectId, ...mergedObjectIds];
  const gone = [...new Set(involved)].filter((id) => id !== into);
  const survivor = { object, id: into };
  if (object !== "contact") {
    return { told: [], changed: [survivor, ...gone.map((id) => ({ object, id }))] };
  }
  const told = gone.map((customerId) => {
    const id = `contact:${customerId}:merged:${into}`;
    const signal = { type: "customer.merged", id, at: momentOf(event, where), customerId, into };
    return { place: where.place, signal };
  });
  return { told, changed: [survivor], gone };
}

function momentOf({ occurredAt }: HubspotEvent, { receivedAt }: Where): string | undefined {
  const moment = new Date(occurredAt ?? Number.NaN);
  return Number.isNaN(moment.getTime()) ? receivedAt : moment.toISOString();
}

function withoutId({ place }: Where): Meaning {
  return { told: [{ place: `${place}.objectId`, message: "is missing" }], changed: [] };
}

/** HubSpot sends an event twice at times, within one delivery too. */
function onceEach(told: readonly (Candidate | Misunderstanding)[]) {
  const seen = new Set<string>();
  return told.filter((one) => {
    if ("message" in one) return true;
    const key = JSON.stringify(one.signal, ["type", "id"]);
    return seen.has(key) ? false : seen.add(key);
  });
}

function withoutRepeats(refs: readonly RecordRef[]): readonly RecordRef[] {
  return [...new Map(refs.map((ref) => [`${ref.object}:${ref.id}`, ref])).values()];
}
