import type { LocalizedText } from "@perennial/contract";
import type { Reason } from "../policy/reasons.ts";

/**
 * Each reason of the contact policy as a clause after "eftersom" and "because": why a program went another way
 * when its message was not sent. The whole sentence with its facts stands at the message's own decision.
 */
export const REASON_CLAUSES: Readonly<Record<Reason, LocalizedText>> = {
  "no-consent": { sv: "kunden inte har samtyckt", en: "the customer has not consented" },
  suppressed: {
    sv: "kunden är spärrad för utskick",
    en: "the customer is blocked from messages",
  },
  "do-not-call": {
    sv: "kunden inte får ringas upp",
    en: "the customer must not be called",
  },
  capped: {
    sv: "kunden redan hade fått så många meddelanden som gränsen tillåter",
    en: "the customer had already had as many messages as the limit allows",
  },
  "quiet-hours-wait": {
    sv: "kunden inte skulle störas då",
    en: "the customer was not to be disturbed then",
  },
  "quiet-hours-drop": {
    sv: "kunden inte skulle störas då",
    en: "the customer was not to be disturbed then",
  },
  expired: {
    sv: "meddelandet inte längre var till nytta",
    en: "the message was no longer of use",
  },
  holdout: {
    sv: "kunden ingår i kontrollgruppen, som inte får reklam",
    en: "the customer is in the control group, which gets no marketing",
  },
  duplicate: {
    sv: "samma meddelande redan hade skickats",
    en: "the same message had already been sent",
  },
  "missing-address": {
    sv: "kunden saknar en adress eller ett nummer som går att använda",
    en: "the customer has no address or number that can be used",
  },
  "missing-data": {
    sv: "uppgifter som behövs saknades",
    en: "data that is needed was missing",
  },
  "render-error": {
    sv: "texten inte kunde sättas samman",
    en: "the text could not be put together",
  },
  "provider-rejected": {
    sv: "tjänsten som skulle skicka meddelandet inte tog emot det",
    en: "the service that was to send the message did not accept it",
  },
  exited: { sv: "kunden hade lämnat programmet", en: "the customer had left the program" },
  "goal-met": {
    sv: "programmets mål redan var nått",
    en: "the goal of the program had already been reached",
  },
  "program-paused": {
    sv: "programmet är pausat eller ännu inte startat",
    en: "the program is paused or has not been started yet",
  },
  "sending-paused": { sv: "alla utskick är pausade", en: "all sending is paused" },
  "in-call": { sv: "ett samtal med kunden pågår", en: "a call with the customer is going on" },
  "not-approved": {
    sv: "meddelandet eller programmet ännu inte är godkänt",
    en: "the message or the program has not been approved yet",
  },
  "superseded-by-priority": {
    sv: "ett viktigare meddelande gick före",
    en: "a more important message went first",
  },
  paused: { sv: "kunden har pausat reklam", en: "the customer has paused marketing" },
  "unknown-outcome": {
    sv: "det är oklart om meddelandet kom fram",
    en: "it is unclear whether the message arrived",
  },
  "customer-gone": {
    sv: "kunden inte längre finns i kundregistret",
    en: "the customer is no longer in the customer register",
  },
  "program-ended": { sv: "programmet har avslutats", en: "the program has been ended" },
  "budget-spent": {
    sv: "årets kontakter med kunden är förbrukade",
    en: "the year's contacts with the customer are used up",
  },
  "date-passed": {
    sv: "tiden för steget redan hade passerat",
    en: "the time of the step had already passed",
  },
};
