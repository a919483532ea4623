import { createHash } from "node:crypto";
import { checkProgram, type Problem, type ProgramFiles, parseProgram } from "@perennial/lifecycle";
import {
  asTenant,
  changeProgram,
  noteChange,
  type ProgramState,
  publishVersion,
  readVersion,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { checkChosen, type PlacedProblem } from "./check-chosen.ts";

/** What is to be published, and who does it. */
export interface Publishing {
  readonly program: string;
  readonly files: ProgramFiles;
  readonly by: string;
}

/** What came of publishing: a version, unless the files have errors. */
export interface Published {
  readonly version: number | undefined;
  readonly problems: readonly Problem[];
}

/**
 * Publishes a program's files as a new version, unless they have errors or are those of the newest one. A version
 * without a lawful notice may be kept while the program is not active; customers never enter it (product.md, 3.1).
 */
export async function publishProgram(
  context: RuntimeContext,
  tenant: number,
  { program, files, by }: Publishing,
): Promise<Published> {
  const problems = [
    ...checkProgram(files, context.checkContext(program)),
    ...checkName(files, program),
  ];
  const errors = problems.filter((each) => each.severity === "error");
  if (errors.some((each) => each.code !== MAY_WAIT)) return { version: undefined, problems };
  return asTenant(context.db, tenant, async (tx) => {
    const stored = (await context.programs.list(tx)).find((each) => each.id === program);
    if (stored?.state === "active" && errors.length > 0) return { version: undefined, problems };
    const at = context.clock.now();
    const version = await publishVersion(tx, { program, files, digest: digestOf(files), by, at });
    return { version, problems };
  });
}

/** The one error that keeps a program from being active and not from being kept. */
const MAY_WAIT = "statutory-window";

/** A program is run under the id in its file: under another one nobody would find its enrolments. */
function checkName(files: ProgramFiles, id: string): readonly Problem[] {
  const { program, placeOf } = parseProgram(files);
  if (!program || program.id === id) return [];
  return [
    {
      ...{ file: PROGRAM_FILE, ...placeOf(["id"]), severity: "error", code: "other-id" },
      message: `The program calls itself "${program.id}" and is to be published as "${id}".`,
      remedy: `Write id: ${id}, or publish it as "${program.id}".`,
    },
  ];
}

const PROGRAM_FILE = "program.yaml";

function digestOf(files: ProgramFiles): string {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}

/** A change of what a program is doing, or of its settings. */
export interface ProgramChange {
  readonly program: string;
  readonly state?: ProgramState | undefined;
  readonly settings?: Readonly<Record<string, string | number>> | undefined;
}

/** What came of a change. */
export type Changed =
  | "changed"
  | "unknown"
  | { readonly message: string; readonly problems: readonly PlacedProblem[] };

/** Changes a program's state or settings. Nothing with errors becomes active (A-17; product.md, 3.1). */
export async function changeState(
  context: RuntimeContext,
  tenant: number,
  { program, state, settings }: ProgramChange,
): Promise<Changed> {
  const changed = await asTenant(context.db, tenant, async (tx): Promise<Changed> => {
    const stored = (await context.programs.list(tx)).find((each) => each.id === program);
    if (!stored) return "unknown";
    const values = { ...stored.settings, ...settings };
    const files = (await readVersion(tx, program, stored.version)) ?? {};
    const wrong = checkChosen(files, settings ?? {});
    if (wrong.length > 0) {
      return {
        message: `The settings of the program "${program}" are not right.`,
        problems: wrong,
      };
    }
    if ((state ?? stored.state) === "active") {
      const errors = checkProgram(files, {
        ...context.checkContext(program),
        settings: values,
      }).filter((each) => each.severity === "error");
      if (errors.length > 0) return refused(program, errors);
    }
    await changeProgram(tx, program, {
      at: context.clock.now(),
      ...(state !== undefined && { state }),
      ...(settings !== undefined && { settings: values }),
    });
    await noteChange(tx);
    return "changed";
  });
  // After the change is there to be read: whoever loads it now gets the new settings.
  context.programs.forget(tenant);
  return changed;
}

function refused(program: string, errors: readonly Problem[]): Changed {
  return {
    message: `The program "${program}" cannot be active while it has errors.`,
    problems: errors.map((each) => ({
      place: `${each.file}:${each.line}:${each.column}`,
      message: `${each.message} ${each.remedy}`,
    })),
  };
}
