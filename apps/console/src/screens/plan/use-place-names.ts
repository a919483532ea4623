import type { LocalizedText } from "@perennial/contract";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { placeWords } from "../../parts/customer/place-words.ts";
import type { PlanDoc } from "./plan-doc.ts";
import { planWords } from "./plan-words.ts";

const BANDS = ["top", "middle", "bottom"] as const;
type Place = keyof typeof placeWords.sv;

/** What places that customers are told apart by are called: those of a draft or the plan by its names, the rest by ours. */
export function usePlaceNames(draft?: PlanDoc): (kind: string, id: string) => string {
  const { locale } = useLanguage();
  const t = useWords(placeWords);
  const tPlan = useWords(planWords);
  const { data } = useAsk("getPlan");
  // What the server gives was made by the schema of plans.
  const inForce = data?.inForce?.plan as PlanDoc | undefined;
  return (kind, id) => {
    if (kind === "tier" || kind === "segment" || kind === "group") {
      const named = [draft, inForce].flatMap((each) => [...(namedIn(each)[kind] ?? [])]);
      return named.find((each) => each.id === id)?.name[locale] ?? id;
    }
    const band = BANDS.find((each) => each === id);
    if (kind === "band" && band) return tPlan(band);
    return id in placeWords.sv ? t(id as Place) : id;
  };
}

interface Named {
  readonly id: string;
  readonly name: LocalizedText;
}

function namedIn(
  plan: PlanDoc | undefined,
): Readonly<Record<"tier" | "segment" | "group", readonly Named[] | undefined>> {
  return { tier: plan?.tiers?.tiers, segment: plan?.segments, group: plan?.groups };
}
