import { type LocalizedText, PHASES } from "@perennial/contract";
import type { Phase } from "./phase-of.ts";
import type { PhaseRules } from "./phase-rules.ts";

/** What each phase is called. */
export const PHASE_WORDS: Readonly<Record<Phase, LocalizedText>> = {
  welcome: { sv: "Välkomstfasen", en: "Welcome" },
  develop: { sv: "Förädlafasen", en: "Develop" },
  retain: { sv: "Behållafasen", en: "Retain" },
};

/** One phase's part of the active customers. */
export interface PhaseShare {
  readonly phase: Phase;
  readonly customers: number;
  /** Of the active customers, in per cent; 0 where there are none. */
  readonly percent: number;
}

/** How the active customers are spread over the phases (M-05). */
export interface PhaseReport {
  readonly active: number;
  readonly phases: readonly PhaseShare[];
  /** Where the develop phase's share is outside of what is expected. */
  readonly warning?: LocalizedText;
}

/** The distribution over the phases, with a warning where develop is outside the expected band (M-05). */
export function phaseReport(
  counts: Readonly<Record<Phase, number>>,
  { expectedDevelop: [least, most] }: Pick<PhaseRules, "expectedDevelop">,
): PhaseReport {
  const active = PHASES.reduce((sum, phase) => sum + counts[phase], 0);
  const percentOf = (phase: Phase) => (active === 0 ? 0 : (100 * counts[phase]) / active);
  const percent = percentOf("develop");
  const isOutside = active > 0 && (percent < least || percent > most);
  return {
    active,
    phases: PHASES.map((phase) => ({ phase, customers: counts[phase], percent: percentOf(phase) })),
    ...(isOutside && { warning: warningOf(percent, least, most) }),
  };
}

function warningOf(percent: number, least: number, most: number): LocalizedText {
  const isFew = percent < least;
  const share = (locale: string) =>
    percent.toLocaleString(locale, { maximumFractionDigits: 1, minimumFractionDigits: 0 });
  return {
    sv: `${share("sv-SE")} % av de aktiva kunderna är i förädlafasen; väntat är ${least}–${most} %. ${
      isFew
        ? "Se efter om välkomstfasen är för lång eller om ovanligt många är på väg bort."
        : "Se efter om få nya kunder kommer in eller om tecken på avhopp inte fångas."
    }`,
    en: `${share("en-GB")} % of the active customers are in the develop phase; ${least}–${most} % are expected. ${
      isFew
        ? "See whether the welcome is too long, or whether unusually many are on their way out."
        : "See whether few new customers come in, or whether signs of leaving go unnoticed."
    }`,
  };
}
