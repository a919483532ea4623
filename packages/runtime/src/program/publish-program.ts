import { createHash } from "node:crypto";
import { checkProgram, type Problem, type ProgramFiles, parseProgram } from "@perennial/lifecycle";
import { asTenant, publishVersion } from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";

/** What is to be published, and who does it. */
export interface Publishing {
  readonly program: string;
  readonly files: ProgramFiles;
  readonly by: string;
  /** What was changed and why. @default nothing */
  readonly note?: string;
  /** Who said yes to it, where somebody had to. */
  readonly approvedBy?: string;
  /** The program of the library it is from. */
  readonly origin?: string;
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
  { program, files, ...told }: Publishing,
): Promise<Published> {
  const problems = checkFiles(context, program, files);
  const errors = problems.filter((each) => each.severity === "error");
  if (errors.some((each) => each.code !== MAY_WAIT)) return { version: undefined, problems };
  return asTenant(context.db, tenant, async (tx) => {
    const stored = (await context.programs.list(tx)).find((each) => each.id === program);
    if (stored?.state === "active" && errors.length > 0) return { version: undefined, problems };
    const at = context.clock.now();
    const version = await publishVersion(tx, {
      program,
      files,
      digest: digestOf(files),
      at,
      ...told,
    });
    return { version, problems };
  });
}

/** Everything that is wrong with files that are to be a program of an id. */
export function checkFiles(
  context: Pick<RuntimeContext, "checkContext">,
  program: string,
  files: ProgramFiles,
): readonly Problem[] {
  return [...checkProgram(files, context.checkContext(program)), ...checkName(files, program)];
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
      message: {
        sv: `Programmet heter ”${program.id}” i filen men ska publiceras som ”${id}”.`,
        en: `The program calls itself "${program.id}" and is to be published as "${id}".`,
      },
      remedy: {
        sv: `Skriv id: ${id}, eller publicera det som ”${program.id}”.`,
        en: `Write id: ${id}, or publish it as "${program.id}".`,
      },
    },
  ];
}

const PROGRAM_FILE = "program.yaml";

function digestOf(files: ProgramFiles): string {
  const sorted = Object.entries(files).sort(([a], [b]) => (a < b ? -1 : 1));
  return createHash("sha256").update(JSON.stringify(sorted)).digest("hex");
}
