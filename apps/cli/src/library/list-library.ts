import type { Locale } from "@perennial/contract";
import { diagramGraph, FAMILY_WORDS, type Program, parseProgram } from "@perennial/lifecycle";
import { listPrograms, readLibraryProgram } from "@perennial/programs";
import { failure } from "../output/cli-error.ts";

/** A program of the library as it is listed. */
export interface ListedProgram {
  readonly id: string;
  readonly name: string;
  readonly objective: string;
  /** What the process is for; none where its file does not say. */
  readonly family?: string;
  /** What one case of it is about. */
  readonly subject: Program["subject"];
  /** What starts it, in words. */
  readonly starts: readonly string[];
}

/**
 * The library's programs by their ids, told in a language.
 * @param onRead told how many have been read, of how many
 * @throws CliError where one cannot be read.
 */
export async function listLibrary(
  locale: Locale,
  onRead: (read: number, of: number) => void,
): Promise<readonly ListedProgram[]> {
  const ids = await listPrograms();
  const listed: ListedProgram[] = [];
  for (const id of ids) {
    const { program } = parseProgram(await readLibraryProgram(id));
    if (!program) {
      throw failure(`The library's program "${id}" has errors; "perennial check" tells which.`);
    }
    listed.push(tell(program, locale));
    onRead(listed.length, ids.length);
  }
  return listed;
}

function tell(program: Program, locale: Locale): ListedProgram {
  const { nodes } = diagramGraph(program, locale);
  return {
    ...{ id: program.id, name: program.name[locale], objective: program.objective[locale] },
    ...(program.family ? { family: FAMILY_WORDS[program.family][locale] } : {}),
    subject: program.subject,
    starts: nodes.filter(({ kind }) => kind === "trigger").map(({ title }) => title),
  };
}
