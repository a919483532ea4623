import type { LocalizedText } from "@perennial/contract";
import type { Family } from "../program/purpose.ts";

/**
 * The questions of the self-assessment, in the order that they are asked (D-36). The requirement says ten and names nine;
 * the tenth, who takes the initiative, is the one that follows it (D-38).
 */
export const QUESTION_IDS = [
  "inflow",
  "recruits",
  "churn",
  "right-leave",
  "passive",
  "all-they-can",
  "cross-sell",
  "why",
  "return",
  "initiative",
] as const;
export type QuestionId = (typeof QUESTION_IDS)[number];

/** A report or screen of the console, by its address. */
export interface ActingScreen {
  readonly path: string;
  readonly name: LocalizedText;
}

/** A question of the self-assessment: "yes" is always the good answer. */
export interface AssessmentQuestion {
  readonly text: LocalizedText;
  /** What the figure is and where else it stands. */
  readonly definition: LocalizedText;
  /** The programs that act on it, by what they are for (D-18). */
  readonly families: readonly Family[];
  readonly screen: ActingScreen;
}

const FLOWS: ActingScreen = {
  path: "/insight/flows",
  name: { sv: "Insikter, Flöden", en: "Insight, Flows" },
};

/** Each question with its words. */
export const QUESTIONS: Readonly<Record<QuestionId, AssessmentQuestion>> = {
  inflow: {
    text: {
      sv: "Är ni nöjda med inflödet av kunder?",
      en: "Are you satisfied with the inflow of customers?",
    },
    definition: {
      sv: "Nya och återvunna kunder delat med förlorade, ur periodens kundflöde.",
      en: "New and won-back customers divided by lost ones, of the period's customer flow.",
    },
    families: ["acquire", "care-for-new"],
    screen: FLOWS,
  },
  recruits: {
    text: {
      sv: "Är ni nöjda med lönsamheten hos dem ni värvar?",
      en: "Are you satisfied with how profitable those you recruit are?",
    },
    definition: {
      sv: "Marginalen under en kunds tid, till dagens värde, minus vad kunden kostade att skaffa. Det är provet i värderapporten.",
      en: "The margin of a customer's lifetime at what it is worth today, less what the customer cost to acquire: the test of the value report.",
    },
    families: ["acquire"],
    screen: { path: "/insight/value", name: { sv: "Insikter, Värde", en: "Insight, Value" } },
  },
  churn: {
    text: {
      sv: "Är ni trygga med att kundavhoppen inte är ett hot?",
      en: "Are you confident that churn is no threat?",
    },
    definition: {
      sv: "Förlorade kunder per år delat med kunderna vid periodens början, ur kundflödet.",
      en: "Customers lost a year divided by the customers at the start of the period, of the customer flow.",
    },
    families: ["reduce-churn", "retain"],
    screen: FLOWS,
  },
  "right-leave": {
    text: {
      sv: "Är det rätt kunder som lämnar, och inte de bästa?",
      en: "Is it the right customers who leave, and not the best?",
    },
    definition: {
      sv: "Andelen som lämnar av de bästa, delat med andelen som lämnar av de övriga.",
      en: "The share of the best who leave divided by the share of the others who do.",
    },
    families: ["retain", "reduce-churn"],
    screen: { path: "/matrix", name: { sv: "Kundmatrisen", en: "The customer matrix" } },
  },
  passive: {
    text: {
      sv: "Kan ni peka ut de passiva kunderna, och gör ni något åt dem?",
      en: "Can you identify the passive customers, and do you act on them?",
    },
    definition: {
      sv: "Kunder som är inaktiva eller minskar vid periodens slut, delat med hela kundbasen, ur kundflödet.",
      en: "Customers who are inactive or decreasing at the end of the period divided by the whole base, of the customer flow.",
    },
    families: ["reactivate", "reduce-churn"],
    screen: FLOWS,
  },
  "all-they-can": {
    text: {
      sv: "Köper kunderna allt de kan köpa av er?",
      en: "Do customers buy all they can from you?",
    },
    definition: {
      sv: "Kunder som växer delat med dem som växer eller minskar, vid periodens slut. Vad de köper av andra finns inte i data.",
      en: "Customers who grow divided by those who grow or decrease, at the end of the period. What they buy of others is not in the data.",
    },
    families: ["develop"],
    screen: FLOWS,
  },
  "cross-sell": {
    text: {
      sv: "Är ni nöjda med korsförsäljningen?",
      en: "Are you satisfied with cross-selling?",
    },
    definition: {
      sv: "Kunder som köpt ur två kategorier eller fler i perioden, delat med dem som köpt något med en kategori. Returer räknas inte.",
      en: "Customers who bought of two categories or more in the period divided by those who bought anything with a category. Returns do not count.",
    },
    families: ["develop"],
    screen: {
      path: "/customers",
      name: { sv: "Kunder", en: "Customers" },
    },
  },
  why: {
    text: { sv: "Vet ni varför kunder lämnar er?", en: "Do you know why customers leave you?" },
    definition: {
      sv: "Kunder som angav en orsak i avslutsenkäten i perioden, delat med dem som gick förlorade i kundflödet.",
      en: "Customers who gave a reason in the exit survey in the period divided by those lost in the customer flow.",
    },
    families: ["reduce-churn", "win-back"],
    screen: { path: "/programs", name: { sv: "Program", en: "Programs" } },
  },
  return: {
    text: {
      sv: "Kommer de som lämnat tillbaka?",
      en: "Do those who left come back?",
    },
    definition: {
      sv: "Återvunna kunder delat med förlorade i samma period, ur kundflödet.",
      en: "Won-back customers divided by those lost in the same period, of the customer flow.",
    },
    families: ["win-back"],
    screen: FLOWS,
  },
  initiative: {
    text: {
      sv: "Är det ni, och inte kunden, som tar initiativet?",
      en: "Is it you, and not the customer, who takes the initiative?",
    },
    definition: {
      sv: "Meddelanden, samtal, möten och besök som ni tog initiativet till, delat med alla, som i kundservicerapporten.",
      en: "Messages, calls, meetings and visits begun by you divided by all of them, as in the service report.",
    },
    families: ["engage", "develop", "retain"],
    screen: {
      path: "/service",
      name: { sv: "Kundservice", en: "Customer service" },
    },
  },
};
