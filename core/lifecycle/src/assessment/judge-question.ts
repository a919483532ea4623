import type { AssessmentFigures } from "./assessment-figures.ts";
import { FLOW_JUDGES } from "./judge-flow.ts";
import { type Judged, LACK, share, tooFew, unknown, verdictOf } from "./judged.ts";
import type { QuestionId } from "./questions.ts";
import { decimals, percent, say } from "./say.ts";
import { LEAST_CUSTOMERS, THRESHOLDS } from "./thresholds.ts";

/** Answers one question from the figures. */
export const JUDGES: Readonly<Record<QuestionId, (figures: AssessmentFigures) => Judged>> = {
  ...FLOW_JUDGES,
  recruits: ({ acquisition }) => {
    if (!acquisition) {
      return unknown(
        {
          sv: "Data svarar inte på detta: vad en ny kund kostar att skaffa finns inte i data, eller så går livstiden inte att räkna. Ange kostnaden, eller svara själva.",
          en: "The data do not answer this: what a new customer costs to acquire is not in the data, or the lifetime cannot be computed. Give the cost, or answer yourselves.",
        },
        "money",
      );
    }
    const { netPresentValue, worthwhile } = acquisition;
    return {
      verdict: worthwhile ? "yes" : "no",
      figure: Math.round(netPresentValue),
      unit: "money",
      says: worthwhile
        ? {
            sv: "En värvad kund är värd mer än vad den kostade.",
            en: "A recruited customer is worth more than it cost.",
          }
        : {
            sv: "En värvad kund är värd mindre än vad den kostade.",
            en: "A recruited customer is worth less than it cost.",
          },
      threshold: {
        sv: "Ja när värdet minus kostnaden är minst 0.",
        en: "Yes when the value less the cost is at least 0.",
      },
    };
  },
  "right-leave": ({ rightLeave }) => {
    if (!rightLeave) {
      return unknown(
        {
          sv: "Data svarar inte på detta: vilka som är bäst, eller vilka som lämnar, är inte räknat. Ni svarar.",
          en: "The data do not answer this: who is best, or who leaves, has not been counted. You answer.",
        },
        "ratio",
      );
    }
    const { best, others, basis } = rightLeave;
    const least = Math.min(best.customers, others.customers);
    if (least < LEAST_CUSTOMERS) return unknown(tooFew(least), "ratio");
    if (others.leaving === 0 && best.leaving === 0) return unknown(LACK.lost, "ratio");
    const [a, b] = [best.leaving / best.customers, others.leaving / others.customers];
    const limit = { ...THRESHOLDS.rightLeave, lessIsBetter: true };
    const [does, doing] =
      basis === "lost"
        ? ["gick förlorade", "were lost"]
        : ["har hög risk att lämna", "have a high risk of leaving"];
    return {
      verdict: b === 0 ? "no" : verdictOf(a / b, limit),
      ...(b > 0 && { figure: a / b }),
      unit: "ratio",
      says: {
        sv: `${percent(a, "sv")} av de bästa kunderna ${does}, mot ${percent(b, "sv")} av de övriga.`,
        en: `${percent(a, "en")} of the best customers ${doing}, against ${percent(b, "en")} of the others.`,
      },
      threshold: {
        sv: `Ja när de bästa lämnar högst ${decimals(limit.yes, "sv")} gånger så ofta som de övriga, delvis när de inte lämnar oftare.`,
        en: `Yes when the best leave at most ${decimals(limit.yes, "en")} times as often as the others, partly when they leave no more often.`,
      },
    };
  },
  "cross-sell": ({ categories }) => {
    if (!categories || categories.buyers === 0) {
      return unknown({
        sv: "Data svarar inte på detta: köpen i perioden har ingen kategori. Ni svarar.",
        en: "The data do not answer this: purchases in the period have no category. You answer.",
      });
    }
    const { buyers, several } = categories;
    if (buyers < LEAST_CUSTOMERS) return unknown(tooFew(buyers));
    return share(several / buyers, THRESHOLDS.crossSell, {
      says: say(
        (n) => `${n(several)} av ${n(buyers)} kunder köpte ur två kategorier eller fler.`,
        (n) => `${n(several)} of ${n(buyers)} customers bought of two categories or more.`,
      ),
    });
  },
  why: ({ flow, reasons }) => {
    const lost = flow?.seesLost ? flow.statement.lost : 0;
    if (reasons === undefined) {
      return unknown({
        sv: "Data svarar inte på detta: svar på avslutsenkäten finns inte i underlaget. Ni svarar.",
        en: "The data do not answer this: answers to the exit survey are not in what was read. You answer.",
      });
    }
    if (lost === 0) return unknown(LACK.lost);
    return share(reasons / lost, THRESHOLDS.why, {
      says: say(
        (n) => `${n(reasons)} kunder har angett en orsak, och ${n(lost)} gick förlorade.`,
        (n) => `${n(reasons)} customers gave a reason, and ${n(lost)} were lost.`,
      ),
    });
  },
  initiative: ({ initiative }) => {
    if (initiative?.share === undefined) {
      return unknown({
        sv: "Data svarar inte på detta: inga kontakter finns i underlaget för perioden. Ni svarar.",
        en: "The data do not answer this: what was read has no contacts in the period. You answer.",
      });
    }
    const { proactive, reactive } = initiative;
    return share(initiative.share, THRESHOLDS.initiative, {
      says: say(
        (n) =>
          `Ni tog initiativet till ${n(proactive)} kontakter, och kunderna till ${n(reactive)}.`,
        (n) => `You began ${n(proactive)} contacts, and customers ${n(reactive)}.`,
      ),
    });
  },
};
