import type { AttributeValue } from "@perennial/contract";
import { parseTemplate } from "./parse-template.ts";
import { type Rendered, type RenderOptions, renderTemplate } from "./render-template.ts";
import type { Template, TemplateKind } from "./template.ts";

/** Values of fields by path. */
export type Values = Readonly<Record<string, AttributeValue | undefined>>;

/** A template of a test, which must be a good one. */
export function templateOf(text: string, kind: TemplateKind): Template {
  const { template, problems } = parseTemplate(text, kind);
  if (!template) throw new RangeError(JSON.stringify(problems));
  return template;
}

/** What a template of a test is filled with. */
export interface Filling extends Partial<RenderOptions> {
  readonly kind?: TemplateKind;
  readonly values?: Values;
}

/** Reads and fills a text, in Swedish unless told. */
export function render(
  text: string,
  { kind = "sms", values = {}, ...options }: Filling = {},
): Rendered {
  const scope = (field: string) => (Object.hasOwn(values, field) ? values[field] : undefined);
  return renderTemplate(templateOf(text, kind), scope, {
    locale: "sv",
    zone: "Europe/Stockholm",
    ...options,
  });
}

/** The filled text, or why there is none. */
export const textOf = (text: string, filling: Filling = {}) => {
  const rendered = render(text, filling);
  return rendered.ok ? rendered.text : rendered.message.en;
};
