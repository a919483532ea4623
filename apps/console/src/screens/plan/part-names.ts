import { defineWords } from "../../app/language/words.ts";

/** What the parts of a lifecycle plan are called, by their keys in its file. */
export const partNames = defineWords("plan-parts", {
  sv: {
    attributes: "Egna fält",
    tiers: "Nivåer",
    points: "Poäng",
    phases: "Faser",
    valueClasses: "Värdeklasser",
    segments: "Segment",
    groups: "Grupper",
    matrix: "Kundmatris",
    flows: "Kundflöden",
    churn: "Risk att lämna",
    costSignals: "Kostnadssignaler",
    holdout: "Kontrollgrupp",
  },
  en: {
    attributes: "Fields of your own",
    tiers: "Levels",
    points: "Points",
    phases: "Phases",
    valueClasses: "Value classes",
    segments: "Segments",
    groups: "Groups",
    matrix: "Customer matrix",
    flows: "Customer flows",
    churn: "Risk of leaving",
    costSignals: "Cost signals",
    holdout: "Holdout",
  },
});
