import { type Candidate, FieldReader, understand } from "@perennial/connector-kit";
import { CHANNELS, type Understanding } from "@perennial/contract";
import type { SalesforceRecord } from "../salesforce-client.ts";
import type { MappingContext } from "./mapping-context.ts";

/** The object that holds what a person allows, in orgs with Data Protection and Privacy (crm/salesforce.md, 5). */
export const INDIVIDUAL = "Individual";
/** Where contacts say which individual they are. */
export const INDIVIDUAL_OF = "IndividualId";
const NO_MARKETING = "HasOptedOutSolicit";

/** The fields that individuals are read with. */
export const INDIVIDUAL_FIELDS: readonly string[] = [NO_MARKETING];

/**
 * What an individual's record says of the consent of the contacts that are that person: who wants no marketing gets none, by any
 * channel. That the box is not ticked says nothing. Pure.
 */
export function mapIndividual(
  record: SalesforceRecord,
  contactIds: readonly string[],
  context: MappingContext,
): Understanding {
  const about = `${INDIVIDUAL} ${record.Id}`;
  const read = new FieldReader(about, record, context);
  if (read.boolean(NO_MARKETING) !== true) return understand(read.problems);
  const at = read.instant("SystemModstamp");
  const said = { source: "salesforce", purpose: "marketing", state: "withdrawn", at };
  const candidates = contactIds.flatMap((customerId) =>
    CHANNELS.map((channel): Candidate => {
      const id = `consent:${customerId}:${INDIVIDUAL}:${channel}:withdrawn:${at}`;
      const consent = { customerId, channel, ...said };
      return { place: about, about, signal: { type: "consent.changed", id, at, consent } };
    }),
  );
  return understand([...candidates, ...read.problems]);
}
