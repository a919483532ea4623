import type { Tone } from "../state-badge.tsx";

/** How a level of risk is coloured; the word says the same. */
export const RISK_TONES: Readonly<Record<"low" | "medium" | "high", Tone>> = {
  low: "good",
  medium: "warn",
  high: "bad",
};
