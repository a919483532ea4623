import type { Locale } from "@perennial/contract";
import { diagramGraph, Program, SIGNAL_FIELDS } from "@perennial/lifecycle";

const both = { sv: "x", en: "x" };

/** What may happen, in the words of the diagram, by its type. */
export function signalChoices(
  locale: Locale,
): readonly { readonly value: string; readonly label: string }[] {
  const types = Object.keys(SIGNAL_FIELDS);
  const program = Program.parse({
    ...{ id: "words", name: both, updated: "2026-01-01", objective: both, target: both },
    ...{ targetGroup: both, responsible: both, doneBy: both, subject: "customer" },
    triggers: [{ signal: "program.requested" }],
    reactions: types.map((signal) => ({ signal, goTo: "end" })),
    steps: [{ id: "end", do: "exit", reason: "x" }],
  });
  const titles = diagramGraph(program, locale).nodes.filter(({ kind }) => kind === "reaction");
  return types.map((value, index) => ({ value, label: titles[index]?.title ?? value }));
}
