import type { Declared, DeclaredType } from "../condition/declared-field.ts";
import { type Catalogue, createCatalogue } from "../condition/fields.ts";
import type { Program } from "./program.ts";
import { SIGNAL_FIELDS } from "./signal-fields.ts";
import type { OnSignal } from "./step.ts";

/** The fields that a program's conditions and texts may ask about. */
export function programCatalogue(program: Program): Catalogue {
  return createCatalogue({
    declared: {
      ...under("customer.attributes", program.attributes.customer),
      ...under("agreement.attributes", program.attributes.agreement),
      ...under("signal", allSignalFields()),
      ...under("enrolment", enrolmentFields(program)),
    },
  });
}

/** What enrolments of a program may have noted: the offer, when the last message left, and what rules `set`. */
export function enrolmentFields(program: Program): Readonly<Record<string, DeclaredType>> {
  const known = allSignalFields();
  const fields: Record<string, DeclaredType> = { offer: "text", lastSentAt: "text" };
  for (const [name, source] of settings(program)) {
    fields[name] = known[source.replace(/^signal\./, "")] ?? "text";
  }
  return fields;
}

function settings(program: Program): readonly (readonly [string, string])[] {
  const rules: readonly { set?: OnSignal["set"] }[] = [
    ...program.reactions,
    ...program.triggers.filter((trigger) => "signal" in trigger),
    ...program.steps.flatMap((step) => (step.do === "wait" ? (step.on ?? []) : [])),
  ];
  return rules.flatMap((rule) => Object.entries(rule.set ?? {}));
}

function allSignalFields(): Readonly<Record<string, DeclaredType>> {
  return Object.assign({}, ...Object.values(SIGNAL_FIELDS));
}

function under(scope: string, fields: Readonly<Record<string, DeclaredType>>): Declared {
  return Object.fromEntries(
    Object.entries(fields).map(([name, type]) => [`${scope}.${name}`, type]),
  );
}
