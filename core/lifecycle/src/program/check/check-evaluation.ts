import { LIVE_AT } from "../program.ts";
import type { Inspection } from "./inspection.ts";

/** What a program about programs cannot have: it reaches nobody, and knows one date (K:1). */
export function checkEvaluation(inspection: Inspection): void {
  const { program } = inspection;
  if (program.subject !== "program") return;
  for (const [index, trigger] of program.triggers.entries()) {
    if ("date" in trigger && trigger.date === LIVE_AT && trigger.before === undefined) continue;
    inspection.report({
      path: ["triggers", index],
      code: "not-a-date",
      message: {
        sv: "Ett program om program startar av dagen då ett annat sattes i drift, och av inget annat.",
        en: "A program about programs starts by the day another went live, and by nothing else.",
      },
      remedy: {
        sv: `Skriv ”date: ${LIVE_AT}” med ”after”, och med ”every” om det ska återkomma.`,
        en: `Write "date: ${LIVE_AT}" with "after", and with "every" where it comes again.`,
      },
    });
  }
  for (const [index, step] of program.steps.entries()) {
    if (step.do === "task" || step.do === "exit") continue;
    inspection.report({
      path: ["steps", index, "do"],
      code: "step-not-available",
      message: {
        sv: `Ett program om program har ingen kund och kan därför inte göra ”${step.do}”.`,
        en: `A program about programs has no customer, so it cannot do "${step.do}".`,
      },
      remedy: {
        sv: "Använd ”task” för det som människor gör med jämförelsen.",
        en: 'Use "task", for what people do with the comparison.',
      },
    });
  }
}
