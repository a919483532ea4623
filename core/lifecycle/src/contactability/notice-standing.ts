import type { Agreement, Instant, LocalDate, LocalizedText } from "@perennial/contract";
import { type NoticeWindow, noticeWindow } from "../policy/notice-window.ts";
import { datePhrase } from "../policy/phrases.ts";
import { type ContactSubject, contactQuestion } from "./contact-question.ts";
import { type Contactability, contactability } from "./contactability.ts";

/** Where the time for a statutory notice about an agreement stands (product.md 3.1: 90 to 60 days before the end). */
export interface NoticeStanding {
  readonly agreementId: string;
  /** `none` where the law asks for no notice, or the agreement runs until further notice. */
  readonly state: "none" | "not-yet" | "open" | "passed";
  readonly window?: NoticeWindow;
  /** Whether the notice may leave now on each channel that counts as notice. */
  readonly ways: readonly Contactability[];
  readonly sentence: LocalizedText;
}

/** Says whether the notice that an agreement ends can be given in time now, and on which channels it counts. */
export function noticeStanding(
  subject: ContactSubject,
  agreement: Pick<Agreement, "id" | "end" | "party">,
): NoticeStanding {
  const { policy, now } = subject;
  const { statutoryNotice } = policy.rulePack;
  const { id: agreementId, end, party } = agreement;
  if (statutoryNotice === undefined || end === undefined || party !== "own") {
    return { agreementId, state: "none", ways: [], sentence: NO_NOTICE };
  }
  const window = noticeWindow(end, statutoryNotice, policy.timeZone);
  const ways = statutoryNotice.channels.map((channel) =>
    contactability(
      contactQuestion(subject, { channel, class: "statutory", legalDeadline: window.deadline }),
    ),
  );
  const state = stateAt(now, window);
  return { agreementId, state, window, ways, sentence: sentenceOf(state, window) };
}

function stateAt(now: Instant, { opens, deadline }: NoticeWindow): "not-yet" | "open" | "passed" {
  if (now < opens) return "not-yet";
  return now < deadline ? "open" : "passed";
}

const NO_NOTICE: LocalizedText = {
  sv: "Lagen kräver inget meddelande om att avtalet går ut.",
  en: "The law asks for no notice that the agreement ends.",
};

function sentenceOf(
  state: "not-yet" | "open" | "passed",
  { firstDate, lastDate }: NoticeWindow,
): LocalizedText {
  const sv = (date: LocalDate) => datePhrase(date, "sv");
  const en = (date: LocalDate) => datePhrase(date, "en");
  switch (state) {
    case "not-yet":
      return {
        sv: `Meddelandet om att avtalet går ut räknas tidigast den ${sv(firstDate)} och ska lämnas senast den ${sv(lastDate)}.`,
        en: `The notice that the agreement ends counts from ${en(firstDate)} and must be given by ${en(lastDate)}.`,
      };
    case "open":
      return {
        sv: `Meddelandet om att avtalet går ut ska lämnas senast den ${sv(lastDate)}.`,
        en: `The notice that the agreement ends must be given by ${en(lastDate)}.`,
      };
    case "passed":
      return {
        sv: `Sista dagen för meddelandet om att avtalet går ut var den ${sv(lastDate)}.`,
        en: `The last day for the notice that the agreement ends was ${en(lastDate)}.`,
      };
  }
}
