import { parseTemplatePath, type TemplateFile, templatePath } from "@perennial/lifecycle";
import type { Files } from "./edit-history.ts";

/** A text of the program, in the languages it has. */
export interface ProgramText {
  readonly name: string;
  readonly kind: TemplateFile["kind"];
}

/** The kinds a text may be of. */
export const TEXT_KINDS = ["sms", "email", "call", "task"] as const;

const BEGINNINGS: Readonly<
  Record<ProgramText["kind"], { readonly sv: string; readonly en: string }>
> = {
  sms: { sv: "Hej!\n", en: "Hello!\n" },
  email: { sv: "Subject: Ämne\n\nHej!\n", en: "Subject: Subject\n\nHello!\n" },
  call: { sv: "Ring kunden.\n", en: "Call the customer.\n" },
  task: {
    sv: "Subject: Att göra\n\nBeskriv uppgiften.\n",
    en: "Subject: To be done\n\nDescribe the task.\n",
  },
};

/** The texts of a program by name, each once. */
export function programTexts(files: Files): readonly ProgramText[] {
  const found = new Map<string, ProgramText>();
  for (const path of Object.keys(files)) {
    const file = parseTemplatePath(path);
    if (file) found.set(`${file.name}.${file.kind}`, { name: file.name, kind: file.kind });
  }
  return [...found.values()].sort((a, b) => textKey(a).localeCompare(textKey(b)));
}

/** A text's name and kind as one. */
export function textKey({ name, kind }: ProgramText): string {
  return `${name}.${kind}`;
}

/** The files with a text begun in the languages that it lacks. */
export function withText(files: Files, text: ProgramText): Files {
  const begin = BEGINNINGS[text.kind];
  return {
    [templatePath({ ...text, locale: "sv" })]: begin.sv,
    [templatePath({ ...text, locale: "en" })]: begin.en,
    ...files,
  };
}

/** The files without a text, in whatever language. */
export function withoutText(files: Files, text: ProgramText): Files {
  const gone = new Set<string>([
    templatePath({ ...text, locale: "sv" }),
    templatePath({ ...text, locale: "en" }),
  ]);
  return Object.fromEntries(Object.entries(files).filter(([path]) => !gone.has(path)));
}
