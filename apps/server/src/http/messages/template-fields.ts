import type { OpenTemplateView } from "@perennial/api";
import { LOCALES, type Locale, type LocalizedText } from "@perennial/contract";
import {
  createCatalogue,
  type FieldType,
  findTemplate,
  isTextField,
  parseTemplate,
  placeholdersOf,
  programCatalogue,
  renderTemplate,
  sampleScope,
  TEXT_FIELDS,
} from "@perennial/lifecycle";
import type { ProgramTexts } from "./program-texts.ts";
import type { TemplateName } from "./template-view.ts";

type FieldView = OpenTemplateView["fields"][number];

/** What texts are often made of, whether or not this one is. */
const COMMON = [
  ...["customer.firstName", "customer.name", "agreement.product", "agreement.end", "offer.name"],
  ...["offer.pitch", "tenant.name", "unsubscribeUrl"],
];

const OWN_WORDS: Readonly<Record<keyof typeof TEXT_FIELDS, LocalizedText>> = {
  "offer.name": { sv: "erbjudandets namn", en: "the offer's name" },
  "offer.pitch": { sv: "erbjudandet i en mening", en: "the offer in a sentence" },
  "offer.product": { sv: "erbjudandets produkt", en: "the offer's product" },
  "tenant.name": { sv: "företagets namn", en: "the company's name" },
  unsubscribeUrl: { sv: "länken som avslutar reklam", en: "the link that ends marketing" },
  today: { sv: "dagens datum", en: "today's date" },
};

/** How values of a type are shown as people write them. */
const FILTER: Readonly<Partial<Record<FieldType, string>>> = {
  date: " | date",
  instant: " | date",
  money: " | money",
  number: " | number",
};

/** The fields that a text shows, and common ones that it can show, in words and with a sample. */
export function templateFields(
  { parsed }: ProgramTexts,
  { name, kind }: TemplateName,
): readonly FieldView[] {
  const used = new Set(
    LOCALES.flatMap((locale) => {
      const template = findTemplate(parsed.templates, { name, kind, locale });
      return template ? placeholdersOf(template).map(({ field }) => field) : [];
    }),
  );
  const { fields } = parsed.program
    ? programCatalogue({ program: parsed.program, settings: {} })
    : createCatalogue();
  const isKnown = (field: string) => isTextField(field) || fields.has(field);
  return [...used, ...COMMON.filter((each) => !used.has(each) && isKnown(each))].map((field) => {
    const known = fields.get(field);
    const words = isTextField(field)
      ? OWN_WORDS[field]
      : { sv: known?.words.sv.noun ?? field, en: known?.words.en.noun ?? field };
    const type = isTextField(field) ? TEXT_FIELDS[field] : (known?.type ?? "text");
    const sample = sampleOf(parsed, { field, type, locale: "sv" });
    return { field, words, sample, used: used.has(field) };
  });
}

function sampleOf(
  parsed: ProgramTexts["parsed"],
  {
    field,
    type,
    locale,
  }: { readonly field: string; readonly type: FieldType; readonly locale: Locale },
): string | null {
  const { template } = parseTemplate(`{{ ${field}${FILTER[type] ?? ""} }}`, "call");
  if (!template) return null;
  const rendered = renderTemplate(template, sampleScope(parsed, locale), { locale, zone: "UTC" });
  return rendered.ok ? rendered.text : null;
}
