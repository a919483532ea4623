import type { LocalizedText } from "@perennial/contract";
import { checkProgram, type Problem, type ProgramFiles, parseProgram } from "@perennial/lifecycle";
import {
  asTenant,
  changeProgram,
  listVersions,
  noteApproval,
  noteChange,
  type ProgramState,
  readRequireApproval,
  readVersion,
  type StoredProgram,
  type TenantTransaction,
} from "@perennial/store";
import type { RuntimeContext } from "../runtime-context.ts";
import { checkChosen, type PlacedProblem } from "./check-chosen.ts";
import { mayBecome, NEXT_STATES } from "./program-states.ts";
import { unsentClasses } from "./unsent-classes.ts";

/** A change of what a program is doing, or of its settings. */
export interface ProgramChange {
  readonly program: string;
  readonly state?: ProgramState | undefined;
  readonly settings?: Readonly<Record<string, string | number>> | undefined;
  /** Who asks, where versions may have to be approved by somebody else. @default whoever runs the server */
  readonly by?: string;
}

/** What came of a change. */
export type Changed =
  | "changed"
  | "unknown"
  | { readonly message: LocalizedText; readonly problems: readonly PlacedProblem[] };

/**
 * Changes a program's state or settings. Nothing with errors becomes active (A-17; product.md, 3.1), nor what sends a class of
 * message that the company's connections do not.
 */
export async function changeState(
  context: RuntimeContext,
  tenant: number,
  change: ProgramChange,
): Promise<Changed> {
  const { program, state, settings } = change;
  // Before the transaction, as finding them may need one of its own.
  const connections = state === "active" ? await context.connections.all(tenant) : [];
  const changed = await asTenant(context.db, tenant, async (tx): Promise<Changed> => {
    const stored = (await context.programs.list(tx)).find((each) => each.id === program);
    if (!stored) return "unknown";
    const refusal =
      (await wrongSettings(tx, stored, change)) ?? (await wrongState(tx, stored, change));
    if (refusal) return refusal;
    const values = { ...stored.settings, ...settings };
    if ((state ?? stored.state) === "active") {
      const files = (await readVersion(tx, program, stored.version)) ?? {};
      const errors = errorsIn(context, files, { program, settings: values });
      if (errors.length > 0) return refused(program, errors);
      const { steps } = parseProgram(files).program ?? { steps: [] };
      const unsent = stored.state === "active" ? [] : unsentClasses({ steps }, connections);
      if (unsent.length > 0) return { message: unsentWords(program), problems: unsent };
    }
    if (state === "approved" && change.by !== undefined) {
      await noteApproval(tx, { program, version: stored.version, by: change.by });
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

async function wrongSettings(
  tx: TenantTransaction,
  { version }: StoredProgram,
  { program, settings = {} }: ProgramChange,
): Promise<Changed | undefined> {
  const files = (await readVersion(tx, program, version)) ?? {};
  const problems = checkChosen(files, settings);
  if (problems.length === 0) return undefined;
  return {
    message: {
      sv: `Inställningarna för programmet ”${program}” stämmer inte.`,
      en: `The settings of the program "${program}" are not right.`,
    },
    problems,
  };
}

async function wrongState(
  tx: TenantTransaction,
  { state: from, version }: StoredProgram,
  { program, state: to, by }: ProgramChange,
): Promise<Changed | undefined> {
  if (to === undefined || to === from) return undefined;
  if (!mayBecome(from, to)) {
    const ways = NEXT_STATES[from];
    return unready({
      sv: `Programmet ”${program}” är ${STATE_WORDS[from]} och kan inte bli ${STATE_WORDS[to]}. Det kan bli ${ways.map((each) => STATE_WORDS[each]).join(", ")}.`,
      en: `The program "${program}" is ${from} and cannot become ${to}; it can become ${ways.join(", ")}.`,
    });
  }
  if (by === undefined || !(await readRequireApproval(tx))) return undefined;
  if (from === "draft" && to === "active") {
    return unready({
      sv: `Programmet ”${program}” är inte godkänt. Någon annan än den som publicerade det ska godkänna det först.`,
      en: `The program "${program}" has not been approved. Somebody else than who published it approves it first.`,
    });
  }
  if (to !== "approved") return undefined;
  const published = (await listVersions(tx, program)).find((each) => each.version === version);
  if (published?.publishedBy !== by) return undefined;
  return unready({
    sv: `Du publicerade själv version ${version} av programmet ”${program}”. Be någon annan att godkänna det.`,
    en: `You published version ${version} of the program "${program}" yourself. Ask somebody else to approve it.`,
  });
}

const STATE_WORDS: Readonly<Record<ProgramState, string>> = {
  draft: "utkast",
  approved: "godkänt",
  active: "aktivt",
  paused: "pausat",
  finishing: "under avslutning",
  archived: "arkiverat",
};

function unready(message: LocalizedText): Changed {
  return { message, problems: [] };
}

function errorsIn(
  context: RuntimeContext,
  files: ProgramFiles,
  {
    program,
    settings,
  }: Required<Pick<ProgramChange, "program">> & { settings: StoredProgram["settings"] },
): readonly Problem[] {
  const checked = { ...context.checkContext(program), settings };
  return checkProgram(files, checked).filter((each) => each.severity === "error");
}

function unsentWords(program: string): LocalizedText {
  return {
    sv: `Programmet ”${program}” kan inte bli aktivt: ingen anslutning skickar allt som det skickar.`,
    en: `The program "${program}" cannot become active: no connection sends everything that it sends.`,
  };
}

function refused(program: string, errors: readonly Problem[]): Changed {
  return {
    message: {
      sv: `Programmet ”${program}” kan inte vara aktivt medan det har fel.`,
      en: `The program "${program}" cannot be active while it has errors.`,
    },
    problems: errors.map((each) => ({
      place: `${each.file}:${each.line}:${each.column}`,
      message: {
        sv: `${each.message.sv} ${each.remedy.sv}`,
        en: `${each.message.en} ${each.remedy.en}`,
      },
    })),
  };
}
