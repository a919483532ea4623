import { renderTemplate } from "../../message/render-template.ts";
import { type SmsSegments, smsSegments } from "../../message/sms-segments.ts";
import type { NamedTemplate } from "../../message/template.ts";
import { type ProgramFiles, parseProgram } from "../parse-program.ts";
import { Inspection } from "./inspection.ts";
import { typicalScope } from "./typical-values.ts";

/** How long a text message of a program is when it is filled with values of usual length. */
export interface SmsLength extends SmsSegments {
  readonly template: NamedTemplate;
}

/** The length of every text message of a program, in the order of its files; none where it cannot be read. */
export function smsLengths(files: ProgramFiles): readonly SmsLength[] {
  const parsed = parseProgram(files);
  if (!parsed.program) return [];
  return inspectedLengths(new Inspection(parsed.program, parsed, { rulePacks: {}, programs: [] }));
}

/** As `smsLengths`, for a program that is being looked at. */
export function inspectedLengths(inspection: Inspection): readonly SmsLength[] {
  return inspection.parsed.templates.flatMap((template) => {
    if (template.kind !== "sms") return [];
    const rendered = renderTemplate(template, typicalScope(inspection, template.locale), {
      locale: template.locale,
      zone: "UTC",
      mostSegments: Number.POSITIVE_INFINITY,
    });
    return rendered.ok ? [{ template, ...smsSegments(rendered.text) }] : [];
  });
}
