import type { Locale } from "@perennial/contract";
import { followingStep } from "./check/step-graph.ts";
import { defaultSettings, type Program, type SettingValues } from "./program.ts";
import { triggerLine } from "./sheet.ts";
import { SheetContext } from "./sheet-context.ts";
import { communication, sheetStep } from "./sheet-step.ts";
import { signalWords } from "./sheet-words.ts";
import type { Step, StepKind } from "./step.ts";

/** The brackets that give each kind of step its shape. */
const SHAPES: Readonly<Record<StepKind, readonly [open: string, close: string]>> = {
  send: ["[", "]"],
  call: ["[", "]"],
  task: ["[/", "/]"],
  wait: ["([", "])"],
  branch: ["{", "}"],
  split: ["{", "}"],
  update: ["[(", ")]"],
  offer: ["{{", "}}"],
  "call-program": ["[[", "]]"],
  webhook: [">", "]"],
  exit: ["((", "))"],
};

const LONGEST_LABEL = 80;

/**
 * A program's steps as a flow chart in Mermaid's text form.
 * @param settings The settings in force. @default those of the program
 */
export function programDiagram(
  program: Program,
  locale: Locale,
  settings: SettingValues = defaultSettings(program),
): string {
  const context = new SheetContext(program, locale, settings);
  const numbers = new Map(program.steps.map(({ id }, index) => [id, `s${index + 1}`]));
  const to = (id: string | undefined) => (id === undefined ? "done" : (numbers.get(id) ?? "done"));
  const lines = program.steps.flatMap((step, index) => {
    const [open, close] = SHAPES[step.do];
    const node = `s${index + 1}${open}"${label(`${step.id}: ${titleOf(step, context)}`)}"${close}`;
    const ways = waysOf(step, context).map(
      ({ words, target }) => `s${index + 1} -->${words ? `|"${label(words)}"|` : ""} ${to(target)}`,
    );
    return [node, ...ways];
  });
  const starts = program.triggers.map(
    (trigger, index) =>
      `t${index + 1}(["${label(triggerLine({ ...trigger, startAt: undefined }, context))}"]) --> ${to(trigger.startAt ?? program.steps[0]?.id)}`,
  );
  const reactions = program.reactions.map(
    ({ signal, goTo }, index) =>
      `r${index + 1}>"${label(signalWords(signal, locale))}"] -.-> ${to(goTo)}`,
  );
  const all = [...starts, ...lines, ...reactions];
  const end = all.some((line) => line.endsWith(" done"))
    ? [`done((("${context.words.end}")))`]
    : [];
  return `flowchart TD\n${[...all, ...end].map((line) => `  ${line}`).join("\n")}\n`;
}

function titleOf(step: Step, context: SheetContext): string {
  if (step.do === "send" || step.do === "call") return communication(step, context);
  return sheetStep(step, context).line;
}

interface Way {
  readonly words?: string;
  readonly target: string | undefined;
}

function waysOf(step: Step, context: SheetContext): readonly Way[] {
  const { words, program, locale } = context;
  const next: Way = { target: followingStep(program, step) };
  const limit = step.limit
    ? [{ words: `> ${context.number(step.limit.times)}`, target: step.limit.goTo }]
    : [];
  switch (step.do) {
    case "exit":
      return limit;
    case "branch":
      return [
        ...step.choose.map(({ when, goTo }) => ({ words: context.condition(when), target: goTo })),
        { words: words.otherwise, target: step.otherwise ?? next.target },
        ...limit,
      ];
    case "split":
      return [
        ...step.parts.map(({ name, share, goTo }) => ({
          words: `${share} % ${name}`,
          target: goTo,
        })),
        ...limit,
      ];
    case "wait": {
      const signals = (step.on ?? []).map(({ signal, goTo }) => ({
        words: signalWords(signal, locale),
        target: goTo,
      }));
      const isOpen = step.for === undefined && step.until === undefined;
      return [...(isOpen ? [] : [next]), ...signals, ...limit];
    }
    case "send":
    case "call": {
      const unsent = step.otherwise ? [{ words: words.unsent, target: step.otherwise }] : [];
      return [next, ...unsent, ...limit];
    }
    default:
      return [next, ...limit];
  }
}

/** Text that can stand in a quoted Mermaid label: no quotation marks, brackets of tags, or Markdown. */
function label(text: string): string {
  const plain = text
    .replace(/\\(?=[\\`*_[\]<>|])/g, "")
    .replace(/\s+/g, " ")
    .replace(/`/g, "");
  const cut = plain.length > LONGEST_LABEL ? `${plain.slice(0, LONGEST_LABEL - 1)}…` : plain;
  return cut.replace(/[#"<>&;]/g, (character) => `#${character.charCodeAt(0)};`);
}
