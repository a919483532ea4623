import { type ParsedProgram, parseProgram } from "@perennial/lifecycle";
import {
  asTenant,
  listDrafts,
  listPrograms,
  readDraft,
  readVersion,
  type StoredFiles,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import { HttpProblem, notFound } from "../problem.ts";

/** A program's files as they are in one place. */
export interface ProgramTexts {
  readonly files: StoredFiles;
  readonly parsed: ParsedProgram;
}

/** A program with its texts, published and as they are being changed. */
export interface ProgramWithTexts {
  readonly program: string;
  readonly state: string;
  /** Null for one that is not published. */
  readonly version: number | null;
  readonly published: ProgramTexts | undefined;
  readonly draft: ProgramTexts | undefined;
  /** The draft's; 0 where there is none. */
  readonly revision: number;
}

/** Files are read once and kept: a version never changes, and a draft's revision neither. */
const MOST_KEPT = 200;

/** Reads the texts of programs and keeps what it has read. */
export class TextBook {
  readonly #context: Pick<ServerContext, "db">;
  readonly #kept = new Map<string, ProgramTexts>();

  constructor(context: Pick<ServerContext, "db">) {
    this.#context = context;
  }

  /** All programs of a tenant, those that are drafts alone last. */
  async all(tenant: number): Promise<readonly ProgramWithTexts[]> {
    return asTenant(this.#context.db, tenant, async (tx) => {
      const [stored, drafts] = await Promise.all([listPrograms(tx), listDrafts(tx)]);
      const found: ProgramWithTexts[] = [];
      for (const { id, state, version } of stored) {
        const key = `${tenant}/${id}@${version}`;
        const files = this.#kept.get(key)?.files ?? (await readVersion(tx, id, version));
        const draft = drafts.find(({ program }) => program === id);
        found.push({
          ...{ program: id, state, version, revision: draft?.revision ?? 0 },
          published: files && this.#read(key, files),
          draft: draft && this.#read(`${tenant}/${id}#${draft.revision}`, draft.files),
        });
      }
      const alone = drafts.filter(({ program }) => !stored.some(({ id }) => id === program));
      for (const { program, revision, files } of alone) {
        const draft = this.#read(`${tenant}/${program}#${revision}`, files);
        found.push({
          program,
          state: "draft",
          version: null,
          published: undefined,
          draft,
          revision,
        });
      }
      return found;
    });
  }

  /** One program of a tenant. Throws an `HttpProblem` where there is none. */
  async of(tenant: number, program: string): Promise<ProgramWithTexts> {
    return asTenant(this.#context.db, tenant, async (tx) => {
      const [stored, draft] = await Promise.all([listPrograms(tx), readDraft(tx, program)]);
      const found = stored.find(({ id }) => id === program);
      if (!found && !draft) throw notFound("program", program);
      const key = `${tenant}/${program}@${found?.version}`;
      const files =
        found && (this.#kept.get(key)?.files ?? (await readVersion(tx, program, found.version)));
      return {
        ...{ program, state: found?.state ?? "draft", version: found?.version ?? null },
        ...{ published: files && this.#read(key, files), revision: draft?.revision ?? 0 },
        draft: draft && this.#read(`${tenant}/${program}#${draft.revision}`, draft.files),
      };
    });
  }

  #read(key: string, files: StoredFiles): ProgramTexts {
    const known = this.#kept.get(key);
    // A draft that was thrown away and begun anew counts its revisions from one again.
    if (known && (known.files === files || JSON.stringify(known.files) === JSON.stringify(files))) {
      return known;
    }
    const read = { files, parsed: parseProgram(files) };
    this.#kept.delete(key);
    this.#kept.set(key, read);
    for (const oldest of this.#kept.keys()) {
      if (this.#kept.size <= MOST_KEPT) break;
      this.#kept.delete(oldest);
    }
    return read;
  }
}

/** The texts that are asked for. Throws an `HttpProblem` where the program has none there. */
export function textsIn(program: ProgramWithTexts, source: "draft" | "published"): ProgramTexts {
  const found = source === "draft" ? (program.draft ?? program.published) : program.published;
  if (found) return found;
  throw new HttpProblem(404, "Not found", {
    sv: `Programmet ”${program.program}” är inte publicerat.`,
    en: `The program "${program.program}" is not published.`,
  });
}
