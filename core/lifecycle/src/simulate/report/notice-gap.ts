import type { LocalizedText } from "@perennial/contract";
import { reasonSentence } from "../../policy/reason-sentence.ts";
import { Reason } from "../../policy/reasons.ts";

/**
 * Why an agreement's holder was not told of its end, or not in the days the rule pack sets, where it was no reason
 * of the contact policy.
 */
export const NOTICE_GAPS = [
  /** The last day for the notice had passed when the simulated time began. */
  "began-too-late",
  /** The agreement came into the program when the last day for the notice had passed. */
  "entered-too-late",
  /** The entry condition of every program turned it away. */
  "turned-away",
  /** Its date came up at no program's door. */
  "never-entered",
  /** The program let it go before the notice. */
  "left-program",
  /** It was in a program that had not come to a notice by the last day. */
  "not-reached",
  /** The notice left before its first day. */
  "sent-too-early",
  /** The notice left after its last day, though the agreement had come in time. */
  "sent-too-late",
] as const;
export type NoticeGap = (typeof NOTICE_GAPS)[number];

const WORDS: Readonly<Record<NoticeGap, LocalizedText>> = {
  "began-too-late": {
    sv: "Sista dagen för informationen hade passerat när simuleringen började.",
    en: "The last day for the notice had passed when the simulation began.",
  },
  "entered-too-late": {
    sv: "Avtalet kom in i programmet efter sista dagen för informationen.",
    en: "The agreement came into the program after the last day for the notice.",
  },
  "turned-away": {
    sv: "Avtalet uppfyllde inte programmets inträdesvillkor.",
    en: "The agreement did not meet the program's entry condition.",
  },
  "never-entered": {
    sv: "Inget program tog in avtalet.",
    en: "No program took the agreement in.",
  },
  "left-program": {
    sv: "Programmet avslutades för avtalet innan informationen hade skickats.",
    en: "The program ended for the agreement before the notice had been sent.",
  },
  "not-reached": {
    sv: "Programmet hade inte kommit till informationen när avtalet löpte ut.",
    en: "The program had not come to the notice when the agreement ended.",
  },
  "sent-too-early": {
    sv: "Informationen skickades före den första tillåtna dagen.",
    en: "The notice was sent before the first day allowed.",
  },
  "sent-too-late": {
    sv: "Informationen skickades efter den sista tillåtna dagen.",
    en: "The notice was sent after the last day allowed.",
  },
};

/** The reason of a group of agreements in a sentence, be it one of the contact policy's or one of ours. */
export function noticeGapSentence(reason: string): LocalizedText {
  const gap = NOTICE_GAPS.find((each) => each === reason);
  if (gap !== undefined) return WORDS[gap];
  const known = Reason.safeParse(reason);
  return known.success ? reasonSentence(known.data, {}) : { sv: reason, en: reason };
}
