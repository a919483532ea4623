import type { LibraryProgramView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  diagramGraph,
  FAMILY_WORDS,
  flowArrow,
  type NamedTemplate,
  type Program,
  type ProgramFiles,
  type ProgramFlow,
  parseProgram,
  sampleTexts,
} from "@perennial/lifecycle";
import { listPrograms, readLibraryProgram } from "@perennial/programs";
import { ServerError } from "../../server-error.ts";

/** A ready program as it was read, with what of it is the same for every company. */
export interface ReadyProgram {
  readonly program: Program;
  readonly templates: readonly NamedTemplate[];
  readonly told: Readonly<Record<Locale, Omit<LibraryProgramView, "needs" | "lacking" | "taken">>>;
}

let reading: Promise<readonly ReadyProgram[]> | undefined;

/** The library, read once: it comes with the software and does not change while that runs. */
export function readLibrary(): Promise<readonly ReadyProgram[]> {
  reading ??= readAll().catch((error: unknown) => {
    reading = undefined;
    throw error;
  });
  return reading;
}

async function readAll(): Promise<readonly ReadyProgram[]> {
  const ids = await listPrograms();
  const folders = await Promise.all(ids.map(readLibraryProgram));
  return folders.map((files, index) => readyProgram(files, ids[index] ?? ""));
}

function readyProgram(files: ProgramFiles, id: string): ReadyProgram {
  const { program, templates } = parseProgram(files);
  if (!program) {
    throw new ServerError(
      `The library's program "${id}" has errors; "perennial check" tells which.`,
    );
  }
  const sample = { sv: sampleOf(program, files, "sv"), en: sampleOf(program, files, "en") };
  const told = (locale: Locale) => ({
    ...headOf(program),
    starts: diagramGraph(program, locale)
      .nodes.filter(({ kind }) => kind === "trigger")
      .map(({ title }) => title),
    strengthens: program.strengthens.map((flow) => flowView(flow, locale)),
    reduces: program.reduces.map((flow) => flowView(flow, locale)),
    sample,
  });
  return { program, templates, told: { sv: told("sv"), en: told("en") } };
}

function headOf(program: Program) {
  const { id, name, objective, target, targetGroup, subject, family, steps } = program;
  return {
    ...{ id, name, objective, target, targetGroup, subject, steps: steps.length },
    family: family ?? null,
    familyWords: family ? FAMILY_WORDS[family] : null,
    channels: channelsOf(program),
  };
}

function channelsOf({ steps }: Program): LibraryProgramView["channels"] {
  const used = steps.flatMap((step): LibraryProgramView["channels"] => {
    if (step.do === "send") return [step.channel];
    if (step.do === "call") return ["phone"];
    return step.do === "task" ? ["task"] : [];
  });
  return [...new Set(used)];
}

function flowView(flow: ProgramFlow, locale: Locale) {
  return { from: flow.from ?? null, to: flow.to, words: flowArrow(flow, locale) };
}

/** The first message of a program in a language, filled with usual values. */
function sampleOf(program: Program, files: ProgramFiles, locale: Locale) {
  const texts = sampleTexts(files);
  for (const step of program.steps) {
    if (step.do !== "send") continue;
    const { template, channel } = step;
    const found = texts.find(
      (each) =>
        each.template.name === template &&
        each.template.kind === channel &&
        each.template.locale === locale,
    );
    if (!found) continue;
    const { subject = null, text } = found;
    return { file: found.template.file, channel, subject, text };
  }
  return null;
}
