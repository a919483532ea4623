import { LocalizedText, MinorAmount } from "@perennial/contract";
import { z } from "zod";
import { compilePredicate, type Predicate } from "../condition/compile-predicate.ts";
import { Condition } from "../condition/condition.ts";
import { explain } from "../condition/explain.ts";
import type { Catalogue } from "../condition/fields.ts";
import { readField } from "../condition/read-field.ts";
import type { Facts } from "../facts/facts.ts";
import { fieldsOfCondition } from "../plan/condition-fields.ts";
import { factsPerAgreement } from "../worklist/facts-per-agreement.ts";
import type { CallerPicture } from "./caller-picture.ts";
import type { OffersInCall } from "./offers-in-call.ts";
import { whatToSay } from "./what-to-say.ts";

/** A thing to talk about with a customer, for whom, and what to say (L-16, L-17). */
export const TalkPointRule = z
  .strictObject({
    id: z.string().regex(/^[a-z][a-z0-9-]*$/, {
      error: "write an id in small letters, digits and hyphens",
    }),
    name: LocalizedText,
    /** What has to hold of the customer, of one of its agreements or of the call. */
    when: Condition,
    /** Whether it goes before all that is not, such as a promise to keep. @default false */
    duty: z.boolean().default(false),
    /** What it is worth: an amount, or a share of an amount of the customer's. @default nothing */
    worth: z
      .union([
        z.strictObject({ amount: MinorAmount }),
        z.strictObject({
          of: z.enum(["agreement.yearlyValue", "standing.value"]),
          /** The share that talking about it is likely to keep or win, 0 to 1. */
          share: z.number().min(0).max(1),
        }),
      ])
      .default({ amount: 0 }),
    /** What to say; `{{ agreement.end | date }}` and the like are filled in. */
    say: LocalizedText,
    /** The offer it is about: it is left out where the offer may not be made. */
    offer: z.string().optional(),
  })
  .meta({ id: "TalkPointRule", description: "A thing to talk about, for whom, and what to say." });
export type TalkPointRule = z.infer<typeof TalkPointRule>;

/** A thing to talk about with this customer in this call. */
export interface TalkPoint {
  readonly id: string;
  readonly name: LocalizedText;
  readonly duty: boolean;
  /** In minor units. */
  readonly worth: number;
  /** Why with this customer: the values seen. */
  readonly because: LocalizedText;
  /** What to say; the point's name in a language in which a value for the text is missing. */
  readonly say: LocalizedText;
  readonly agreementId?: string;
  readonly offer?: string;
}

/** What talk points are chosen from. */
export interface TalkQuestion {
  /** The facts with the call (`withCall`). */
  readonly facts: Facts;
  readonly picture: CallerPicture;
  readonly offers: OffersInCall;
  /** The company's name, for what is said. */
  readonly tenantName: string;
}

/**
 * Compiles talk points: for each call what to talk about, duties first and then by worth (L-16), and what to say (L-17).
 * @throws ConditionError for a condition that `checkCondition` has something to say about.
 */
export function compileTalkPoints(
  rules: readonly TalkPointRule[],
  catalogue: Catalogue,
): (question: TalkQuestion) => readonly TalkPoint[] {
  const compiled = rules.map((rule) => ({ rule, holds: compilePredicate(rule.when, catalogue) }));
  return (question) => {
    const agreements = question.picture.agreements.map(({ agreement }) => agreement);
    const views = factsPerAgreement(question.facts, agreements);
    return compiled
      .flatMap(({ rule, holds }) => pointOf(rule, holds, { views, question, catalogue }))
      .sort((a, b) => Number(b.duty) - Number(a.duty) || b.worth - a.worth);
  };
}

interface Talking {
  readonly views: readonly [Facts, ...Facts[]];
  readonly question: TalkQuestion;
  readonly catalogue: Catalogue;
}

function pointOf(
  rule: TalkPointRule,
  holds: Predicate,
  { views, question, catalogue }: Talking,
): readonly TalkPoint[] {
  const facts = views
    .filter(holds)
    .reduce<Facts | undefined>(
      (best, each) =>
        best === undefined || worthOfPoint(rule, each) > worthOfPoint(rule, best) ? each : best,
      undefined,
    );
  if (facts === undefined) return [];
  const offer = question.offers.may.find((each) => each.offer.id === rule.offer)?.offer;
  if (rule.offer !== undefined && offer === undefined) return [];
  const { id, name, duty, when } = rule;
  const about = { facts, tenantName: question.tenantName, ...(offer && { offer }) };
  const isAbout = facts.agreement !== undefined && asksAboutAgreement(rule);
  return [
    {
      ...{ id, name, duty, worth: worthOfPoint(rule, facts) },
      because: {
        sv: explain(when, facts, "sv", catalogue).because,
        en: explain(when, facts, "en", catalogue).because,
      },
      say: whatToSay(rule, about),
      ...(isAbout && { agreementId: facts.agreement.id }),
      ...(offer && { offer: offer.id }),
    },
  ];
}

function asksAboutAgreement(rule: TalkPointRule): boolean {
  const fields = [...fieldsOfCondition(rule.when), ...("of" in rule.worth ? [rule.worth.of] : [])];
  return fields.some((field) => field.startsWith("agreement."));
}

function worthOfPoint({ worth }: TalkPointRule, facts: Facts): number {
  if ("amount" in worth) return worth.amount;
  const whole = readField(facts, worth.of);
  return typeof whole === "number" ? Math.round(whole * worth.share) : 0;
}
