import type { RecordRef } from "@perennial/contract";
import { hubspotObjectType } from "../hubspot-object-types.ts";
import type { HubspotEvent } from "./hubspot-event.ts";

/** Which types an association's id joins, for events that say no more (crm/hubspot.md, 2.9). */
const ENDS: ReadonlyMap<number, readonly [from: string, to: string]> = new Map([
  [3, ["deal", "contact"]],
  [4, ["contact", "deal"]],
  [1, ["contact", "company"]],
  [279, ["contact", "company"]],
  [5, ["deal", "company"]],
  [341, ["deal", "company"]],
  [19, ["deal", "line_item"]],
  [20, ["line_item", "deal"]],
  [295, ["subscription", "contact"]],
  [296, ["contact", "subscription"]],
  [298, ["company", "subscription"]],
  [300, ["deal", "subscription"]],
  [301, ["subscription", "line_item"]],
  [508, ["contact", "order"]],
]);

/** The records at both ends of an association, where the event says what they are. */
export function associationEnds(event: HubspotEvent): readonly RecordRef[] {
  const [from, to] = endTypes(event);
  return [...refOf(from, event.fromObjectId), ...refOf(to, event.toObjectId)];
}

function endTypes(event: HubspotEvent): readonly [string | undefined, string | undefined] {
  const { fromObjectTypeId, toObjectTypeId, associationType, associationTypeId } = event;
  const named = /^([A-Z_]+)_TO_([A-Z_]+)$/i.exec(associationType ?? "");
  const known = associationTypeId === undefined ? undefined : ENDS.get(associationTypeId);
  return [fromObjectTypeId ?? named?.[1] ?? known?.[0], toObjectTypeId ?? named?.[2] ?? known?.[1]];
}

function refOf(type: string | undefined, id: string | undefined): readonly RecordRef[] {
  const object = type === undefined ? undefined : hubspotObjectType(type)?.word;
  return object === undefined || id === undefined ? [] : [{ object, id }];
}
