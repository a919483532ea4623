import { Duration, type LocalizedText, Offer } from "@perennial/contract";
import { z } from "zod";
import { compilePredicate } from "../condition/compile-predicate.ts";
import { Condition } from "../condition/condition.ts";
import { explain } from "../condition/explain.ts";
import type { Catalogue } from "../condition/fields.ts";
import type { ContactSubject } from "../contactability/contact-question.ts";
import type { Facts } from "../facts/facts.ts";
import { datePhrase } from "../policy/phrases.ts";
import { addDuration, localDateOf } from "../schedule/calendar.ts";
import { factsPerAgreement } from "../worklist/facts-per-agreement.ts";
import type { CallerPicture } from "./caller-picture.ts";
import { groundInCall } from "./ground-in-call.ts";

/** An offer that agents may make, to whom and on which conditions. */
export const CallOffer = z
  .strictObject({
    offer: Offer,
    /** To whom it is made: what has to hold of the customer, or of one of its agreements. @default everybody */
    when: Condition.optional(),
    /** Whether it is about own products of the kind the customer has bought (19 § marknadsföringslagen). @default true */
    ownSimilarProducts: z.boolean().default(true),
    /** How long it is not made again to one who has declined it. @default "P90D" */
    restAfterDecline: Duration.default("P90D"),
  })
  .meta({ id: "CallOffer", description: "An offer that agents may make in a call." });
export type CallOffer = z.infer<typeof CallOffer>;

/** An offer that may be made in the call, and what to mind. */
export interface OfferToMake {
  readonly offer: Offer;
  /** Why it fits. */
  readonly because?: LocalizedText;
  /** The ground it may be made on. */
  readonly ground: LocalizedText;
  /** What the law asks for besides: a written acceptance after the call (product.md 3.3). */
  readonly mind?: LocalizedText;
}

/** An offer that is not to be made, and why: the law, or because it does not fit. */
export interface OfferToLeave {
  readonly offer: Offer;
  readonly why: "law" | "has-it" | "declined" | "does-not-fit";
  readonly sentence: LocalizedText;
}

/** What offers are judged with. */
export interface OfferQuestion {
  readonly offers: readonly CallOffer[];
  readonly picture: CallerPicture;
  /** The facts with the call (`withCall`). */
  readonly facts: Facts;
  readonly subject: ContactSubject;
  /** Who began the call. */
  readonly direction: "in" | "out";
  readonly catalogue: Catalogue;
}

/** Which offers may be made in a call and which not, each with the reason (L-17, product.md 2, item 9). */
export interface OffersInCall {
  readonly may: readonly OfferToMake[];
  readonly mayNot: readonly OfferToLeave[];
}

/**
 * Sorts the offers an agent could make into those that may be made and those that may not. The law goes before everything
 * else: whom it protects hears no offer, however well it fits.
 * @throws ConditionError for a condition that `checkCondition` has something to say about.
 */
export function offersInCall(question: OfferQuestion): OffersInCall {
  const may: OfferToMake[] = [];
  const mayNot: OfferToLeave[] = [];
  for (const each of question.offers) {
    const judged = judgeOffer(each, question);
    if ("why" in judged) mayNot.push(judged);
    else may.push(judged);
  }
  return { may, mayNot };
}

function judgeOffer(each: CallOffer, question: OfferQuestion): OfferToMake | OfferToLeave {
  const { offer, ownSimilarProducts } = each;
  const { subject, direction } = question;
  const ground = groundInCall(subject, { direction, ownSimilarProducts });
  if (!ground.may) return { offer, why: "law", sentence: ground.sentence };
  const leave = ownedOrDeclined(each, question);
  if (leave !== undefined) return leave;
  const because = fitOf(each, question);
  if (because !== undefined && !because.fits) {
    return { offer, why: "does-not-fit", sentence: because.words };
  }
  return {
    offer,
    ground: ground.sentence,
    ...(because && { because: because.words }),
    ...(ground.mind && { mind: ground.mind }),
  };
}

function ownedOrDeclined(
  { offer, restAfterDecline }: CallOffer,
  { picture, facts }: OfferQuestion,
): OfferToLeave | undefined {
  const { now, zone } = facts;
  const own = picture.agreements.find(
    ({ agreement: { product, party, status, start } }) =>
      product === offer.product && party === "own" && (status === "ordered" || start > facts.today),
  );
  if (own !== undefined) {
    const sentence = {
      sv: "Kunden har redan beställt det.",
      en: "The customer has already ordered it.",
    };
    return { offer, why: "has-it", sentence };
  }
  const declined = picture.offers.find(
    ({ offerId, response, respondedAt }) =>
      offerId === offer.id &&
      response === "declined" &&
      respondedAt !== undefined &&
      addDuration(respondedAt, restAfterDecline, zone) > now,
  );
  if (declined?.respondedAt === undefined) return undefined;
  const date = localDateOf(declined.respondedAt, zone);
  return {
    offer,
    why: "declined",
    sentence: {
      sv: `Kunden tackade nej till det den ${datePhrase(date, "sv")}.`,
      en: `The customer declined it on ${datePhrase(date, "en")}.`,
    },
  };
}

function fitOf({ when }: CallOffer, { facts, picture, catalogue }: OfferQuestion) {
  if (when === undefined) return undefined;
  const views = factsPerAgreement(
    facts,
    picture.agreements.map(({ agreement }) => agreement),
  );
  const fitting = views.find(compilePredicate(when, catalogue));
  const seen = fitting ?? views[0];
  const sv = explain(when, seen, "sv", catalogue).because;
  const en = explain(when, seen, "en", catalogue).because;
  const fits = fitting !== undefined;
  return {
    fits,
    words: fits
      ? { sv: `Passar: ${sv}.`, en: `Fits: ${en}.` }
      : { sv: `Passar inte: ${sv}.`, en: `Does not fit: ${en}.` },
  };
}
