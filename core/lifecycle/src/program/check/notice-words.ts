import type { StatutoryNotice } from "../../policy/rule-pack.ts";
import type { Inspection } from "./inspection.ts";
import type { Gap, Walked } from "./notice-standing.ts";

/** The window in words, to be read after "goes out". */
export function windowWords({ earliestDaysBefore, latestDaysBefore }: StatutoryNotice): string {
  return `between ${earliestDaysBefore} and ${latestDaysBefore} days before the agreement's end`;
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
export function describeGap({ gap, walked, notice, entry, inspection }: ToldGap): string {
  const pack = inspection.program.rulePack ?? "";
  const asks = `The rule pack "${pack}" asks for a notice ${windowWords(notice)}`;
  if (walked.given.size === 0 && gap.kind === "never" && !gap.bySignal) {
    return `${asks}, and ${onlyText(walked)}`;
  }
  const signal = gap.way.find((each) => each.startsWith("("));
  const after = signal ? `After the signal ${signal.slice(1, -1)} the` : "The";
  const who = entry ? "For those who enter late, but in time, the" : after;
  const way = waysEnd(gap.way);
  switch (gap.kind) {
    case "early":
      return `${asks}. ${who} notice may go out as early as ${daysBefore(gap.at.from)}, on the way ${way}.`;
    case "late":
      return `${asks}. ${who} notice may go out ${lateness(gap.at.to)}, on the way ${way}.`;
    case "never":
      return `${asks}. ${who} way ${way} does not come to it in time.`;
  }
}

function lateness(day: number): string {
  return day === Number.POSITIVE_INFINITY ? "after its last day" : `as late as ${daysBefore(day)}`;
}

function onlyText({ textMessages }: Walked): string {
  if (textMessages.size === 0) return "no message of the program gives it in that time.";
  const steps = [...textMessages].map((step) => `"${step}"`).join(" and ");
  return `only a text message (${steps}) falls into that time. A text message does not count as the notice.`;
}

/** What to add or change for a gap. */
export function noticeRemedy(gap: Gap, walked: Walked, notice: StatutoryNotice): string {
  const middle = Math.max(
    notice.latestDaysBefore,
    Math.min(notice.latestDaysBefore + 25, notice.earliestDaysBefore - 5),
  );
  if (walked.given.size === 0 && gap.kind === "never" && !gap.bySignal) {
    const channel = notice.channels.find((each) => each !== "post");
    const letter = notice.channels.includes("post")
      ? ', with "otherwise" leading to a task step for a letter'
      : "";
    return `Add a send step with "class: statutory" and "channel: ${channel ?? "email"}" after a wait until agreement.end before P${middle}D${letter}; let the program begin before that.`;
  }
  if (gap.bySignal) {
    return 'Limit the rule for the signal to later stages ("in"), or lead it back to the notice.';
  }
  return `Let a wait until agreement.end before P${middle}D come right before the notice, and no other way lead past it.`;
}

/** A day counted from the end, in words. */
export function daysBefore(moment: number): string {
  const day = Math.floor(moment);
  if (day > 0) return `${day} days after the end`;
  return day === 0 ? "the last day" : `${-day} days before the end`;
}

/** The last of a way, which is where it goes wrong. */
function waysEnd(way: readonly string[]): string {
  const shown = way.slice(-8);
  return `${way.length > shown.length ? "… -> " : ""}${shown.join(" -> ")}`;
}
