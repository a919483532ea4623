import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { placeWords } from "../../parts/customer/place-words.ts";
import type { PlanDoc } from "./plan-doc.ts";
import { planWords } from "./plan-words.ts";

const BANDS = ["top", "middle", "bottom"] as const;
type Place = keyof typeof placeWords.sv;

/** What places that customers are told apart by are called: those of the plan by its names, the rest by ours. */
export function usePlaceNames(): (kind: string, id: string) => string {
  const { locale } = useLanguage();
  const t = useWords(placeWords);
  const tPlan = useWords(planWords);
  const { data } = useAsk("getPlan");
  // What the server gives was made by the schema of plans.
  const plan = data?.inForce?.plan as PlanDoc | undefined;
  return (kind, id) => {
    const named = { tier: plan?.tiers?.tiers, segment: plan?.segments, group: plan?.groups };
    const isNamed = kind === "tier" || kind === "segment" || kind === "group";
    if (isNamed) return named[kind]?.find((each) => each.id === id)?.name[locale] ?? id;
    const band = BANDS.find((each) => each === id);
    if (kind === "band" && band) return tPlan(band);
    return id in placeWords.sv ? t(id as Place) : id;
  };
}
