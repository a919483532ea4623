import type { LocalDate, LocalizedText } from "@perennial/contract";
import type { CostSignalRules } from "./cost-signal-rules.ts";
import type { CustomerHistory } from "./customer-history.ts";
import { windowAfter } from "./customer-value.ts";

/** What shows that a customer costs more than others (M-13). */
export const COST_SIGNALS = ["calls-often", "complains-often", "buys-at-discount"] as const;
export type CostSignal = (typeof COST_SIGNALS)[number];

/** What each sign is called, of one customer. */
export const COST_SIGNAL_WORDS: Readonly<Record<CostSignal, LocalizedText>> = {
  "calls-often": { sv: "ringer ofta till oss", en: "calls us often" },
  "complains-often": { sv: "reklamerar ofta", en: "complains often" },
  "buys-at-discount": {
    sv: "köper bara till nedsatt pris",
    en: "buys at a discount only",
  },
};

/** What the signs are judged by, counted in the window. */
export interface CostFigures {
  readonly calls: number;
  readonly complaints: number;
  readonly purchases: number;
  readonly discounted: number;
}

/** Counts what a customer has cost us beyond what it bought, over the rules' window until and with a day. */
export function costFigures(
  { purchases, signs }: Pick<CustomerHistory, "purchases" | "signs">,
  { within }: Pick<CostSignalRules, "within">,
  day: LocalDate,
): CostFigures {
  const after = windowAfter(within, day);
  const isIn = ({ on }: { readonly on: LocalDate }) => on > after && on <= day;
  const contacts = signs.filter(isIn);
  const bought = purchases.filter((purchase) => isIn(purchase) && !purchase.isReturn);
  return {
    calls: contacts.filter(({ sign }) => sign === "call-in").length,
    complaints: contacts.filter(({ sign }) => sign === "complaint").length,
    purchases: bought.length,
    discounted: bought.filter(({ isDiscounted }) => isDiscounted).length,
  };
}

/** Which signs a customer shows, by its figures. */
export function costSignals(figures: CostFigures, rules: CostSignalRules): readonly CostSignal[] {
  const { calls, complaints, purchases, discounted } = figures;
  const shows: Readonly<Record<CostSignal, boolean>> = {
    "calls-often": calls >= rules.calls,
    "complains-often": complaints >= rules.complaints,
    "buys-at-discount":
      purchases >= rules.purchases && discounted * 100 >= rules.discounted * purchases,
  };
  return COST_SIGNALS.filter((signal) => shows[signal]);
}
