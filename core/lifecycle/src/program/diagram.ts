import type { Locale } from "@perennial/contract";
import { followingStep } from "./check/step-graph.ts";
import { defaultSettings, type Program, type SettingValues } from "./program.ts";
import { triggerLine } from "./sheet.ts";
import { SheetContext } from "./sheet-context.ts";
import { communication, sheetStep } from "./sheet-step.ts";
import { signalWords } from "./sheet-words.ts";
import type { OnSignal, Step, StepKind } from "./step.ts";

/** Who acts where a diagram stands: the customer, the software, or a person at the company. */
export type DiagramActor = "customer" | "perennial" | "person";

/** A box of the diagram: what starts a case, a step, what happens at any step, or the end. */
export interface DiagramNode {
  readonly id: string;
  readonly kind: "trigger" | "reaction" | "end" | StepKind;
  /** The step's place in the program, from 1; none where it is no step. */
  readonly number?: number;
  /** The step's id in the program. */
  readonly step?: string;
  /** What happens, in plain words. */
  readonly title: string;
  readonly by: DiagramActor;
  /** The stage that a case enters here, by its name. */
  readonly stage?: string;
}

/** A way between two boxes. */
export interface DiagramEdge {
  readonly from: string;
  readonly to: string;
  /** When it is taken, in plain words; none where it is the only one. */
  readonly words?: string;
}

/** A program's flow chart as data: the same for every way of drawing it (P-01). */
export interface DiagramGraph {
  readonly nodes: readonly DiagramNode[];
  readonly edges: readonly DiagramEdge[];
}

/**
 * The boxes and ways of a program's flow chart, triggers first, steps in their order, then what happens at any step.
 * @param settings The settings in force. @default those of the program
 */
export function diagramGraph(
  program: Program,
  locale: Locale,
  settings: SettingValues = defaultSettings(program),
): DiagramGraph {
  const context = new SheetContext(program, locale, settings);
  const numbers = new Map(program.steps.map(({ id }, index) => [id, `s${index + 1}`]));
  const to = (id: string | undefined) => (id === undefined ? END.id : (numbers.get(id) ?? END.id));
  const triggers = program.triggers.map((trigger, index) => ({
    node: {
      ...{ id: `t${index + 1}`, kind: "trigger" as const },
      title: plainText(triggerLine({ ...trigger, startAt: undefined }, context)),
      by: "signal" in trigger ? actorOf(trigger.signal) : ("perennial" as const),
    },
    edges: [{ from: `t${index + 1}`, to: to(trigger.startAt ?? program.steps[0]?.id) }],
  }));
  const steps = program.steps.map((step, index) => ({
    node: stepNode(step, index + 1, context),
    edges: waysOf(step, context).map(({ words, target }) => ({
      ...{ from: `s${index + 1}`, to: to(target) },
      ...(words === undefined ? {} : { words: plainText(words) }),
    })),
  }));
  const reactions = program.reactions.map((reaction, index) => ({
    node: {
      ...{ id: `r${index + 1}`, kind: "reaction" as const },
      title: plainText(ruleWords(reaction, context)),
      by: actorOf(reaction.signal),
    },
    edges: [{ from: `r${index + 1}`, to: to(reaction.goTo) }],
  }));
  const all = [...triggers, ...steps, ...reactions];
  const edges = all.flatMap((each) => each.edges);
  const ends = edges.some((edge) => edge.to === END.id)
    ? [{ ...END, title: context.words.end }]
    : [];
  return { nodes: [...all.map(({ node }) => node), ...ends], edges };
}

const END = { id: "done", kind: "end", by: "perennial" } as const;

/** What only customers do. */
const BY_CUSTOMER: ReadonlySet<string> = new Set([
  ...["agreement.ordered", "agreement.accepted", "agreement.signed", "agreement.cancelled"],
  ...["message.opened", "message.clicked", "message.complained", "message.replied"],
  ...["purchase.made", "consent.changed", "invitation.answered", "invitation.attended"],
  ...["offer.redeemed", "interest.registered", "survey.answered"],
]);
const BY_PERSON: ReadonlySet<string> = new Set([
  ...["call.finished", "program.requested", "follow-up.reported"],
]);

function actorOf(signal: string): DiagramActor {
  if (BY_CUSTOMER.has(signal)) return "customer";
  return BY_PERSON.has(signal) ? "person" : "perennial";
}

function stepNode(step: Step, number: number, context: SheetContext): DiagramNode {
  const stage = context.program.stages.find(({ id }) => id === step.stage);
  return {
    ...{ id: `s${number}`, kind: step.do, number, step: step.id },
    title: plainText(titleOf(step, context)),
    by: step.do === "task" || step.do === "call" ? "person" : "perennial",
    ...(stage ? { stage: stage.name[context.locale] } : {}),
  };
}

/** The brackets that give each kind of box its shape. */
const SHAPES: Readonly<Record<DiagramNode["kind"], readonly [open: string, close: string]>> = {
  trigger: ["([", "])"],
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
  reaction: [">", "]"],
  end: ["(((", ")))"],
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
  const { nodes, edges } = diagramGraph(program, locale, settings);
  const boxes = nodes.map(({ id, kind, step, title }) => {
    const [open, close] = SHAPES[kind];
    return `${id}${open}"${label(step === undefined ? title : `${step}: ${title}`)}"${close}`;
  });
  const reactions = new Set(nodes.flatMap(({ id, kind }) => (kind === "reaction" ? [id] : [])));
  const ways = edges.map(({ from, to, words }) => {
    const arrow = reactions.has(from) ? "-.->" : "-->";
    return `${from} ${arrow}${words === undefined ? "" : `|"${label(words)}"|`} ${to}`;
  });
  return `flowchart TD\n${[...boxes, ...ways].map((line) => `  ${line}`).join("\n")}\n`;
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
    ? [{ words: limitWords(context.number(step.limit.times), locale), target: step.limit.goTo }]
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
      const signals = (step.on ?? []).map((rule) => ({
        words: ruleWords(rule, context),
        target: rule.goTo,
      }));
      const { until } = step;
      const isOpen = step.for === undefined && until === undefined;
      const late =
        step.for === undefined && until && "date" in until && until.late !== "now"
          ? [{ words: words.isLate, target: until.late.skip }]
          : [];
      return [...(isOpen ? [] : [next]), ...late, ...signals, ...limit];
    }
    case "send":
    case "call": {
      const unsent = step.otherwise ? [{ words: words.unsent, target: step.otherwise }] : [];
      const crowded =
        step.do === "call" && step.noCapacity
          ? [{ words: words.noCapacity, target: step.noCapacity }]
          : [];
      return [next, ...unsent, ...crowded, ...limit];
    }
    default:
      return [next, ...limit];
  }
}

/** A signal and what must hold for it, in words. */
function ruleWords(
  { signal, when }: Pick<OnSignal, "signal" | "when">,
  context: SheetContext,
): string {
  const condition = when ? ` ${context.words.and} ${context.condition(when)}` : "";
  return `${signalWords(signal, context.locale)}${condition}`;
}

function limitWords(times: string, locale: Locale): string {
  if (times === "1") return locale === "sv" ? "efter en gång" : "after once";
  return locale === "sv" ? `efter ${times} gånger` : `after ${times} times`;
}

/** Text without the marks of Markdown that the sheet is written with. */
export function plainText(text: string): string {
  return text
    .replace(/`/g, "")
    .replace(/\\(?=[\\*_[\]<>|])/g, "")
    .replace(/\s+/g, " ");
}

/** Text that can stand in a quoted Mermaid label: short, and no quotation marks or brackets of tags. */
function label(text: string): string {
  const cut = text.length > LONGEST_LABEL ? `${text.slice(0, LONGEST_LABEL - 1)}…` : text;
  return cut.replace(/[#"<>&;]/g, (character) => `#${character.charCodeAt(0)};`);
}
