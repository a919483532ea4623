import { understand } from "@perennial/connector-kit";
import type { Misunderstanding, Understanding } from "@perennial/contract";
import { mapCall, TASK } from "../mapping/call-mapping.ts";
import {
  CAMPAIGN,
  CAMPAIGN_FIELDS,
  CAMPAIGN_MEMBER,
  mapMember,
} from "../mapping/campaign-mapping.ts";
import { mapContact, mapGone } from "../mapping/customer-mapping.ts";
import { INDIVIDUAL, INDIVIDUAL_OF, mapIndividual } from "../mapping/individual-mapping.ts";
import { CONTACT, joined, sourcesOf } from "../mapping/map-record.ts";
import type { MappingContext } from "../mapping/mapping-context.ts";
import type { OrgTools } from "../org-tools.ts";
import type { SalesforceRecord } from "../salesforce-client.ts";
import { soql } from "../soql/soql.ts";
import { type GoneRecord, stampOf } from "./object-changes.ts";
import { queryTogether } from "./query-together.ts";
import { withContacts } from "./record-owners.ts";
import { recordsById } from "./records-by-id.ts";

/** Ids of one statement: with them encoded, a request's address has to stay below 16,384 bytes. */
const IDS = 200;

/** Records of one object, and what they are mapped with. */
export interface Mappable {
  readonly object: string;
  readonly records: readonly SalesforceRecord[];
  readonly gone: readonly GoneRecord[];
  readonly mapping: MappingContext;
}

/**
 * What records mean, once it is known whose they are: a contact that is gone is told as deleted, or as merged into another;
 * an agreement that is gone is cancelled; a member of a campaign that is gone is taken out of it. Throws a `ConnectorError`.
 */
export async function mapRecords(
  { client, settings }: Pick<OrgTools, "client" | "settings">,
  { object, records, gone, mapping }: Mappable,
): Promise<Understanding> {
  const parts: Understanding[] = [];
  if (object === CONTACT) {
    // The merge before what the survivor has become of it.
    parts.push(understand(gone.map((one) => mapGone(one, stampOf(one.record)))));
    parts.push(...records.map((record) => placed(object, record, mapContact(record, mapping))));
  }
  if (object === INDIVIDUAL) {
    const contacts = await contactsOfIndividuals(client, records);
    for (const record of records) {
      parts.push(mapIndividual(record, contacts.get(record.Id) ?? [], mapping));
    }
  }
  if (object === TASK) {
    parts.push(...records.map((record) => placed(object, record, mapCall(record, mapping))));
  }
  const all = [...records, ...gone.map(({ record }) => record)];
  if (object === CAMPAIGN_MEMBER) {
    const campaigns = await campaignsOf(client, all);
    parts.push(
      ...all.map((member) => {
        const campaign = campaigns.get(String(member.CampaignId));
        return placed(object, member, mapMember({ member, campaign }, mapping));
      }),
    );
  }
  for (const source of sourcesOf(object, settings)) {
    const owned = await withContacts(client, source.owner, all);
    parts.push(...owned.map((one) => placed(object, one.record, source.map(one, mapping))));
  }
  return joined(parts);
}

/** The contacts that are these people, by the individual's id; none in an org whose contacts do not say. */
async function contactsOfIndividuals(
  client: OrgTools["client"],
  individuals: readonly SalesforceRecord[],
): Promise<ReadonlyMap<string, readonly string[]>> {
  const found = new Map<string, string[]>();
  const described = await client.describe(CONTACT);
  if (!described?.fields.some(({ name }) => name === INDIVIDUAL_OF)) return found;
  const statements: string[] = [];
  for (let start = 0; start < individuals.length; start += IDS) {
    const some = individuals.slice(start, start + IDS).map(({ Id: id }) => ({ id }));
    const where = { field: INDIVIDUAL_OF, in: some };
    statements.push(soql({ select: ["Id", INDIVIDUAL_OF], from: CONTACT, where }));
  }
  for await (const page of queryTogether(client, statements)) {
    for (const { Id, [INDIVIDUAL_OF]: individual } of page) {
      const own = String(individual);
      found.set(own, [...(found.get(own) ?? []), Id]);
    }
  }
  return found;
}

/** The campaigns of members, also those in the bin, by id; none in an org that hides them. */
async function campaignsOf(
  client: OrgTools["client"],
  members: readonly SalesforceRecord[],
): Promise<ReadonlyMap<string, SalesforceRecord>> {
  const ids = members.flatMap(({ CampaignId: id, ContactId: contact }) =>
    typeof id === "string" && typeof contact === "string" ? [id] : [],
  );
  const wanted = { object: CAMPAIGN, fields: CAMPAIGN_FIELDS, deleted: true };
  const found = await recordsById(client, wanted, ids);
  return new Map(found.map((campaign) => [campaign.Id, campaign]));
}

/** Problems with the record that they are about: of many records, the name of a field says too little. */
function placed(
  object: string,
  { Id }: SalesforceRecord,
  { signals, problems }: Understanding,
): Understanding {
  const record = `${object} ${Id}`;
  const named = ({ place, message }: Misunderstanding): Misunderstanding => ({
    place: place.toLowerCase().startsWith(record.toLowerCase()) ? place : `${record} ${place}`,
    message,
  });
  return { signals, problems: problems.map(named) };
}
