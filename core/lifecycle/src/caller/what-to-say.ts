import type { Locale, LocalizedText, Offer } from "@perennial/contract";
import type { Facts } from "../facts/facts.ts";
import { parseTemplate } from "../message/parse-template.ts";
import { renderTemplate } from "../message/render-template.ts";
import { textScope } from "../message/text-fields.ts";
import type { TalkPointRule } from "./talk-points.ts";

/** What a text to be said is filled with. */
export interface SpokenAbout {
  readonly facts: Facts;
  readonly tenantName: string;
  readonly offer?: Offer;
}

/** What to say about a point, filled in; the point's name where a value is missing, so that no gap is read aloud. */
export function whatToSay(
  rule: Pick<TalkPointRule, "say" | "name">,
  about: SpokenAbout,
): LocalizedText {
  return { sv: filled(rule, about, "sv"), en: filled(rule, about, "en") };
}

function filled(
  { say, name }: Pick<TalkPointRule, "say" | "name">,
  about: SpokenAbout,
  locale: Locale,
): string {
  const { template } = parseTemplate(say[locale], "call");
  if (template === undefined) return name[locale];
  const { zone } = about.facts;
  const rendered = renderTemplate(template, textScope({ ...about, locale }), { locale, zone });
  return rendered.ok ? rendered.text : name[locale];
}
