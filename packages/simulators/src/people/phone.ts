import { pickWhole } from "../chance/chance.ts";
import type { CallAnswer, CallOutcome } from "../dialer/call.ts";
import type { Draw } from "./deed.ts";
import type { Habits } from "./habits.ts";

const NOTES: Record<CallOutcome, string> = {
  "not-reached": "Svarade inte.",
  "wrong-number": "Numret går till någon annan.",
  "do-not-call": "Vill inte bli uppringd.",
  renewed: "Vill förnya. Bekräftelse ska skickas.",
  declined: "Tackade nej till att förnya.",
  reached: "Vill tänka på saken.",
};
const SECONDS: Record<CallOutcome, readonly [number, number]> = {
  "not-reached": [30, 50],
  "wrong-number": [40, 80],
  "do-not-call": [40, 90],
  renewed: [300, 720],
  declined: [90, 300],
  reached: [180, 420],
};

/** How somebody answers a call about an agreement; `open` tells whether there is anything left to renew. */
export function answerCall(open: boolean, draw: Draw, habits: Habits): CallAnswer {
  const outcome = outcomeOf(open, draw, habits);
  const [least, most] = SECONDS[outcome];
  const note = outcome === "reached" && !open ? "Har redan svarat." : NOTES[outcome];
  return { outcome, seconds: pickWhole(least, most, draw("seconds")), note };
}

function outcomeOf(open: boolean, draw: Draw, habits: Habits): CallOutcome {
  if (draw("answers") >= habits.answersPhone) return "not-reached";
  let rest = draw("says");
  const shares: readonly (readonly [CallOutcome, number])[] = [
    ["wrong-number", habits.wrongNumber],
    ["do-not-call", habits.wantsNoCalls],
    ["renewed", open ? habits.renewsOnPhone : 0],
    ["declined", open ? habits.declinesOnPhone : 0],
  ];
  for (const [outcome, share] of shares) {
    rest -= share;
    if (rest < 0) return outcome;
  }
  return "reached";
}
