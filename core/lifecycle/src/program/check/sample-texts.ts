import { renderTemplate } from "../../message/render-template.ts";
import type { NamedTemplate } from "../../message/template.ts";
import { type ProgramFiles, parseProgram } from "../parse-program.ts";
import { Inspection } from "./inspection.ts";
import { typicalScope } from "./typical-values.ts";

/** A text of a program as a customer may read it. */
export interface SampleText {
  readonly template: NamedTemplate;
  /** Of e-mails and tasks. */
  readonly subject?: string;
  readonly text: string;
}

/** Every text of a program filled with usual values, for showing it; those that cannot be filled are left out. */
export function sampleTexts(files: ProgramFiles): readonly SampleText[] {
  const parsed = parseProgram(files);
  if (!parsed.program) return [];
  const inspection = new Inspection(parsed.program, parsed, { rulePacks: {}, programs: [] });
  return parsed.templates.flatMap((template): readonly SampleText[] => {
    const { locale } = template;
    const scope = typicalScope(inspection, locale);
    const rendered = renderTemplate(template, scope, {
      ...{ locale, zone: "UTC", mostSegments: Number.POSITIVE_INFINITY },
    });
    if (!rendered.ok) return [];
    const { text, subject } = rendered;
    return [{ template, text, ...(subject !== undefined && { subject }) }];
  });
}
