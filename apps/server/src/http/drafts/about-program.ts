import type { ProgramAbout } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  type CompiledProgram,
  diagramGraph,
  FAMILY_WORDS,
  flowArrow,
  programCatalogue,
  sentence,
} from "@perennial/lifecycle";
import { NEXT_STATES } from "@perennial/runtime";
import type { StoredProgram } from "@perennial/store";

/** What of a program's page is not in its file. */
export interface AboutAsked {
  readonly stored: StoredProgram;
  readonly approvalNeeded: boolean;
  readonly locale: Locale;
}

/** A published program's header and settings, for its page. */
export function aboutProgram(
  compiled: CompiledProgram,
  { stored, approvalNeeded, locale }: AboutAsked,
): ProgramAbout {
  const { program, settings } = compiled;
  const { id, name, objective, target, targetGroup, responsible, doneBy } = program;
  const { family, entry, holdout, steps } = program;
  const flows = [...program.strengthens, ...program.reduces];
  return {
    ...{ id, name, objective, target, targetGroup, responsible, doneBy, holdout, approvalNeeded },
    family: family ? FAMILY_WORDS[family] : null,
    flows: flows.map((flow) => flowArrow(flow, locale)),
    starts: diagramGraph(program, locale, settings)
      .nodes.filter(({ kind }) => kind === "trigger")
      .map(({ title }) => title),
    entry: entry ? sentence(entry, locale, programCatalogue(compiled)) : null,
    steps: steps.length,
    nextStates: [...NEXT_STATES[stored.state]],
    settings: Object.entries(program.settings).map(
      ([setting, { type, label, default: usual }]) => ({
        ...{ name: setting, type, label, usual },
        value: settings[setting] ?? usual,
      }),
    ),
  };
}
