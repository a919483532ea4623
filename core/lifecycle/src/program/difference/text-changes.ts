import type { Locale } from "@perennial/contract";
import type { NamedTemplate, TemplateKind } from "../../message/template.ts";
import type { Compared, ProgramPartChange } from "./program-difference.ts";

const KINDS: Readonly<Record<Locale, Readonly<Record<TemplateKind, string>>>> = {
  sv: { sms: "sms:et", email: "mejlet", call: "samtalsstödet", task: "uppgiften" },
  en: { sms: "the text message", email: "the e-mail", call: "the call script", task: "the task" },
};
const LANGUAGES: Readonly<Record<Locale, Readonly<Record<Locale, string>>>> = {
  sv: { sv: "svenska", en: "engelska" },
  en: { sv: "Swedish", en: "English" },
};

/** What differs in the texts of messages, calls and tasks, by file. */
export function textChanges({ before, after, locale }: Compared): readonly ProgramPartChange[] {
  const [from, to] = [before.parsed.templates, after.parsed.templates];
  const files = [...new Set([...from, ...to].map(({ file }) => file))].sort();
  return files.flatMap((file): readonly ProgramPartChange[] => {
    const [old, now] = [from, to].map((texts) => texts.find((each) => each.file === file));
    const [was = null, is = null] = [before.files[file], after.files[file]];
    const template = now ?? old;
    if (was === is || !template) return [];
    const change = changeOf(old !== undefined, now !== undefined);
    const sentence = sentenceOf(change, template, locale);
    return [{ about: "text", change, subject: file, sentence, before: was, after: is }];
  });
}

function changeOf(wasThere: boolean, isThere: boolean): "added" | "removed" | "changed" {
  if (wasThere && isThere) return "changed";
  return isThere ? "added" : "removed";
}

function sentenceOf(
  change: "added" | "removed" | "changed",
  { name, kind, locale: language }: NamedTemplate,
  locale: Locale,
): string {
  const of = `${KINDS[locale][kind]} ”${name}”`;
  const inLanguage = LANGUAGES[locale][language];
  if (locale === "sv") {
    const done = { added: "är ny", removed: "är borttagen", changed: "är ändrad" }[change];
    return `Texten i ${of} på ${inLanguage} ${done}.`;
  }
  const done = { added: "is new", removed: "is removed", changed: "has changed" }[change];
  return `The text of ${of.replace(/”([^”]*)”/, "“$1”")} in ${inLanguage} ${done}.`;
}
