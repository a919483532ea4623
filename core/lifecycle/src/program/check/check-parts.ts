import type { Inspection } from "./inspection.ts";

/** Shares of a split that are no per cents of the whole, and parts that are called the same. */
export function checkSplits(inspection: Inspection): void {
  for (const [index, step] of inspection.program.steps.entries()) {
    if (step.do !== "split") continue;
    const total = step.parts.reduce((all, { share }) => all + share, 0);
    if (Math.abs(total - 100) > 1e-9) {
      const sum = Number(total.toFixed(6));
      inspection.report({
        path: ["steps", index, "parts"],
        part: "key",
        code: "split-shares",
        message: {
          sv: `Andelarna i delningen ”${step.id}” blir ${String(sum).replace(".", ",")} procent tillsammans.`,
          en: `The shares of the split "${step.id}" add up to ${sum} per cent.`,
        },
        remedy: { sv: "Ändra dem så att de blir 100.", en: "Change them to add up to 100." },
      });
    }
    const names = step.parts.map(({ name }) => name);
    for (const [n, name] of names.entries()) {
      if (names.indexOf(name) === n) continue;
      inspection.report({
        path: ["steps", index, "parts", n, "name"],
        code: "duplicate-id",
        message: {
          sv: `Två delar av delningen ”${step.id}” heter ”${name}”.`,
          en: `Two parts of the split "${step.id}" are called "${name}".`,
        },
        remedy: {
          sv: "Ge varje del ett eget namn – resultaten räknas efter det.",
          en: "Give each a name of its own; results are counted by it.",
        },
      });
    }
  }
}

/** A holdout that has nothing to hold out of: it concerns marketing only. */
export function checkHoldout(inspection: Inspection): void {
  const { program } = inspection;
  if (program.holdout === 0) return;
  const hasMarketing = program.steps.some(
    (step) => (step.do === "send" || step.do === "call") && step.class === "marketing",
  );
  if (hasMarketing) return;
  inspection.report({
    path: ["holdout"],
    severity: "warning",
    code: "holdout-without-marketing",
    message: {
      sv: "Programmet har ingen marknadsföring, så kontrollgruppen undantas inte från något och mäter inget.",
      en: "The program has no marketing, so its holdout holds nothing back and measures nothing.",
    },
    remedy: { sv: "Ta bort ”holdout”.", en: 'Remove "holdout".' },
  });
}
