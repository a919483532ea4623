import { LOCALES, type Locale } from "@perennial/contract";
import { placeholdersOf } from "../../message/fields-of-template.ts";
import type { NamedTemplate, TemplateKind } from "../../message/template.ts";
import { templatePath } from "../../message/template-file.ts";
import { SWEDISH_STOP_WORDS } from "../../policy/rule-pack.ts";
import { findTemplate } from "../parse-program.ts";
import type { Inspection } from "./inspection.ts";
import { textStepsOf } from "./program-parts.ts";

/** Texts that steps need and the folder lacks, and texts that no step uses. */
export function checkTemplates(inspection: Inspection): void {
  const { program, parsed } = inspection;
  const used = new Set<string>();
  const steps = textStepsOf(program);
  for (const { path, part: step, kind } of steps) {
    for (const locale of LOCALES) used.add(templatePath({ name: step.template, kind, locale }));
    const lacking = inspection.locales
      .map((locale) => ({ name: step.template, kind, locale }))
      .filter((wanted) => !findTemplate(parsed.templates, wanted))
      .map(templatePath)
      .filter((file) => !parsed.brokenTemplates.includes(file));
    if (lacking.length === 0) continue;
    const other = otherKind(inspection, step.template, kind);
    inspection.report({
      path: [...path, "template"],
      code: "missing-template",
      message: {
        sv: `Steget ”${step.id}” har ingen text i ${lacking.join(" och ")}.${other.sv}`,
        en: `The step "${step.id}" has no text in ${lacking.join(" and ")}.${other.en}`,
      },
      remedy: {
        sv: `Lägg till ${lacking.length === 1 ? "filen" : "filerna"}, eller rätta textens namn.`,
        en: `Add the ${lacking.length === 1 ? "file" : "files"}, or correct the template's name.`,
      },
    });
  }
  for (const template of parsed.templates) {
    if (used.has(template.file)) continue;
    inspection.reportIn(
      template,
      { line: 1, column: 1 },
      {
        severity: "warning",
        code: "unused-template",
        message: { sv: "Inget steg använder den här texten.", en: "No step uses this text." },
        remedy: {
          sv: `Ange den i ett steg (”template: ${template.name}”), eller ta bort filen.`,
          en: `Name it in a step ("template: ${template.name}"), or remove the file.`,
        },
      },
    );
  }
}

function otherKind(
  { parsed }: Inspection,
  name: string,
  kind: TemplateKind,
): Readonly<Record<Locale, string>> {
  const other = parsed.templates.find((each) => each.name === name && each.kind !== kind);
  if (!other) return { sv: "", en: "" };
  return {
    sv: ` Det finns en för ${other.kind} (${other.file}).`,
    en: ` There is one as ${other.kind} (${other.file}).`,
  };
}

const OPT_OUT = { sv: "Svara STOPP så slutar vi", en: "Reply STOP to opt out" } as const;

/** Marketing that does not say how to end it (19 and 20 §§ marknadsföringslagen; reliability.md, 5.10). */
export function checkOptOut(inspection: Inspection): void {
  const stopWords = inspection.rulePack?.stopWords ?? SWEDISH_STOP_WORDS;
  for (const template of textsOfClass(inspection, (each) => each === "marketing")) {
    const fields = placeholdersOf(template).map(({ field }) => field);
    if (fields.includes("unsubscribeUrl")) continue;
    const start = { line: 1, column: 1 };
    if (template.kind === "email") {
      inspection.reportIn(template, start, {
        code: "no-opt-out",
        message: {
          sv: "E-postmeddelandet är marknadsföring men har ingen länk för att säga nej till mer.",
          en: "This marketing e-mail has no link that ends marketing.",
        },
        remedy: {
          sv: "Lägg till {{ unsubscribeUrl }} i texten.",
          en: "Add {{ unsubscribeUrl }} to the text.",
        },
      });
    } else if (template.kind === "sms" && !saysOneOf(template, stopWords)) {
      inspection.reportIn(template, start, {
        code: "no-opt-out",
        message: {
          sv: "Sms:et är marknadsföring men säger inte hur man säger nej till mer.",
          en: "This marketing text message does not say how to end marketing.",
        },
        remedy: {
          sv: `Lägg till en instruktion med något av orden ${stopWords.join(", ")}, till exempel ”${OPT_OUT[template.locale]}”, eller {{ unsubscribeUrl }}.`,
          en: `Add an instruction with one of the words ${stopWords.join(", ")}, such as "${OPT_OUT[template.locale]}", or {{ unsubscribeUrl }}.`,
        },
      });
    }
  }
}

function saysOneOf(template: NamedTemplate, words: readonly string[]): boolean {
  const literal = template.body.filter((part) => typeof part === "string").join(" ");
  const said = new Set(literal.toUpperCase().split(/[^\p{L}\p{N}]+/u));
  return words.some((word) => said.has(word.toUpperCase()));
}

/** Offers in messages that may go to people who have not agreed to marketing (product.md, 3.2). */
export function checkServiceTexts(inspection: Inspection): void {
  for (const template of textsOfClass(inspection, (each) => each !== "marketing")) {
    for (const placeholder of placeholdersOf(template)) {
      const { field } = placeholder;
      if (!field.startsWith("offer.") && field !== "enrolment.offer") continue;
      inspection.reportIn(template, placeholder, {
        code: "offer-in-service",
        message: {
          sv: `Ett meddelande av klassen service eller statutory visar erbjudandet (”${field}”), och blir därmed marknadsföring.`,
          en: `A message of the class service or statutory shows the offer ("${field}"), which makes it marketing.`,
        },
        remedy: {
          sv: "Ta bort erbjudandet ur texten, eller ge steget ”class: marketing”.",
          en: 'Take the offer out of the text, or give the step "class: marketing".',
        },
      });
    }
  }
}

/** The texts that steps of some classes send, each once. */
function textsOfClass(
  { program, parsed }: Inspection,
  isWanted: (messageClass: "statutory" | "service" | "marketing") => boolean,
): readonly NamedTemplate[] {
  const wanted = textStepsOf(program).filter(
    ({ part }) => part.do !== "task" && isWanted(part.class),
  );
  return parsed.templates.filter((template) =>
    wanted.some(({ part, kind }) => part.template === template.name && kind === template.kind),
  );
}
