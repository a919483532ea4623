import type { Declaration, Declared, DeclaredType } from "../condition/declared-field.ts";
import { type Catalogue, createCatalogue } from "../condition/fields.ts";
import type { Program, SettingValues } from "./program.ts";
import { signalDeclarations } from "./signal-declarations.ts";
import { signalFields } from "./signal-fields.ts";
import type { OnSignal } from "./step.ts";

/** A program with the values of its settings, such as a compiled one. */
export interface SetProgram {
  readonly program: Program;
  readonly settings: SettingValues;
}

/**
 * The fields that a program's conditions and texts may ask about. Signals of different types may call things of
 * different types by one name, so a condition on a signal needs the catalogue of that signal. What only other signals
 * have is there, too, and missing in this one: whether that makes sense, the checker says.
 * @param signal The type of the signal that is looked at. @default none
 */
export function programCatalogue({ program, settings }: SetProgram, signal?: string): Catalogue {
  const own = signal === undefined ? {} : signalDeclarations(signal);
  return createCatalogue({
    settings,
    declared: {
      ...under("customer.attributes", program.attributes.customer),
      ...under("agreement.attributes", program.attributes.agreement),
      ...under("signal", { ...signalDeclarations(undefined), ...own }),
      ...under("enrolment", enrolmentFields(program)),
    },
  });
}

/** What enrolments of a program may have noted: the offer, when the last message left, and what rules `set`. */
export function enrolmentFields(program: Program): Readonly<Record<string, DeclaredType>> {
  const fields: Record<string, DeclaredType> = { offer: "text", lastSentAt: "text" };
  for (const { signal, set = {} } of rulesOf(program)) {
    const known = signalFields(signal) ?? {};
    for (const [name, source] of Object.entries(set)) {
      fields[name] = known[source.replace(/^signal\./, "")] ?? "text";
    }
  }
  return fields;
}

function rulesOf(program: Program): readonly Pick<OnSignal, "signal" | "set">[] {
  return [
    ...program.reactions,
    ...program.triggers.filter((trigger) => "signal" in trigger),
    ...program.steps.flatMap((step) => (step.do === "wait" ? (step.on ?? []) : [])),
  ];
}

function under(scope: string, fields: Readonly<Record<string, Declaration>>): Declared {
  return Object.fromEntries(
    Object.entries(fields).map(([name, declaration]) => [`${scope}.${name}`, declaration]),
  );
}
