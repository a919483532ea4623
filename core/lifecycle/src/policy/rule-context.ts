import type { MessageClass } from "@perennial/contract";
import { isZone } from "../schedule/calendar.ts";
import type { Place } from "../schedule/place.ts";
import { type Ground, legalGround } from "./legal-ground.ts";
import { judgedClass } from "./message.ts";
import type { PolicyQuestion } from "./question.ts";
import type { Verdict } from "./verdict.ts";

/** A question with what every rule needs worked out once. */
export interface RuleContext extends PolicyQuestion {
  readonly judgedClass: MessageClass;
  /** The recipient's zone, or the tenant's where the record has none we know. */
  readonly place: Place;
  readonly ground: Ground;
}

/** One check: a verdict where it has something to say against sending, or nothing. */
export type Rule = (context: RuleContext) => Verdict | undefined;

/** The context that a question is judged in. */
export function ruleContext(question: PolicyQuestion): RuleContext {
  const { message, person, policy } = question;
  const own = person.customer.timeZone;
  const zone = own !== undefined && isZone(own) ? own : policy.timeZone;
  const place = { zone, holidays: policy.holidays };
  return {
    ...question,
    judgedClass: judgedClass(message),
    place,
    ground: legalGround(question, zone),
  };
}
