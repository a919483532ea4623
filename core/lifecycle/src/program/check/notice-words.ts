import type { Locale, LocalizedText } from "@perennial/contract";
import type { StatutoryNotice } from "../../policy/rule-pack.ts";
import type { Inspection } from "./inspection.ts";
import type { Gap, Walked } from "./notice-standing.ts";

/** The window in words, to be read after "goes out". */
export function windowWords({
  earliestDaysBefore: from,
  latestDaysBefore: to,
}: StatutoryNotice): LocalizedText {
  return {
    sv: `mellan ${from} och ${to} dagar före avtalets slut`,
    en: `between ${from} and ${to} days before the agreement's end`,
  };
}

/** What a gap is told with. */
export interface ToldGap {
  readonly gap: Gap;
  readonly walked: Walked;
  readonly notice: StatutoryNotice;
  readonly entry: "late entry" | undefined;
  readonly inspection: Inspection;
}

/** Says in a sentence or two how the notice that the law asks for is missed. */
export function describeGap(told: ToldGap): LocalizedText {
  return { sv: swedishGap(told), en: englishGap(told) };
}

function englishGap({ gap, walked, notice, entry, inspection }: ToldGap): string {
  const pack = inspection.program.rulePack ?? "";
  const asks = `The rule pack "${pack}" asks for a notice ${windowWords(notice).en}`;
  if (isWhollyMissing(gap, walked)) return `${asks}, and ${onlyText(walked).en}`;
  const signal = signalOn(gap);
  const after = signal ? `After the signal ${signal} the` : "The";
  const who = entry ? "For those who enter late, but in time, the" : after;
  const way = waysEnd(gap.way);
  switch (gap.kind) {
    case "early":
      return `${asks}. ${who} notice may go out as early as ${daysBefore(gap.at.from).en}, on the way ${way}.`;
    case "late":
      return `${asks}. ${who} notice may go out ${lateness(gap.at.to, "en")}, on the way ${way}.`;
    case "never":
      return `${asks}. ${who} way ${way} does not come to it in time.`;
  }
}

function swedishGap({ gap, walked, notice, entry, inspection }: ToldGap): string {
  const pack = inspection.program.rulePack ?? "";
  const asks = `Regelverket ”${pack}” kräver information ${windowWords(notice).sv}`;
  if (isWhollyMissing(gap, walked)) return `${asks}, och ${onlyText(walked).sv}`;
  const signal = signalOn(gap);
  const after = signal ? `Efter händelsen ${signal}` : "Här";
  const who = entry ? "För dem som kommer in sent, men i tid," : after;
  const way = waysEnd(gap.way);
  switch (gap.kind) {
    case "early":
      return `${asks}. ${who} kan den gå ut redan ${daysBefore(gap.at.from).sv}, på vägen ${way}.`;
    case "late":
      return `${asks}. ${who} kan den gå ut ${lateness(gap.at.to, "sv")}, på vägen ${way}.`;
    case "never":
      return `${asks}. ${who} når vägen ${way} inte fram till den i tid.`;
  }
}

function isWhollyMissing(gap: Gap, walked: Walked): boolean {
  return walked.given.size === 0 && gap.kind === "never" && !gap.bySignal;
}

function signalOn(gap: Gap): string | undefined {
  return gap.way.find((each) => each.startsWith("("))?.slice(1, -1);
}

function lateness(day: number, locale: Locale): string {
  const isPast = day === Number.POSITIVE_INFINITY;
  if (locale === "sv") return isPast ? "efter sista dagen" : `så sent som ${daysBefore(day).sv}`;
  return isPast ? "after its last day" : `as late as ${daysBefore(day).en}`;
}

function onlyText({ textMessages }: Walked): LocalizedText {
  if (textMessages.size === 0) {
    return {
      sv: "inget meddelande i programmet ger den under den tiden.",
      en: "no message of the program gives it in that time.",
    };
  }
  const steps = [...textMessages];
  return {
    sv: `bara ett sms (${steps.map((step) => `”${step}”`).join(" och ")}) går ut under den tiden. Ett sms räknas inte som informationen.`,
    en: `only a text message (${steps.map((step) => `"${step}"`).join(" and ")}) falls into that time. A text message does not count as the notice.`,
  };
}

/** What to add or change for a gap. */
export function noticeRemedy(gap: Gap, walked: Walked, notice: StatutoryNotice): LocalizedText {
  const middle = Math.max(
    notice.latestDaysBefore,
    Math.min(notice.latestDaysBefore + 25, notice.earliestDaysBefore - 5),
  );
  if (isWhollyMissing(gap, walked)) {
    const channel = notice.channels.find((each) => each !== "post") ?? "email";
    const takesLetter = notice.channels.includes("post");
    return {
      sv: `Lägg till ett send-steg med ”class: statutory” och ”channel: ${channel}” efter en väntan till agreement.end before P${middle}D${takesLetter ? ", med ”otherwise” till ett task-steg för ett brev" : ""}. Låt programmet börja före det.`,
      en: `Add a send step with "class: statutory" and "channel: ${channel}" after a wait until agreement.end before P${middle}D${takesLetter ? ', with "otherwise" leading to a task step for a letter' : ""}; let the program begin before that.`,
    };
  }
  if (gap.bySignal) {
    return {
      sv: "Begränsa regeln för händelsen till senare lägen (”in”), eller led den tillbaka till informationen.",
      en: 'Limit the rule for the signal to later stages ("in"), or lead it back to the notice.',
    };
  }
  return {
    sv: `Låt en väntan till agreement.end before P${middle}D komma närmast före informationen, och låt ingen annan väg gå förbi den.`,
    en: `Let a wait until agreement.end before P${middle}D come right before the notice, and no other way lead past it.`,
  };
}

/** A day counted from the end, in words. */
export function daysBefore(moment: number): LocalizedText {
  const day = Math.floor(moment);
  if (day > 0) return { sv: `${day} dagar efter slutet`, en: `${day} days after the end` };
  if (day === 0) return { sv: "sista dagen", en: "the last day" };
  return { sv: `${-day} dagar före slutet`, en: `${-day} days before the end` };
}

/** The last of a way, which is where it goes wrong. */
function waysEnd(way: readonly string[]): string {
  const shown = way.slice(-8);
  return `${way.length > shown.length ? "… -> " : ""}${shown.join(" -> ")}`;
}
