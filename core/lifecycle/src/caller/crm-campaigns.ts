import type { CampaignPart, Instant, Interaction, LocalDate } from "@perennial/contract";

/** A customer's part in a campaign that the CRM itself runs, with what came of it (L-04, L-19). */
export interface CrmCampaign {
  readonly campaignId: string;
  /** As the CRM calls it, in whatever language. */
  readonly name: string;
  readonly channel: Interaction["channel"];
  /** Since when the customer is in it. */
  readonly at: Instant;
  readonly part: CampaignPart;
  /** How it stands with the customer, in the CRM's own word. */
  readonly word?: string;
}

/**
 * The CRM's campaigns that a customer is or was in, the newest first: those told until now, without those that the customer was taken
 * out of.
 */
export function crmCampaigns(
  interactions: readonly Interaction[],
  now: Instant,
): readonly CrmCampaign[] {
  return interactions
    .flatMap(({ kind, direction, at, campaign: part, text: name, channel, outcome: word }) => {
      if (kind !== "campaign" || direction !== "out" || part === undefined || at > now) return [];
      if (part.state === "withdrawn") return [];
      const { id: campaignId } = part;
      return [{ ...{ campaignId, name, channel, at, part }, ...(word !== undefined && { word }) }];
    })
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

/** Those that run on a day: begun, not ended, and not past their last day. */
export function runningCampaigns(
  campaigns: readonly CrmCampaign[],
  today: LocalDate,
): readonly CrmCampaign[] {
  return campaigns.filter(
    ({ part: { state, from = today, until = today } }) =>
      state === "running" && from <= today && until >= today,
  );
}
