import type {
  Agreement,
  Customer,
  Duration,
  Instant,
  Interaction,
  LocalDate,
  LocalizedText,
  Redemption,
  RiskLevel,
} from "@perennial/contract";
import type { ChurnVerdict } from "../churn/churn-of.ts";
import type { Facts } from "../facts/facts.ts";
import { daysBetween } from "../schedule/date.ts";
import type { Score } from "../worklist/score-of.ts";
import type { CallerSignals } from "./call-facts.ts";
import { type CallPromise, promiseStanding } from "./call-promise.ts";
import type { HandOverNote } from "./call-report.ts";
import { type CrmCampaign, crmCampaigns, runningCampaigns } from "./crm-campaigns.ts";
import { type OfferMade, type RecentOffer, recentOffers } from "./recent-offers.ts";
import { type CallerServices, servicesOf } from "./services-of.ts";

/** A program that the caller is in, with where it stands (L-19). */
export interface OpenEnrolment {
  readonly enrolmentId: number;
  readonly program: string;
  readonly name: LocalizedText;
  readonly agreementId?: string;
  /** Where it stands, in a sentence. */
  readonly standing: LocalizedText;
  /** What comes next and when, unless something happens before. */
  readonly next?: { readonly at: Instant; readonly sentence: LocalizedText };
}

/** All that the records know of one caller, read at once. */
export interface CallerSource {
  readonly facts: Facts;
  readonly agreements: readonly Agreement[];
  readonly offers: readonly OfferMade[];
  readonly redemptions: readonly Redemption[];
  readonly enrolments: readonly OpenEnrolment[];
  readonly promises: readonly CallPromise[];
  readonly notes: readonly HandOverNote[];
  /** What the churn model says, where there is one. */
  readonly churn?: ChurnVerdict;
  /** The points by the tenant's own criteria (`compileScore`), where there are any. */
  readonly potential?: Score;
}

/** How far the picture looks back. */
export interface PictureRules {
  /** @default "P90D" */
  readonly lookBack?: Duration;
  /** How many of the latest contacts it shows. @default 10 */
  readonly contacts?: number;
}

/** An agreement with its dates, as an agent reads it. */
export interface PictureAgreement {
  readonly agreement: Agreement;
  /** Whole days until its last one, which is 0 on that day; missing where it has no end. */
  readonly daysLeft?: number;
  /** The one that continues it, where it has been ordered. */
  readonly renewedBy?: string;
}

/** The customer who calls, in one picture: what L-01 to L-09 and L-18 ask for, the same for service and sales. */
export interface CallerPicture {
  readonly customer: Customer;
  /** What the customer has of us today (L-02). */
  readonly services: CallerServices;
  /** What the customer is worth to us (L-03). */
  readonly value: {
    readonly class?: Customer["valueClass"];
    readonly bought?: number;
    readonly band?: "top" | "middle" | "bottom";
    readonly tier?: string;
    readonly segment?: string;
  };
  /** Offers of late, the newest first, with the response (L-04). */
  readonly offers: readonly RecentOffer[];
  /** The latest contacts, the newest first (L-05). */
  readonly history: readonly Interaction[];
  /** What could be sold, and why (L-06). */
  readonly potential?: Score;
  /** How likely the customer is to leave, and why (L-07). */
  readonly churn?: { readonly risk: RiskLevel; readonly reasons: readonly LocalizedText[] };
  /** Those in force first, the first to end first; then those to come; then those that ended, the latest first. */
  readonly agreements: readonly PictureAgreement[];
  readonly enrolments: readonly OpenEnrolment[];
  /** The CRM's own campaigns that run now with the customer in them, the newest first (L-19). */
  readonly campaigns: readonly CrmCampaign[];
  /** Promised calls that are not kept yet, the first due first. */
  readonly promises: readonly {
    readonly promise: CallPromise;
    readonly standing: "missed" | "now" | "today" | "later";
  }[];
  /** Notes of those who handed the customer over and that nobody has taken up, the newest first (L-22). */
  readonly notes: readonly HandOverNote[];
  /** The same for conditions of routing and talk points. */
  readonly signals: CallerSignals;
}

const LOOK_BACK: Duration = "P90D";
const CONTACTS = 10;

/** Puts together what is known of a caller, from one reading of the records. */
export function callerPicture(
  source: CallerSource,
  { lookBack = LOOK_BACK, contacts = CONTACTS }: PictureRules = {},
): CallerPicture {
  const { facts, agreements, enrolments, churn, potential } = source;
  const { customer, standing, now, zone, today, interactions } = facts;
  const campaigns = crmCampaigns(interactions, now);
  const traces = { interactions, campaigns, redemptions: source.redemptions, agreements };
  const offers = recentOffers(source.offers, traces, { now, zone, lookBack });
  const promises = openPromises(source.promises, now, zone);
  const notes = source.notes
    .filter(({ takenAt }) => takenAt === undefined)
    .toSorted((a, b) => (a.at < b.at ? 1 : -1));
  const risk = churn?.risk ?? standing?.risk;
  return {
    ...{ customer, services: servicesOf(facts, agreements), value: worthToUs(facts), offers },
    history: interactions
      .filter(({ at }) => at <= now)
      .toSorted((a, b) => (a.at < b.at ? 1 : -1))
      .slice(0, contacts),
    ...(potential && { potential }),
    ...(risk && { churn: { risk, reasons: (churn?.factors ?? []).map(({ words }) => words) } }),
    agreements: pictured(agreements, today),
    ...{ enrolments, campaigns: runningCampaigns(campaigns, today), promises, notes },
    signals: {
      recentOffers: offers.length,
      openPrograms: enrolments.length,
      promise: promises[0]?.standing ?? "none",
      potential: potential?.points ?? 0,
      handedOver: notes.length > 0,
    },
  };
}

function worthToUs({ customer, standing }: Facts): CallerPicture["value"] {
  const { valueClass, tier, segment } = customer;
  return {
    ...(valueClass !== undefined && { class: valueClass }),
    ...(standing?.value !== undefined && { bought: standing.value }),
    ...(standing?.band !== undefined && { band: standing.band }),
    ...(tier !== undefined && { tier }),
    ...(segment !== undefined && { segment }),
  };
}

function openPromises(promises: readonly CallPromise[], now: Instant, zone: string) {
  return promises
    .flatMap((promise) => {
      const standing = promiseStanding(promise, now, zone);
      return standing === "kept" ? [] : [{ promise, standing }];
    })
    .sort((a, b) => (dueOf(a.promise) < dueOf(b.promise) ? -1 : 1));
}

function dueOf({ date, from }: CallPromise): string {
  return `${date}T${from}`;
}

function pictured(agreements: readonly Agreement[], today: LocalDate): readonly PictureAgreement[] {
  return agreements
    .map((agreement): PictureAgreement => {
      const renewal = agreements.find(
        ({ renewalOf, status }) => renewalOf === agreement.id && status !== "cancelled",
      );
      const { end } = agreement;
      const daysLeft = end !== undefined && end >= today ? daysBetween(today, end) : undefined;
      return {
        agreement,
        ...(daysLeft !== undefined && { daysLeft }),
        ...(renewal && { renewedBy: renewal.id }),
      };
    })
    .sort((a, b) => rank(a, today) - rank(b, today) || byEnd(a, b, rank(a, today)));
}

/** 0 for one in force, 1 for one to come, 2 for one that is over. */
function rank({ agreement }: PictureAgreement, today: LocalDate): number {
  const { status, start, end } = agreement;
  if (status === "ended" || status === "cancelled" || (end !== undefined && end < today)) return 2;
  return start > today ? 1 : 0;
}

const NO_END = "9999-12-31";

function byEnd(a: PictureAgreement, b: PictureAgreement, group: number): number {
  const [first, second] = [a.agreement.end ?? NO_END, b.agreement.end ?? NO_END];
  if (first === second) return a.agreement.id < b.agreement.id ? -1 : 1;
  return first < second === (group !== 2) ? -1 : 1;
}
