import type { CourseField, WordField } from "@perennial/store";
import { fittedText } from "./fitted-text.ts";

/**
 * The most characters of what is told in words: the columns for them in the packages for Salesforce and Dynamics take as many
 * (apps/salesforce-app and apps/dynamics-app, "API names"). A CRM refuses what is longer, and with it all else that it is told.
 */
export const TOLD_LENGTHS = {
  ...{ tierName: 80, tierRemaining: 255, tierKeeping: 255, riskReasons: 255, say: 5_000 },
  ...{ programs: 5_000, nextStep: 255 },
} as const satisfies Partial<Record<CourseField | WordField, number>>;

/** What is told, each text as long as the columns for it take. */
export function fittedWords<Told extends Readonly<Record<string, string | number>>>(
  told: Told,
): Readonly<Record<string, string | number>> {
  const most: Readonly<Record<string, number>> = TOLD_LENGTHS;
  return Object.fromEntries(
    Object.entries(told).map(([field, value]) => {
      const room = most[field];
      return [field, typeof value === "string" && room ? fittedText(value, room) : value];
    }),
  );
}
