import type { Locale } from "@perennial/contract";
import { type DiagramNode, diagramGraph } from "../diagram.ts";
import { defaultSettings, type Program } from "../program.ts";
import type { Compared, ProgramPartChange, ToldProgram } from "./program-difference.ts";

/** What differs in the steps, and in the rules that hold at any step: reactions, exits, the goal. */
export function stepChanges(compared: Compared): readonly ProgramPartChange[] {
  return [...ownSteps(compared), ...rules(compared)];
}

function ownSteps({ before, after, locale }: Compared): readonly ProgramPartChange[] {
  const [from, to] = [nodesOf(before, locale), nodesOf(after, locale)];
  const gone = before.program.steps.filter(({ id }) => !to.has(id));
  const moved = movedSteps(before.program, after.program);
  return [
    ...after.program.steps.flatMap((step): readonly ProgramPartChange[] => {
      const old = before.program.steps.find(({ id }) => id === step.id);
      const [was, is] = [from.get(step.id)?.title ?? null, to.get(step.id)?.title ?? null];
      const common = { about: "step", subject: step.id, before: was, after: is } as const;
      if (!old) {
        return [{ ...common, change: "added", sentence: sentenceOf("added", is, locale) }];
      }
      const isSame = JSON.stringify(old) === JSON.stringify(step);
      if (!isSame) {
        const words = was === is ? step.id : `${was} → ${is}`;
        return [{ ...common, change: "changed", sentence: sentenceOf("changed", words, locale) }];
      }
      if (!moved.has(step.id)) return [];
      return [{ ...common, change: "moved", sentence: sentenceOf("moved", is, locale) }];
    }),
    ...gone.map(({ id }): ProgramPartChange => {
      const was = from.get(id)?.title ?? id;
      const sentence = sentenceOf("removed", was, locale);
      return { about: "step", change: "removed", subject: id, sentence, before: was, after: null };
    }),
  ];
}

const WORDS = {
  sv: {
    added: "Nytt steg",
    removed: "Borttaget steg",
    changed: "Ändrat steg",
    moved: "Flyttat steg",
  },
  en: { added: "New step", removed: "Step removed", changed: "Step changed", moved: "Step moved" },
} as const;

function sentenceOf(
  change: keyof (typeof WORDS)["sv"],
  words: string | null,
  locale: Locale,
): string {
  return `${WORDS[locale][change]}: ${words ?? ""}`;
}

function nodesOf({ program }: ToldProgram, locale: Locale): ReadonlyMap<string, DiagramNode> {
  const { nodes } = diagramGraph(program, locale, defaultSettings(program));
  return new Map(nodes.flatMap((node) => (node.step === undefined ? [] : [[node.step, node]])));
}

/** The steps of both that stand in another order: all but the longest run that keeps it. */
function movedSteps(before: Program, after: Program): ReadonlySet<string> {
  const places = new Map(before.steps.map(({ id }, index) => [id, index]));
  const common = after.steps.flatMap(({ id }) => (places.has(id) ? [id] : []));
  const kept = longestRising(common.map((id) => places.get(id) ?? 0));
  return new Set(common.filter((id) => !kept.has(places.get(id) ?? 0)));
}

/** The members of the longest rising sequence of distinct numbers. */
function longestRising(numbers: readonly number[]): ReadonlySet<number> {
  const best: { readonly length: number; readonly from: number }[] = [];
  for (const number of numbers) {
    let found = { length: 1, from: -1 };
    for (const [earlier, { length }] of best.entries()) {
      if ((numbers[earlier] ?? 0) < number && length + 1 > found.length) {
        found = { length: length + 1, from: earlier };
      }
    }
    best.push(found);
  }
  const longest = best.reduce((top, { length }) => Math.max(top, length), 0);
  const kept = new Set<number>();
  let at = best.findIndex(({ length }) => length === longest);
  while (at >= 0) {
    kept.add(numbers[at] ?? 0);
    at = best[at]?.from ?? -1;
  }
  return kept;
}

function rules({ before, after, locale }: Compared): readonly ProgramPartChange[] {
  const sv = locale === "sv";
  const parts = [
    {
      name: "goal",
      words: sv ? "Vad som räknas som att målet är nått" : "What counts as meeting the goal",
    },
    {
      name: "exits",
      words: sv ? "Vad som avslutar programmet i förtid" : "What ends the program early",
    },
    { name: "reactions", words: sv ? "Vad som händer oavsett steg" : "What happens at any step" },
    { name: "targets", words: sv ? "De mätbara målen" : "The measured targets" },
  ] as const;
  return parts.flatMap(({ name, words }): readonly ProgramPartChange[] => {
    const [was, is] = [before.program[name], after.program[name]].map((part) =>
      JSON.stringify(part),
    );
    if (was === is) return [];
    const sentence = sv ? `${words} har ändrats.` : `${words} has changed.`;
    return [
      { about: "rule", change: "changed", subject: name, sentence, before: null, after: null },
    ];
  });
}
