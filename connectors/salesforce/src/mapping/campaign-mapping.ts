import { type Candidate, FieldReader, understand } from "@perennial/connector-kit";
import type { Instant, Interaction, Understanding } from "@perennial/contract";
import type { SalesforceRecord } from "../salesforce-client.ts";
import type { CampaignSettings } from "../settings/campaign-settings.ts";
import { isBinned } from "./agreement-mapping.ts";
import type { MappingContext } from "./mapping-context.ts";

/** What the org sends to many at once. */
export const CAMPAIGN = "Campaign";
/** Who is in a campaign: a contact, or a lead, which is not read. */
export const CAMPAIGN_MEMBER = "CampaignMember";

/** The fields that campaigns are read with. */
export const CAMPAIGN_FIELDS: readonly string[] = [
  ...["SystemModstamp", "IsDeleted", "Name", "Type", "Status", "IsActive", "StartDate", "EndDate"],
];
/** The fields that members are read with. */
export const MEMBER_FIELDS: readonly string[] = [
  ...["CampaignId", "ContactId", "Status", "HasResponded", "FirstRespondedDate", "CreatedDate"],
];

/** A member together with its campaign, as far as the org shows it. */
export interface MemberOfCampaign {
  readonly member: SalesforceRecord;
  readonly campaign: SalesforceRecord | undefined;
}

/**
 * What a member of a campaign means: that the customer is in it, which is told anew whenever the member or the campaign changes, and
 * that the customer has answered, which is told once. Leads are none of ours, and what nobody has heard of is not told. Salesforce does
 * not say when somebody was written to: the day counts on which the contact was put into the campaign, or on which it began after that. Pure:
 * the same records give the same signals under the same ids.
 */
export function mapMember(
  { member, campaign }: MemberOfCampaign,
  context: MappingContext,
): Understanding {
  const { campaigns } = context.settings;
  const customerId = member.ContactId;
  if (campaign === undefined || typeof customerId !== "string") return NOTHING;
  const status = String(campaign.Status ?? "");
  const isToBeTaken = isBinned(member) || isBinned(campaign);
  if (!isToBeTaken && campaigns.notBegun.includes(status)) return NOTHING;
  const about = `CampaignMember ${member.Id}`;
  const [own, whole] = [member, campaign].map(
    (record) => new FieldReader(about, record, context),
  ) as [FieldReader, FieldReader];
  const at = latest(own.instant("CreatedDate"), whole.instant("StartDate"));
  const updatedAt = latest(own.instant("SystemModstamp"), whole.instant("SystemModstamp"));
  const answeredAt = answerOf(own, at);
  const type = String(campaign.Type ?? "");
  const channel = Object.hasOwn(campaigns.channels, type) ? campaigns.channels[type] : undefined;
  const part = {
    id: campaign.Id,
    state: isToBeTaken ? "withdrawn" : isOver(campaign, campaigns) ? "over" : "running",
    ...{ from: whole.date("StartDate"), until: whole.date("EndDate"), answeredAt },
  };
  const said = {
    ...{ customerId, kind: "campaign", channel: channel ?? "other", updatedAt },
    ...{ text: whole.text("Name") ?? campaign.Id, outcome: own.text("Status") },
    campaign: withoutNothing(part),
  };
  const added = { ...withoutNothing(said), id: `campaign:${member.Id}`, at, direction: "out" };
  const answer = answeredAt && {
    ...withoutNothing(said),
    ...{ id: `campaign:${member.Id}:answer`, at: answeredAt, direction: "in" },
  };
  const told = [added, ...(answer ? [answer] : [])].map(
    (interaction): Candidate => ({
      ...{ place: about, about },
      // Told anew under the same id, it changes what is shown, and happens no second time.
      signal: { type: "interaction.happened", id: interaction.id, at: interaction.at, interaction },
    }),
  );
  return understand([...told, ...own.problems, ...whole.problems]);
}

/** Says that somebody who was told to be in a campaign is in it no longer, the record being gone. Pure. */
export function mapNoMember(told: Interaction, at: Instant): Candidate {
  const about = `CampaignMember ${told.id.slice("campaign:".length)}`;
  const { campaign } = told;
  const interaction = { ...told, updatedAt: at, campaign: { ...campaign, state: "withdrawn" } };
  const signal = { type: "interaction.happened", id: told.id, at: told.at, interaction };
  return { place: about, about, signal };
}

const NOTHING: Understanding = { signals: [], problems: [] };

/** An org may hide the box that says whether a campaign is active: then its status says enough. */
function isOver({ IsActive, Status }: SalesforceRecord, { over }: CampaignSettings): boolean {
  return IsActive === false || over.includes(String(Status ?? ""));
}

/** Nobody answers before being asked. */
function answerOf(member: FieldReader, at: Instant | undefined): Instant | undefined {
  if (member.boolean("HasResponded") !== true) return undefined;
  return latest(member.instant("FirstRespondedDate"), at);
}

function latest(one: Instant | undefined, other: Instant | undefined): Instant | undefined {
  if (one === undefined || other === undefined) return one ?? other;
  return one > other ? one : other;
}

function withoutNothing<Parts extends object>(parts: Parts): Partial<Parts> {
  return Object.fromEntries(
    Object.entries(parts).filter(([, value]) => value !== undefined),
  ) as Partial<Parts>;
}
