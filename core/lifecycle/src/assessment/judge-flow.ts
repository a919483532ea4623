import type { AssessmentFigures } from "./assessment-figures.ts";
import { type Judged, LACK, share, tooFew, unknown, verdictOf } from "./judged.ts";
import type { QuestionId } from "./questions.ts";
import { decimals, percent, say, shareRule } from "./say.ts";
import { LEAST_CUSTOMERS, THRESHOLDS } from "./thresholds.ts";

type OfFlow = Extract<QuestionId, "inflow" | "churn" | "passive" | "all-they-can" | "return">;

/** Answers the questions that follow from the customer flow alone. */
export const FLOW_JUDGES: Readonly<Record<OfFlow, (figures: AssessmentFigures) => Judged>> = {
  inflow: ({ flow }) => {
    if (!flow?.seesLost) return unknown(LACK.flow, "ratio");
    const { lost, wonBack } = flow.statement;
    const came = flow.statement.new + wonBack;
    if (lost === 0 && came === 0) return unknown(LACK.lost, "ratio");
    const says = say(
      (n) => `${n(came)} kunder kom till eller tillbaka, och ${n(lost)} gick förlorade.`,
      (n) => `${n(came)} customers came or came back, and ${n(lost)} were lost.`,
    );
    const { yes, partly } = THRESHOLDS.inflow;
    const threshold = {
      sv: `Ja från ${decimals(yes, "sv")} in för varje förlorad, delvis från ${decimals(partly, "sv")}.`,
      en: `Yes from ${decimals(yes, "en")} in for each lost, partly from ${decimals(partly, "en")}.`,
    };
    if (lost === 0) return { verdict: "yes", unit: "ratio", says, threshold };
    const figure = came / lost;
    return {
      verdict: verdictOf(figure, THRESHOLDS.inflow),
      figure,
      unit: "ratio",
      says,
      threshold,
    };
  },
  churn: ({ flow, churnGoal }) => {
    const churn = flow?.seesLost ? flow.statement.churn : undefined;
    if (flow === undefined || churn === undefined) return unknown(LACK.flow);
    const { start, lost } = flow.statement;
    if (start < LEAST_CUSTOMERS) return unknown(tooFew(start));
    const yes = churnGoal === undefined ? THRESHOLDS.churn.yes : churnGoal / 100;
    const partly = churnGoal === undefined ? THRESHOLDS.churn.partly : 2 * yes;
    const limit = { yes, partly, lessIsBetter: true };
    return {
      verdict: verdictOf(churn, limit),
      figure: churn,
      unit: "share",
      says: say(
        (n) => `${n(lost)} av ${n(start)} kunder gick förlorade: ${percent(churn, "sv")} om året.`,
        (n) => `${n(lost)} of ${n(start)} customers were lost: ${percent(churn, "en")} a year.`,
      ),
      threshold: shareRule(
        limit,
        churnGoal === undefined ? undefined : { sv: "planens mål", en: "the plan's goal" },
      ),
    };
  },
  passive: ({ flow, programs }) => {
    if (!flow || flow.statement.end === 0) return unknown(LACK.flow);
    const { inactive, decreasing, statement } = flow;
    const acts = programs.some(
      ({ family }) => family === "reactivate" || family === "reduce-churn",
    );
    const all = statement.end;
    return {
      verdict: acts ? "yes" : "partly",
      figure: (inactive + decreasing) / all,
      unit: "share",
      says: say(
        (n) =>
          `${n(inactive)} kunder är inaktiva och ${n(decreasing)} minskar, av ${n(all)}. ${acts ? "Ett program tar hand om dem." : "Inget program som körs är till för dem."}`,
        (n) =>
          `${n(inactive)} customers are inactive and ${n(decreasing)} decreasing, of ${n(all)}. ${acts ? "A program acts on them." : "No program that runs is meant for them."}`,
      ),
      threshold: {
        sv: "Ja när de är utpekade och ett program som körs återaktiverar eller minskar bortfall; annars delvis.",
        en: "Yes when they are identified and a program that runs reactivates or reduces churn; else partly.",
      },
    };
  },
  "all-they-can": ({ flow }) => {
    const base = {
      sv: "Data svarar inte på detta: vad kunderna behöver och köper av andra finns inte i data. Ni svarar.",
      en: "The data do not answer this: what customers need and buy of others is not in the data. You answer.",
    };
    const moving = (flow?.growing ?? 0) + (flow?.decreasing ?? 0);
    if (!flow || moving === 0) return unknown(base);
    const hint = say(
      (n) => `Till hjälp: ${n(flow.growing)} kunder växer och ${n(flow.decreasing)} minskar.`,
      (n) => `To help: ${n(flow.growing)} customers grow and ${n(flow.decreasing)} decrease.`,
    );
    return {
      ...unknown({ sv: `${base.sv} ${hint.sv}`, en: `${base.en} ${hint.en}` }),
      figure: flow.growing / moving,
    };
  },
  return: ({ flow }) => {
    if (!flow?.seesLost) return unknown(LACK.flow);
    const { wonBack, lost } = flow.statement;
    if (lost === 0) return unknown(LACK.lost);
    return share(wonBack / lost, THRESHOLDS.return, {
      says: say(
        (n) => `${n(wonBack)} kunder är återvunna, och ${n(lost)} gick förlorade.`,
        (n) => `${n(wonBack)} customers were won back, and ${n(lost)} were lost.`,
      ),
    });
  },
};
