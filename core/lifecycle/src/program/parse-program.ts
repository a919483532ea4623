import type { Locale } from "@perennial/contract";
import { parseTemplate } from "../message/parse-template.ts";
import type { NamedTemplate, TemplateKind } from "../message/template.ts";
import { parseTemplatePath } from "../message/template-file.ts";
import { schemaProblems } from "./check/schema-problems.ts";
import { remembered } from "./memo.ts";
import { PROGRAM_FILE, type Problem, sortProblems } from "./problem.ts";
import { Program } from "./program.ts";
import { type PlaceOf, readYaml } from "./read-yaml.ts";

/** The files of a program's folder: path in the folder to text. */
export type ProgramFiles = Readonly<Record<string, string>>;

/** A program's files, read; what is broken is missing here and told in `problems`. */
export interface ParsedProgram {
  /** Missing where the program file itself has errors. */
  readonly program?: Program;
  readonly templates: readonly NamedTemplate[];
  /** The paths of template files that are there but have errors. */
  readonly brokenTemplates: readonly string[];
  readonly problems: readonly Problem[];
  /** Where something stands in the program file. */
  readonly placeOf: PlaceOf;
}

/** Reads a program's folder. Never throws; `checkProgram` looks for the mistakes that can only be seen in the whole. */
export function parseProgram(files: ProgramFiles): ParsedProgram {
  const { program, placeOf, problems } = readProgramFile(files);
  const texts = Object.entries(files)
    .filter(([path]) => path.startsWith("templates/"))
    .map(([path, text]) => readTemplateFile(path, text));
  return {
    ...(program && { program }),
    templates: texts.flatMap(({ template }) => template ?? []),
    brokenTemplates: texts.filter(({ template }) => !template).map(({ file }) => file),
    problems: sortProblems([...problems, ...texts.flatMap((text) => text.problems)]),
    placeOf,
  };
}

type ReadProgramFile = Pick<ParsedProgram, "program" | "placeOf" | "problems">;

const IN_FILE = { file: PROGRAM_FILE, severity: "error" } as const;

function readProgramFile(files: ProgramFiles): ReadProgramFile {
  const text = Object.hasOwn(files, PROGRAM_FILE) ? files[PROGRAM_FILE] : undefined;
  const start = { line: 1, column: 1 };
  if (text === undefined || text.trim() === "") {
    const message = {
      sv: `Programmets mapp har ingen text i ”${PROGRAM_FILE}”.`,
      en: `The program's folder has no text in "${PROGRAM_FILE}".`,
    };
    const remedy = { sv: "Skriv programmet där.", en: "Write the program there." };
    const problem: Problem = { ...IN_FILE, ...start, code: "no-program", message, remedy };
    return { placeOf: () => start, problems: [problem] };
  }
  return readProgramText(text);
}

const readProgramText = remembered((text): ReadProgramFile => {
  const { value, placeOf, faults } = readYaml(text);
  if (faults.length > 0) {
    const problems = faults.map((fault) => ({ ...IN_FILE, ...fault }));
    return { placeOf, problems };
  }
  const problems = schemaProblems(Program, value, placeOf).map(({ path: _, ...each }) => each);
  return { placeOf, problems, ...(problems.length === 0 && { program: Program.parse(value) }) };
});

interface ReadTemplate {
  readonly file: string;
  readonly template?: NamedTemplate;
  readonly problems: readonly Problem[];
}

function readTemplateFile(file: string, text: string): ReadTemplate {
  const named = parseTemplatePath(file);
  if (!named) return { file, problems: [misnamed(file)] };
  const { template, problems } = parseTemplate(text, named.kind);
  return {
    file,
    ...(template && { template: { ...template, ...named, file } }),
    problems: problems.map((problem) => ({ ...problem, file, severity: "error" })),
  };
}

function misnamed(file: string): Problem {
  return {
    file,
    line: 1,
    column: 1,
    severity: "warning",
    code: "template-name",
    message: {
      sv: `Inget steg kan använda ”${file}”: filnamnet är inte skrivet som det ska.`,
      en: `No step can use "${file}": its name has another form than a template's.`,
    },
    remedy: {
      sv: "Döp filen till templates/<namn>.<slag>.<språk>.txt, där slag är sms, email, call eller task och språk är sv eller en.",
      en: "Name it templates/<name>.<kind>.<language>.txt, where kind is sms, email, call or task and language sv or en.",
    },
  };
}

/** The template that a step's text has in a language; nothing where there is none. */
export function findTemplate(
  templates: readonly NamedTemplate[],
  wanted: { readonly name: string; readonly kind: TemplateKind; readonly locale: Locale },
): NamedTemplate | undefined {
  return templates.find(
    ({ name, kind, locale }) =>
      name === wanted.name && kind === wanted.kind && locale === wanted.locale,
  );
}
