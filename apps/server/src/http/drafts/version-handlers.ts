import type { ProgramFiles } from "@perennial/lifecycle";
import { LibraryError, readLibraryProgram } from "@perennial/programs";
import {
  asTenant,
  countByVersion,
  listTaken,
  listVersions,
  readDraft,
  readRequireApproval,
  readVersion,
  type TenantTransaction,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { missing, notFound } from "../problem.ts";
import { aboutProgram } from "./about-program.ts";
import { checkedProgram } from "./checked-program.ts";
import { PictureBook } from "./picture-book.ts";
import { differenceView } from "./program-difference.ts";
import { demandDraft, findProgram, publishedFiles } from "./program-files.ts";

type VersionOperation =
  | "listProgramVersions"
  | "getProgramVersion"
  | "diffProgram"
  | "getProgramAbout"
  | "getProgramPicture";

/** What has been published of a program, and what differs between two states of it. */
export function versionHandlers(context: ServerContext): Pick<Handlers, VersionOperation> {
  const { db } = context;
  const pictures = new PictureBook();
  return {
    getProgramAbout: ({ params: { id }, query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const stored = await findProgram(tx, id);
        if (!stored) throw notFound("program", id);
        const { compiled } = await context.programs.load(tx, id, stored.version);
        const approvalNeeded = await readRequireApproval(tx);
        return aboutProgram(compiled, { stored, approvalNeeded, locale: query.locale });
      }),
    getProgramPicture: ({ params: { id }, query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const stored = await findProgram(tx, id);
        if (!stored) throw notFound("program", id);
        const { compiled } = await context.programs.load(tx, id, stored.version);
        return { svg: pictures.of(compiled, query.locale) };
      }),
    listProgramVersions: ({ params: { id }, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const stored = await findProgram(tx, id);
        if (!stored && !(await readDraft(tx, id))) throw notFound("program", id);
        const [versions, counts] = await Promise.all([
          listVersions(tx, id),
          countByVersion(tx, id),
        ]);
        return {
          items: versions.map((each) => {
            const count = counts.find(({ version }) => version === each.version);
            return {
              ...each,
              isCurrent: each.version === stored?.version,
              running: count?.running ?? 0,
              ended: count?.ended ?? 0,
            };
          }),
        };
      }),
    getProgramVersion: ({ params: { id, version }, query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const files = await demandVersion(tx, id, version);
        const checked = checkedProgram(context, { program: id, files }, query.locale);
        return { version, files: { ...files }, checked };
      }),
    diffProgram: ({ params: { id }, query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const { from, to, locale } = query;
        const [before, after] = [await filesNamed(tx, id, from), await filesNamed(tx, id, to)];
        return differenceView({
          ...{ from: { name: from, files: before }, to: { name: to, files: after }, locale },
        });
      }),
  };
}

async function demandVersion(
  tx: TenantTransaction,
  id: string,
  version: number,
): Promise<ProgramFiles> {
  const files = await readVersion(tx, id, version);
  if (!files)
    throw missing({
      sv: `Hittar inte version ${version} av programmet ”${id}”.`,
      en: `There is no version ${version} of the program "${id}".`,
    });
  return files;
}

/** The files of the draft, of what runs, of a version, or of the library's program that it was made of. */
async function filesNamed(tx: TenantTransaction, id: string, name: string): Promise<ProgramFiles> {
  if (name === "draft") return (await demandDraft(tx, id)).files;
  if (name === "published") return publishedFiles(tx, id);
  if (name !== "library") return demandVersion(tx, id, Number(name));
  const taken = (await listTaken(tx)).find(({ program }) => program === id);
  if (!taken) throw notFound("program", id);
  try {
    return await readLibraryProgram(taken.origin);
  } catch (error) {
    if (error instanceof LibraryError)
      throw missing({
        sv: `Biblioteket har inget program ”${taken.origin}”.`,
        en: `There is no program "${taken.origin}" in the library.`,
      });
    throw error;
  }
}
