import type {
  Agreement,
  Duration,
  Instant,
  Interaction,
  LocalizedText,
  Redemption,
} from "@perennial/contract";
import { addDuration } from "../schedule/calendar.ts";
import type { CrmCampaign } from "./crm-campaigns.ts";

/** An offer that a customer got from us, by a program or an agent. */
export interface OfferMade {
  readonly offerId: string;
  readonly name: LocalizedText;
  /** The product it leads to. */
  readonly product?: string;
  readonly at: Instant;
  readonly channel: Interaction["channel"];
  readonly program?: string;
}

/** What the customer has done with an offer; the first that is true of them. */
export const OFFER_RESPONSES = ["accepted", "declined", "answered", "opened", "none"] as const;
export type OfferResponse = (typeof OFFER_RESPONSES)[number];

/** An offer of late: which, when, by which channel, and what came of it (L-04). */
export interface RecentOffer extends OfferMade {
  readonly response: OfferResponse;
  readonly respondedAt?: Instant;
  /** Of a campaign of the CRM's: how it stands, in the CRM's own word. */
  readonly word?: string;
}

/** What responses are read from, and the CRM's own campaigns. */
export interface OfferTraces {
  readonly interactions: readonly Interaction[];
  /** Which are offers of late as well (`crmCampaigns`). */
  readonly campaigns: readonly CrmCampaign[];
  readonly redemptions: readonly Redemption[];
  readonly agreements: readonly Agreement[];
}

/** The time that is looked at. */
export interface OfferWindow {
  readonly now: Instant;
  readonly zone: string;
  /** How long ago still counts as of late. */
  readonly lookBack: Duration;
}

/**
 * The offers a customer got of late, the newest first, each with the response (L-04): used or ordered, declined in a call,
 * answered, opened, or none. A contact counts as a response where it belongs to the offer's program and came after it. Among them are the
 * campaigns that the CRM itself ran.
 */
export function recentOffers(
  made: readonly OfferMade[],
  traces: OfferTraces,
  { now, zone, lookBack }: OfferWindow,
): readonly RecentOffer[] {
  const ours = made.map((offer) => ({ ...offer, ...responseTo(offer, traces, now) }));
  return [...ours, ...traces.campaigns.map(campaignOffer)]
    .filter(({ at }) => at <= now && addDuration(at, lookBack, zone) >= now)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
}

/** A campaign of the CRM's as an offer of late: only that it was answered is known for certain, and the CRM's own word says how. */
function campaignOffer({ campaignId, name, at, channel, part, word }: CrmCampaign): RecentOffer {
  const { answeredAt } = part;
  return {
    ...{ offerId: campaignId, name: { sv: name, en: name }, at, channel },
    response: answeredAt === undefined ? "none" : "answered",
    ...(answeredAt !== undefined && { respondedAt: answeredAt }),
    ...(word !== undefined && { word }),
  };
}

type Response = Pick<RecentOffer, "response" | "respondedAt">;

function responseTo(offer: OfferMade, traces: OfferTraces, now: Instant): Response {
  const found = [...ordersAfter(offer, traces), ...contactsAfter(offer, traces)]
    .filter(({ respondedAt = "" }) => respondedAt >= offer.at && respondedAt <= now)
    .sort((a, b) => OFFER_RESPONSES.indexOf(a.response) - OFFER_RESPONSES.indexOf(b.response));
  return found[0] ?? { response: "none" };
}

function ordersAfter(offer: OfferMade, traces: OfferTraces): readonly Response[] {
  const used = traces.redemptions.filter((redemption) => redemption.offer === offer.offerId);
  const ordered = traces.agreements.filter(
    ({ party, product }) => party === "own" && product === offer.product,
  );
  return [
    ...used.map(({ at }): Response => ({ response: "accepted", respondedAt: at })),
    ...ordered.flatMap(({ orderedAt }): readonly Response[] =>
      orderedAt === undefined ? [] : [{ response: "accepted", respondedAt: orderedAt }],
    ),
  ];
}

function contactsAfter(offer: OfferMade, { interactions }: OfferTraces): readonly Response[] {
  if (offer.program === undefined) return [];
  return interactions
    .filter(({ program }) => program === offer.program)
    .flatMap((contact): readonly Response[] => {
      const response = responseOf(contact);
      return response === undefined ? [] : [{ response, respondedAt: contact.at }];
    });
}

function responseOf({ kind, outcome }: Interaction): OfferResponse | undefined {
  switch (kind) {
    case "call":
      if (outcome === "renewed") return "accepted";
      return outcome === "declined" || outcome === "do-not-call" ? "declined" : undefined;
    case "reply":
      return "answered";
    case "click":
    case "open":
      return "opened";
    default:
      return undefined;
  }
}
