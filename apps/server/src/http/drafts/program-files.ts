import type { ProgramFiles } from "@perennial/lifecycle";
import { checkChosen, type LoadedProgram } from "@perennial/runtime";
import {
  listPrograms,
  readDraft,
  readVersion,
  type StoredDraft,
  type StoredProgram,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { HttpProblem, notFound } from "../problem.ts";

/** A program's stored state by its id; nothing for one that was never published. */
export async function findProgram(
  tx: TenantTransaction,
  id: string,
): Promise<StoredProgram | undefined> {
  return (await listPrograms(tx)).find((each) => each.id === id);
}

/** A program's draft. Throws an `HttpProblem` where there is none. */
export async function demandDraft(tx: TenantTransaction, id: string): Promise<StoredDraft> {
  const draft = await readDraft(tx, id);
  if (!draft) throw notFound("draft of the program", id);
  return draft;
}

/** The files of the version that runs. Throws an `HttpProblem` where nothing was published. */
export async function publishedFiles(tx: TenantTransaction, id: string): Promise<ProgramFiles> {
  const stored = await findProgram(tx, id);
  const files = stored && (await readVersion(tx, id, stored.version));
  if (!files) throw notFound("published version of the program", id);
  return files;
}

/** Which files of a program are meant. */
export interface FilesAsked {
  readonly id: string;
  readonly source: "draft" | "published";
  /** In place of what is kept. */
  readonly files?: ProgramFiles | undefined;
  /** Settings that differ from the tenant's. */
  readonly settings?: Readonly<Record<string, string | number>> | undefined;
}

/**
 * The program that is meant, ready to be tried. A program without a draft is tried as it runs. Throws an `HttpProblem`
 * where there is none, or its file is no program yet.
 */
export async function loadAsked(
  context: ServerContext,
  tx: TenantTransaction,
  { id, source, files: given, settings }: FilesAsked,
): Promise<LoadedProgram> {
  const stored = await findProgram(tx, id);
  const draft = given === undefined && source === "draft" ? await readDraft(tx, id) : undefined;
  const files = given ?? draft?.files ?? (await publishedFiles(tx, id));
  const wrong = checkChosen(files, settings ?? {});
  if (wrong.length > 0) {
    const problems = wrong.map(({ place, message }) => ({ place: `body.${place}`, message }));
    throw new HttpProblem(
      422,
      "Settings not right",
      { sv: "Inställningarna stämmer inte.", en: "The settings are not right." },
      problems,
    );
  }
  const loaded = context.programs.compile(files, { ...stored?.settings, ...settings });
  if (loaded && loaded.compiled.program.id === id) return loaded;
  throw new HttpProblem(422, "Program not right", {
    sv: `Filerna till ”${id}” är inte något program med det id:t än. Rätta först felen som kontrollen visar.`,
    en: `The files of "${id}" are no program of that id yet. Mend the errors that the check tells first.`,
  });
}
