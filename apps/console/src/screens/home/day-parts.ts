import type { DaySummary } from "@perennial/api";

/** What happened on a day, in the order of a customer's way; what did not happen is left out. */
export function dayParts(day: DaySummary) {
  const skipped = Object.values(day.skipped).reduce((sum, each) => sum + each, 0);
  const parts = [
    { word: "dayEntered", count: day.entered },
    { word: "dayMailed", count: day.mailed },
    { word: "dayTexted", count: day.texted },
    { word: "dayReplied", count: day.replied },
    { word: "dayCalled", count: day.called },
    { word: "dayOrdered", count: day.ordered },
    { word: "daySigned", count: day.signed },
    { word: "dayHeld", count: day.held },
    { word: "daySkipped", count: skipped },
  ] as const;
  return parts.filter(({ count }) => count > 0);
}
