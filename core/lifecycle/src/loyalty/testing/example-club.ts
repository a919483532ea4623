import { TierRules } from "../tier-rules.ts";

/** A club of three tiers by spend in a rolling year, as tests use it: silver from 2 000 kr, gold from 5 000 kr. */
export function exampleClub(changes: Partial<TierRules> = {}): TierRules {
  const tiers = [
    { id: "bas", name: { sv: "Bas", en: "Basic" }, from: 0 },
    { id: "silver", name: { sv: "Silver", en: "Silver" }, from: 200_000, benefits: ["freight"] },
    {
      ...{ id: "gold", name: { sv: "Guld", en: "Gold" }, from: 500_000 },
      benefits: ["freight", "repairs"],
    },
  ];
  const benefits = [
    { id: "freight", name: { sv: "Fri frakt", en: "Free shipping" } },
    { id: "repairs", name: { sv: "Gratis reparationer", en: "Free repairs" } },
  ];
  return TierRules.parse({ tiers, benefits, ...changes });
}
