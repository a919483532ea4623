import type { Locale, LocalizedText } from "@perennial/contract";
import type { Program, Setting } from "../program.ts";
import { FAMILY_WORDS, flowArrow } from "../purpose-words.ts";
import { lengthWords } from "../sheet-words.ts";
import type { Compared, ProgramPartChange, ToldProgram } from "./program-difference.ts";

/** A line of a program's header: what it is called, and what it says, in words. */
interface HeaderField {
  readonly name: string;
  readonly label: LocalizedText;
  readonly value: (told: ToldProgram, locale: Locale) => string;
}

const text = (
  name: "name" | "objective" | "target" | "targetGroup" | "responsible" | "doneBy",
) => ({
  name,
  value: ({ program }: ToldProgram, locale: Locale) => program[name][locale],
});

const FIELDS: readonly HeaderField[] = [
  { ...text("name"), label: { sv: "Namnet", en: "The name" } },
  { ...text("objective"), label: { sv: "Syftet", en: "The objective" } },
  { ...text("target"), label: { sv: "Målet", en: "The target" } },
  { ...text("targetGroup"), label: { sv: "Målgruppen", en: "The target group" } },
  { ...text("responsible"), label: { sv: "Ansvarig", en: "The person responsible" } },
  { ...text("doneBy"), label: { sv: "Utförare", en: "Who does it" } },
  {
    name: "family",
    label: { sv: "Vad processen är till för", en: "What the process is for" },
    value: ({ program: { family } }, locale) => (family ? FAMILY_WORDS[family][locale] : "–"),
  },
  {
    name: "flows",
    label: { sv: "Kundflödena den påverkar", en: "The customer flows it works on" },
    value: ({ program: { strengthens, reduces } }, locale) =>
      [...strengthens, ...reduces].map((flow) => flowArrow(flow, locale)).join(", ") || "–",
  },
  {
    name: "entry",
    label: { sv: "Villkoret för att komma in", en: "The condition for entering" },
    value: ({ program: { entry }, context }) => (entry ? context.condition(entry) : "–"),
  },
  {
    name: "reentry",
    label: {
      sv: "Om samma kund kan komma in igen",
      en: "Whether the same customer may enter again",
    },
    value: ({ program: { reentry }, context }, locale) => {
      if (typeof reentry === "string") return AGAIN[reentry][locale];
      const after = context.duration(reentry.after);
      return locale === "sv" ? `efter ${after}` : `after ${after}`;
    },
  },
  {
    name: "holdout",
    label: { sv: "Kontrollgruppen", en: "The control group" },
    value: ({ program: { holdout } }) => `${holdout}\u00a0%`,
  },
  {
    name: "rulePack",
    label: { sv: "Regelverket", en: "The rule pack" },
    value: ({ program: { rulePack } }) => rulePack ?? "–",
  },
];

const AGAIN = {
  never: { sv: "aldrig", en: "never" },
  always: { sv: "ja", en: "yes" },
} as const;

/** What differs in the header and in the settings. */
export function headerChanges(compared: Compared): readonly ProgramPartChange[] {
  return [...fieldChanges(compared), ...settingChanges(compared), ...offerChanges(compared)];
}

function fieldChanges({ before, after, locale }: Compared): readonly ProgramPartChange[] {
  return FIELDS.flatMap(({ name, label, value }): readonly ProgramPartChange[] => {
    const [from, to] = [value(before, locale), value(after, locale)];
    if (from === to) return [];
    const sentence =
      locale === "sv"
        ? `${label.sv}: ${to} (tidigare: ${from}).`
        : `${label.en}: ${to} (before: ${from}).`;
    return [
      { about: "header", change: "changed", subject: name, sentence, before: from, after: to },
    ];
  });
}

function settingChanges({ before, after, locale }: Compared): readonly ProgramPartChange[] {
  const [from, to] = [before.program.settings, after.program.settings];
  const names = [...new Set([...Object.keys(from), ...Object.keys(to)])];
  return names.flatMap((name): readonly ProgramPartChange[] => {
    const [old, now] = [settingOf(before.program, name), settingOf(after.program, name)];
    const values = {
      before: old ? valueWords(old, locale) : null,
      after: now ? valueWords(now, locale) : null,
    };
    const label = (now ?? old)?.label[locale] ?? name;
    const common = { about: "setting", subject: name, ...values } as const;
    if (old && now) {
      if (values.before === values.after && old.type === now.type) return [];
      const sentence =
        locale === "sv"
          ? `Inställningen ”${label}” är ${values.after} i stället för ${values.before}.`
          : `The setting “${label}” is ${values.after} in place of ${values.before}.`;
      return [{ ...common, change: "changed", sentence }];
    }
    const sv = now
      ? `Ny inställning: ”${label}” (${values.after}).`
      : `Inställningen ”${label}” är borttagen.`;
    const en = now
      ? `New setting: “${label}” (${values.after}).`
      : `The setting “${label}” is removed.`;
    return [{ ...common, change: now ? "added" : "removed", sentence: locale === "sv" ? sv : en }];
  });
}

function settingOf({ settings }: Program, name: string): Setting | undefined {
  return Object.hasOwn(settings, name) ? settings[name] : undefined;
}

function valueWords(setting: Setting, locale: Locale): string {
  return setting.type === "duration"
    ? lengthWords(setting.default, locale)
    : String(setting.default);
}

function offerChanges({ before, after, locale }: Compared): readonly ProgramPartChange[] {
  const [from, to] = [before.program.offers, after.program.offers];
  const ids = [...new Set([...from, ...to].map(({ id }) => id))];
  return ids.flatMap((id): readonly ProgramPartChange[] => {
    const [old, now] = [from, to].map((offers) => offers.find((each) => each.id === id));
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const name = (now ?? old)?.name[locale] ?? id;
    const change = offerChange(old !== undefined, now !== undefined);
    const sv = {
      added: "Nytt erbjudande",
      removed: "Borttaget erbjudande",
      changed: "Ändrat erbjudande",
    };
    const en = { added: "New offer", removed: "Offer removed", changed: "Offer changed" };
    const sentence = `${(locale === "sv" ? sv : en)[change]}: ${name}.`;
    const [was, is] = [old?.pitch[locale] ?? null, now?.pitch[locale] ?? null];
    return [{ about: "offer", change, subject: id, sentence, before: was, after: is }];
  });
}

function offerChange(wasThere: boolean, isThere: boolean): "added" | "removed" | "changed" {
  if (wasThere && isThere) return "changed";
  return isThere ? "added" : "removed";
}
