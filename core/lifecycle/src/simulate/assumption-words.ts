import type { LocalizedText } from "@perennial/contract";
import { type AssumptionName, type Assumptions, DEFAULT_ASSUMPTIONS } from "./assumptions.ts";

/** What an assumption's value counts: a `share` from 0 to 1, days, minutes, calls, months, minor units of money. */
export type AssumptionUnit = "share" | "days" | "minutes" | "calls" | "months" | "money" | "yes-no";

/** An assumption as it is asked for and stated. */
export interface AssumptionWords {
  readonly unit: AssumptionUnit;
  readonly label: LocalizedText;
}

const of = (unit: AssumptionUnit, sv: string, en: string): AssumptionWords => ({
  unit,
  label: { sv, en },
});

/** Every assumption in words, for arguments, forms and reports. */
export const ASSUMPTION_WORDS: Readonly<Record<AssumptionName, AssumptionWords>> = {
  ordersUnprompted: of("share", "Förlänger oombedda", "Renew unprompted"),
  ordersAfterNotice: of("share", "Förlänger efter informationen", "Renew after the notice"),
  ordersAfterOfferMail: of(
    "share",
    "Förlänger efter e-post med erbjudande",
    "Renew after an e-mail with an offer",
  ),
  ordersAfterSms: of(
    "share",
    "Förlänger efter sms med erbjudande",
    "Renew after a text message with an offer",
  ),
  repliesYes: of("share", "Svarar ja på sms", "Answer a text message with yes"),
  repliesQuestion: of(
    "share",
    "Svarar på sms med en fråga",
    "Answer a text message with a question",
  ),
  repliesNo: of("share", "Svarar nej på sms", "Answer a text message with no"),
  repliesStop: of("share", "Svarar STOPP på sms", "Answer a text message with STOP"),
  ordersAfterYes: of("share", "Av dem som svarar ja: förlänger", "Of those who answer yes: renew"),
  ordersAfterQuestion: of("share", "Av dem som frågar: förlänger", "Of those who ask: renew"),
  unsubscribesAfterMail: of(
    "share",
    "Avregistrerar sig efter reklam via e-post",
    "Unsubscribe after an e-mail with advertising",
  ),
  reachedByPhone: of("share", "Svarar i telefon", "Answer the phone"),
  wrongNumber: of("share", "Av dem som svarar: fel nummer", "Of those who answer: wrong number"),
  wantsNoCalls: of(
    "share",
    "Av dem som svarar: vill inte bli uppringda",
    "Of those who answer: want no more calls",
  ),
  renewsInCall: of(
    "share",
    "Av dem som svarar: förlänger i samtalet",
    "Of those who answer: renew in the call",
  ),
  declinesInCall: of("share", "Av dem som svarar: tackar nej", "Of those who answer: decline"),
  ordersAfterCall: of(
    "share",
    "Av dem som vill tänka efter: förlänger sedan",
    "Of those who want to think: renew afterwards",
  ),
  acceptsInWriting: of(
    "share",
    "Godkänner skriftligt efter samtalet",
    "Accept in writing after the call",
  ),
  acceptsWhenReminded: of(
    "share",
    "Godkänner efter påminnelse",
    "Accept in writing after a reminder",
  ),
  signs: of("share", "Skriver under utan påminnelse", "Sign without a reminder"),
  signsWhenReminded: of("share", "Skriver under efter påminnelse", "Sign after a reminder"),
  noticeDelayDays: of(
    "days",
    "Längsta tid från information till beställning",
    "Longest time from notice to order",
  ),
  offerDelayDays: of(
    "days",
    "Längsta tid från erbjudande till beställning",
    "Longest time from offer to order",
  ),
  replyDelayMinutes: of(
    "minutes",
    "Längsta tid till svar på sms",
    "Longest time to answer a text message",
  ),
  staffDelayMinutes: of(
    "minutes",
    "Längsta tid tills personalen har tagit hand om ett svar",
    "Longest time until staff have dealt with an answer",
  ),
  callDelayDays: of(
    "days",
    "Längsta tid från samtal till egen beställning",
    "Longest time from call to an order of their own",
  ),
  acceptDelayDays: of(
    "days",
    "Längsta tid från samtal till skriftligt godkännande",
    "Longest time from call to written acceptance",
  ),
  signDelayDays: of(
    "days",
    "Längsta tid från beställning till underskrift",
    "Longest time from order to signature",
  ),
  remindedDelayDays: of(
    "days",
    "Längsta tid från påminnelse till handling",
    "Longest time from reminder to action",
  ),
  callsPerDay: of("calls", "Samtal som hinns med på en dag", "Calls that can be made in a day"),
  minutesPerCall: of("minutes", "Tid för ett samtal", "Time for a call"),
  costPerSmsSegment: of("money", "Kostnad per sms-del", "Cost of a text message segment"),
  costPerEmail: of("money", "Kostnad per e-postmeddelande", "Cost of an e-mail"),
  costPerCall: of("money", "Kostnad per samtal", "Cost of a call"),
  renewalMonths: of("months", "Förlängningens löptid", "Term of a renewal"),
  unsignedCancelled: of(
    "yes-no",
    "CRM avbryter beställningar som inte är undertecknade på startdagen",
    "The CRM cancels orders that are unsigned on their first day",
  ),
};

/** An assumption with its value in a run and the usual one. */
export interface StatedAssumption extends AssumptionWords {
  readonly name: AssumptionName;
  readonly value: Assumptions[AssumptionName];
  readonly usual: Assumptions[AssumptionName];
}

/** Lists assumptions with their words in the order of the schema, to be stated beside a result. */
export function stateAssumptions(
  assumptions: Assumptions = DEFAULT_ASSUMPTIONS,
): readonly StatedAssumption[] {
  return ASSUMPTION_NAMES.map((name) => ({
    name,
    ...ASSUMPTION_WORDS[name],
    value: assumptions[name],
    usual: DEFAULT_ASSUMPTIONS[name],
  }));
}

/** The names of all assumptions, in the order in which they are stated. */
export const ASSUMPTION_NAMES: readonly AssumptionName[] = namesOf(ASSUMPTION_WORDS);

function namesOf<Name extends string>(words: Readonly<Record<Name, unknown>>): readonly Name[] {
  const names: Name[] = [];
  for (const name in words) names.push(name);
  return names;
}
