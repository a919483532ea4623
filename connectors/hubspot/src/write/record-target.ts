import type { UpdateRecord } from "@perennial/contract";
import { hubspotObjectType } from "../hubspot-object-types.ts";

/** Which record of HubSpot's a record of ours is. */
export interface RecordTarget {
  readonly object: UpdateRecord["object"];
  /** The type, as paths name it. */
  readonly path: string;
  readonly id: string;
  /** The source that a contact's date makes agreements of, by its name in the settings. */
  readonly source?: string;
}

/** A record's id; a merged contact may have been given another since. */
const RECORD_ID = /^\d{1,20}$/;

/**
 * Where a record of ours is in HubSpot: a customer is the contact of that id, an agreement is `deal:<id>`,
 * `subscription:<id>`, `<objectTypeId>:<id>`, or `contact:<id>:<source>` for a date of a contact. Undefined where it
 * comes from elsewhere.
 */
export function recordTarget(
  object: UpdateRecord["object"],
  recordId: string,
): RecordTarget | undefined {
  if (object === "customer") {
    return RECORD_ID.test(recordId) ? { object, path: "contacts", id: recordId } : undefined;
  }
  const [word = "", id = "", ...rest] = recordId.split(":");
  const type = hubspotObjectType(word);
  if (type === undefined || !RECORD_ID.test(id)) return undefined;
  const source = rest.join(":");
  if ((type.word === "contact") !== (source !== "")) return undefined;
  return { object, path: type.path, id, ...(source === "" ? {} : { source }) };
}
