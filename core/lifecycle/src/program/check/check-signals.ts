import { SIGNAL_FIELDS, signalFields } from "../signal-fields.ts";
import { meant } from "./check-names.ts";
import type { Inspection } from "./inspection.ts";
import { signalRulesOf } from "./program-parts.ts";

/** Signals that do not exist or that no program can wait for, and the fields of them that rules note. */
export function checkSignals(inspection: Inspection): void {
  const types = Object.keys(SIGNAL_FIELDS);
  for (const { path, part } of signalRulesOf(inspection.program)) {
    const fields = signalFields(part.type);
    if (fields === undefined) {
      inspection.report({
        path: [...path, part.key],
        code: "unknown-signal",
        message: {
          sv: `Inget program kan vänta på händelsen ”${part.type}”.${meant(part.type, types).sv}`,
          en: `No program can wait for the signal "${part.type}".${meant(part.type, types).en}`,
        },
        remedy: {
          sv: `Skriv någon av ${types.join(", ")}.`,
          en: `Write one of ${types.join(", ")}.`,
        },
      });
      continue;
    }
    for (const [name, source] of Object.entries(part.set ?? {})) {
      const field = source.replace(/^signal\./, "");
      if (Object.hasOwn(fields, field)) continue;
      const names = Object.keys(fields);
      inspection.report({
        path: [...path, "set", name],
        code: "unknown-field",
        message: {
          sv: `Händelsen ”${part.type}” har inget fält ”${field}”.${meant(field, names).sv}`,
          en: `The signal "${part.type}" has no field "${field}".${meant(field, names).en}`,
        },
        remedy: {
          sv: `Skriv något av ${names.map((each) => `signal.${each}`).join(", ")}.`,
          en: `Write one of ${names.map((each) => `signal.${each}`).join(", ")}.`,
        },
      });
    }
  }
}

/** Exit rules that say neither which signal nor which condition ends the enrolment. */
export function checkExits(inspection: Inspection): void {
  for (const [index, exit] of inspection.program.exits.entries()) {
    if (exit.on !== undefined || exit.when !== undefined) continue;
    inspection.report({
      path: ["exits", index],
      code: "empty-exit",
      message: {
        sv: `Slutet ”${exit.reason}” har varken ”on” eller ”when”, så alla skulle lämna programmet genast.`,
        en: `The exit "${exit.reason}" has neither "on" nor "when", so everyone would leave at once.`,
      },
      remedy: {
        sv: "Lägg till ”on” med en händelse, ”when” med ett villkor, eller båda.",
        en: 'Add "on" with a signal, "when" with a condition, or both.',
      },
    });
  }
}
