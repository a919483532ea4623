import { createHash } from "node:crypto";
import { checkProgram, type Problem, type ProgramFiles } from "@perennial/lifecycle";
import {
  asTenant,
  changeProgram,
  type ProgramState,
  publishVersion,
  readVersion,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import type { Programs } from "./programs.ts";

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

/** Publishes a program's files as a new version, unless they have errors or are those of the newest one. */
export async function publishProgram(
  context: RuntimeContext,
  tenant: number,
  { program, files, by }: Publishing,
): Promise<Published> {
  const problems = checkProgram(files, context.checkContext(program));
  if (problems.some((each) => each.severity === "error" && each.code !== "statutory-window")) {
    return { version: undefined, problems };
  }
  const version = await asTenant(context.db, tenant, (tx) =>
    publishVersion(tx, { program, files, digest: digestOf(files), by, at: context.clock.now() }),
  );
  return { version, problems };
}

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
  | {
      readonly message: string;
      readonly problems: readonly { readonly place: string; readonly message: string }[];
    };

/** Changes a program's state or settings. Nothing with errors becomes active (A-17; product.md, 3.1). */
export async function changeState(
  context: RuntimeContext,
  tenant: number,
  { program, state, settings }: ProgramChange,
): Promise<Changed> {
  return asTenant(context.db, tenant, async (tx) => {
    const stored = (await context.programs.list(tx)).find((each) => each.id === program);
    if (!stored) return "unknown";
    const values = { ...stored.settings, ...settings };
    if ((state ?? stored.state) === "active") {
      const files = (await readVersion(tx, program, stored.version)) ?? {};
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
    forgetAfter(context.programs, tenant);
    return "changed";
  });
}

function forgetAfter(programs: Programs, tenant: number): void {
  programs.forget(tenant);
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
