import { LOCALES, type Locale } from "@perennial/contract";
import { TEMPLATE_KINDS, type TemplateKind } from "./template.ts";

/** What a template's file name says. */
export interface TemplateFile {
  readonly name: string;
  readonly kind: TemplateKind;
  readonly locale: Locale;
}

const PATTERN = new RegExp(
  `^templates/([a-z][a-z0-9-]*)\\.(${TEMPLATE_KINDS.join("|")})\\.(${LOCALES.join("|")})\\.txt$`,
);

/** Reads `templates/<name>.<kind>.<locale>.txt`; nothing for a path of another form. */
export function parseTemplatePath(path: string): TemplateFile | undefined {
  const [, name, kindText, localeText] = PATTERN.exec(path) ?? [];
  const kind = TEMPLATE_KINDS.find((each) => each === kindText);
  const locale = LOCALES.find((each) => each === localeText);
  if (name === undefined || kind === undefined || locale === undefined) return undefined;
  return { name, kind, locale };
}

/** The path in the program's folder where a template belongs. */
export function templatePath({ name, kind, locale }: TemplateFile): string {
  return `templates/${name}.${kind}.${locale}.txt`;
}
