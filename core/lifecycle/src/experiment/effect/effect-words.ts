import type { LocalizedText } from "@perennial/contract";
import type { EffectMeasure } from "./comparison.ts";

/** What each measure is called, at the head of a line. */
export const MEASURE_NAMES: Readonly<Record<EffectMeasure, LocalizedText>> = {
  conversion: { sv: "Nådde målet", en: "Reached the goal" },
  buyers: { sv: "Köpte minst en gång", en: "Bought at least once" },
  frequency: { sv: "Köp per kund", en: "Purchases per customer" },
  "average-purchase": { sv: "Genomsnittligt köp", en: "Average purchase" },
  lost: { sv: "Förlorade kunder", en: "Lost customers" },
  spend: { sv: "Köpt för per kund", en: "Spent per customer" },
  net: { sv: "Netto per kund", en: "Net per customer" },
  flow: { sv: "Flöde", en: "Flow" },
};

/** What each measure means, for whoever reads the result (product.md, 25). */
export const MEASURE_DEFINITIONS: Readonly<Record<EffectMeasure, LocalizedText>> = {
  conversion: {
    sv: "Andelen kunder som nådde programmets mål inom fönstret efter att de kom in, så som programmet noterade det medan de var kvar i det.",
    en: "The share of customers that reached the program's goal within the window after they entered, as the program noted it while they were in it.",
  },
  buyers: {
    sv: "Andelen kunder som köpte minst en gång inom fönstret.",
    en: "The share of customers that bought at least once within the window.",
  },
  frequency: {
    sv: "Antal köp inom fönstret delat med antalet kunder. Returer räknas inte som köp.",
    en: "Purchases within the window divided by the number of customers. Returns are not counted as purchases.",
  },
  "average-purchase": {
    sv: "Vad kunderna köpte för inom fönstret, returer avdragna, delat med antalet köp.",
    en: "What customers bought for within the window, returns deducted, divided by the number of purchases.",
  },
  lost: {
    sv: "Andelen av kunderna vi hade när de kom in som var förlorade när fönstret tog slut, enligt planens regler. Färre förlorade betyder längre kundrelationer.",
    en: "The share of the customers we had when they entered that were lost when the window ended, by the rules of the plan. Fewer lost customers mean longer relationships.",
  },
  spend: {
    sv: "Vad kunderna köpte för inom fönstret, returer avdragna, delat med antalet kunder.",
    en: "What customers bought for within the window, returns deducted, divided by the number of customers.",
  },
  net: {
    sv: "Det kunderna köpte för, gånger den andel som blir kvar efter varans kostnad, minus programmets meddelanden, samtal och uppgifter; delat med antalet kunder.",
    en: "What customers bought for, times the share that is left after the cost of what was sold, less the program's messages, calls and tasks; divided by the number of customers.",
  },
  flow: {
    sv: "Andelen av kunderna i det första läget när de kom in som var i det andra när fönstret tog slut.",
    en: "The share of the customers in the first state when they entered that were in the second when the window ended.",
  },
};

/** The same of all programs together, where it differs: nobody enters them, and all are followed over the same time. */
const ALL_DEFINITIONS: Partial<Readonly<Record<EffectMeasure, LocalizedText>>> = {
  lost: {
    sv: "Andelen av kunderna vi hade när tiden började som var förlorade när den tog slut, enligt planens regler. Färre förlorade betyder längre kundrelationer.",
    en: "The share of the customers we had when the time began that were lost when it ended, by the rules of the plan. Fewer lost customers mean longer relationships.",
  },
  net: {
    sv: "Det kunderna köpte för, gånger den andel som blir kvar efter varans kostnad, minus programmens meddelanden, samtal och uppgifter; delat med antalet kunder.",
    en: "What customers bought for, times the share that is left after the cost of what was sold, less the programs' messages, calls and tasks; divided by the number of customers.",
  },
};

/** What a measure means for one program, or for all together, whose effect has no id (product.md, 25). */
export function measureDefinition(
  measure: EffectMeasure,
  { program }: { readonly program: string },
): LocalizedText {
  const ofAll = program === "" ? ALL_DEFINITIONS[measure] : undefined;
  return ofAll ?? MEASURE_DEFINITIONS[measure];
}

/** How the comparison is made and how it is to be read. */
export const EFFECT_NOTES = {
  lot: {
    sv: "Lotten avgör vem som står utanför, och varje kund räknas i den grupp som lotten gav, oavsett om den nåddes. Kunder räknas från första gången de kom in, och först när hela fönstret har gått. Service och lagstadgade meddelanden går till båda grupperna.",
    en: "A lot decides who is held out, and each customer counts in the group the lot gave, reached or not. Customers count from the first time they entered, and only once their whole window is over. Service and statutory messages go to both groups.",
  },
  lotOfAll: {
    sv: "Lotten avgör vem som står utanför all marknadsföring, och varje kund räknas i den grupp som lotten gav, oavsett om den nåddes. Alla följs över samma tid. Service och lagstadgade meddelanden går till båda grupperna.",
    en: "A lot decides who is held out of all marketing, and each customer counts in the group the lot gave, reached or not. All are followed over the same time. Service and statutory messages go to both groups.",
  },
  peeking: {
    sv: "Intervallen gäller för ett tillfälle som bestämts i förväg. Den som tittar ofta och slutar när skillnaden ser säker ut får se skillnader som inte finns oftare än en gång av tjugo; detsamma gäller den som letar bland många mått. Bestäm mått och tidpunkt innan.",
    en: "The intervals hold for one moment that was decided beforehand. Whoever looks often and stops when the difference seems sure will see differences that are not there more often than one time in twenty; so will whoever searches among many measures. Decide the measure and the moment first.",
  },
  leftEarly: {
    sv: "Programmet noterar målet bara medan kunden är kvar i det, och grupperna lämnar det olika ofta före fönstrets slut. Jämför därför hellre köpen, som räknas hela fönstret, eller välj ett kortare fönster.",
    en: "The program notes its goal only while the customer is in it, and the groups leave it unequally often before the window ends. Rather compare purchases, which count for the whole window, or choose a shorter window.",
  },
} as const satisfies Readonly<Record<string, LocalizedText>>;
