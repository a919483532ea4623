import type { MessageTemplateView, SmsLengthView } from "@perennial/api";
import { LOCALES, type Locale } from "@perennial/contract";
import {
  findTemplate,
  KINDS_WITH_SUBJECT,
  type Program,
  parseTemplatePath,
  renderTemplate,
  sampleScope,
  smsSegments,
  type TemplateKind,
  templatePath,
} from "@perennial/lifecycle";
import type { ProgramTexts, ProgramWithTexts } from "./program-texts.ts";

/** What a text of a program is called, and what it is for. */
export interface TemplateName {
  readonly name: string;
  readonly kind: TemplateKind;
}

const LONGEST_BEGINNING = 80;

/** Every text of a program, those that only a step names included. */
export function templatesOf(program: ProgramWithTexts): readonly MessageTemplateView[] {
  const names = new Map<string, TemplateName>();
  for (const texts of [program.published, program.draft]) {
    for (const each of texts ? namesIn(texts) : []) names.set(`${each.name}.${each.kind}`, each);
  }
  return [...names.values()]
    .toSorted((a, b) => (`${a.name}.${a.kind}` < `${b.name}.${b.kind}` ? -1 : 1))
    .flatMap((name) => templateView(program, name) ?? []);
}

function namesIn({ files, parsed }: ProgramTexts): readonly TemplateName[] {
  const written = Object.keys(files).flatMap((path) => parseTemplatePath(path) ?? []);
  return [...written, ...(parsed.program ? usesIn(parsed.program) : [])];
}

interface Use extends TemplateName {
  readonly step: { readonly id: string; readonly stage: string | null };
  readonly class: MessageTemplateView["class"];
}

/** The texts that a program's steps use. */
function usesIn({ steps }: Program): readonly Use[] {
  return steps.flatMap((step): Use[] => {
    const at = { step: { id: step.id, stage: step.stage ?? null } };
    if (step.do === "send") {
      return [{ ...at, name: step.template, kind: step.channel, class: step.class }];
    }
    if (step.do === "call")
      return [{ ...at, name: step.template, kind: "call", class: step.class }];
    if (step.do === "task") return [{ ...at, name: step.template, kind: "task", class: null }];
    return [];
  });
}

/** A text of a program; nothing where neither the draft nor what is published has it. */
export function templateView(
  program: ProgramWithTexts,
  { name, kind }: TemplateName,
): MessageTemplateView | undefined {
  const has = (texts: ProgramTexts | undefined) =>
    texts !== undefined && namesIn(texts).some((each) => each.name === name && each.kind === kind);
  const source = has(program.published) ? "published" : "draft";
  const texts = has(program.published) ? program.published : program.draft;
  if (!texts || !has(texts)) return undefined;
  const newest = program.draft ?? texts;
  const uses = (texts.parsed.program ? usesIn(texts.parsed.program) : []).filter(
    (each) => each.name === name && each.kind === kind,
  );
  const fileOf = (locale: Locale) => templatePath({ name, kind, locale });
  const isThere = (locale: Locale) => fileOf(locale) in newest.files;
  const inBoth = <T>(of: (locale: Locale) => T) => ({ sv: of("sv"), en: of("en") });
  return {
    ...{ program: program.program, state: program.state, source, template: name, channel: kind },
    programName: (newest.parsed.program ?? texts.parsed.program)?.name ?? null,
    inDraft: program.draft !== undefined,
    changed:
      program.draft !== undefined &&
      LOCALES.some((each) => newest.files[fileOf(each)] !== program.published?.files[fileOf(each)]),
    class: uses[0]?.class ?? null,
    steps: uses.map(({ step }) => step),
    locales: LOCALES.filter(isThere),
    missing: LOCALES.filter((locale) => !isThere(locale)),
    broken: LOCALES.filter((each) => newest.parsed.brokenTemplates.includes(fileOf(each))),
    begins: inBoth((locale) => beginningOf(newest, { name, kind, locale })),
    sms: kind === "sms" ? inBoth((locale) => smsLength(newest, name, locale)) : null,
  };
}

/** The subject, or the first line, with usual values; as it is written where it cannot be filled. */
function beginningOf(
  { files, parsed }: ProgramTexts,
  named: TemplateName & { readonly locale: Locale },
): string | null {
  const { kind, locale } = named;
  const text = files[templatePath(named)];
  if (text === undefined) return null;
  const template = findTemplate(parsed.templates, named);
  const options = { locale, zone: "UTC", mostSegments: Number.POSITIVE_INFINITY };
  const filled = template && renderTemplate(template, sampleScope(parsed, locale), options);
  if (filled?.ok) return cut(firstLine(filled.subject ?? filled.text));
  const line = firstLine(text.replace(/^\uFEFF/, ""));
  return cut(KINDS_WITH_SUBJECT.includes(kind) ? line.replace(/^Subject:\s*/, "") : line);
}

function firstLine(text: string): string {
  return text.split("\n")[0]?.trim() ?? "";
}

/** Cut between words, so that nothing is half. */
function cut(line: string): string {
  if (line.length <= LONGEST_BEGINNING) return line;
  return `${line.slice(0, LONGEST_BEGINNING).replace(/\s+\S*$/, "")} …`;
}

/** How long a text message is with usual values; null where it cannot be filled. */
export function smsLength(
  { parsed }: ProgramTexts,
  name: string,
  locale: Locale,
): SmsLengthView | null {
  const template = findTemplate(parsed.templates, { name, kind: "sms", locale });
  if (!template) return null;
  const options = { locale, zone: "UTC", mostSegments: Number.POSITIVE_INFINITY };
  const rendered = renderTemplate(template, sampleScope(parsed, locale), options);
  return rendered.ok ? lengthView(rendered.text) : null;
}

/** How long a filled text message is. */
export function lengthView(text: string): SmsLengthView {
  const { encoding, units, segments, foreign } = smsSegments(text);
  return { encoding, units, segments, foreign: [...foreign] };
}
