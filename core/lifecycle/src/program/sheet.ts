import type { Locale } from "@perennial/contract";
import { stepGraph } from "./check/step-graph.ts";
import { defaultSettings, type Program, type SettingValues, type Trigger } from "./program.ts";
import { FAMILY_WORDS, flowArrow, targetLine } from "./purpose-words.ts";
import { escapeMarkdown, SheetContext } from "./sheet-context.ts";
import { communication, sheetStep, signalLine } from "./sheet-step.ts";
import { lengthWords, signalWords } from "./sheet-words.ts";
import type { Step } from "./step.ts";

/**
 * A program as a process sheet that a sales manager reads and signs (P-01, P-02): header, what starts and
 * ends it, numbered steps with decisions, dialogs, and links to other sheets. Markdown.
 * @param settings The settings in force. @default those of the program
 */
export function processSheet(
  program: Program,
  locale: Locale,
  settings: SettingValues = defaultSettings(program),
): string {
  const context = new SheetContext(program, locale, settings);
  const { words } = context;
  const sections = [
    [`# ${words.process} ${program.id}: ${escapeMarkdown(program.name[locale])}`],
    table(headerOf(program, context)),
    section(
      words.starts,
      program.triggers.map((trigger) => `- ${triggerLine(trigger, context)}`),
    ),
    section(words.steps, stepLines(context)),
    section(words.anywhere, reactionLines(context)),
    section(words.ends, exitLines(context)),
    section(words.dialogs, dialogs(context)),
    section(
      words.links,
      linksOf(program).map((id) => `- \`${id}\``),
    ),
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

type Row = readonly [name: string, value: string];

function table(rows: readonly Row[]): readonly string[] {
  return ["| | |", "|---|---|", ...rows.map(([name, value]) => `| **${name}** | ${value} |`)];
}

function section(title: string, lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? [] : [`## ${title}`, "", ...lines];
}

function headerOf(program: Program, context: SheetContext): readonly Row[] {
  const { words, locale } = context;
  const texts = ["objective", "target", "targetGroup", "responsible", "doneBy"] as const;
  return [
    [words.updated, program.updated],
    ...texts.map((key): Row => [words[key], escapeMarkdown(program[key][locale])]),
    ...purposeOf(program, context),
    ...(program.rulePack ? [[words.rulePack, program.rulePack] as const] : []),
    ...(program.holdout > 0 ? [[words.holdout, `${program.holdout} %`] as const] : []),
  ];
}

/** What the process is for, which flows it is meant to move, and what its target comes to in numbers. */
function purposeOf(program: Program, context: SheetContext): readonly Row[] {
  const { words, locale } = context;
  const flows = (list: Program["strengthens"]) =>
    list.map((flow) => flowArrow(flow, locale)).join("; ");
  const targets = program.targets.map((target) => targetLine({ target, step: undefined }, context));
  const rows: readonly Row[] = [
    [words.family, program.family ? FAMILY_WORDS[program.family][locale] : ""],
    [words.strengthens, flows(program.strengthens)],
    [words.reduces, flows(program.reduces)],
    [words.measured, targets.join("; ")],
  ];
  return rows.filter(([, value]) => value !== "");
}

/** What starts an enrolment, in words. */
export function triggerLine(trigger: Trigger, context: SheetContext): string {
  const { words, locale } = context;
  const start = trigger.startAt ? `: ${words.goTo} ${context.step(trigger.startAt)}` : "";
  if ("signal" in trigger) {
    const when = trigger.when ? ` ${words.and} ${context.condition(trigger.when)}` : "";
    return `${words.whenSignal} ${signalWords(trigger.signal, locale)}${when}${start}`;
  }
  const sv = locale === "sv";
  const before = trigger.before
    ? `${context.duration(trigger.before)} ${sv ? "före" : "before"} `
    : "";
  const after = trigger.after
    ? `${context.duration(trigger.after)} ${sv ? "efter" : "after"} `
    : "";
  const day = `${after}${before}${everyWords(trigger.every, locale)}${context.field(trigger.date)}`;
  return `${day.charAt(0).toUpperCase()}${day.slice(1)}${start}`;
}

/** That a date comes again: "varje årsdag av ", "every 6 months from ". */
function everyWords(every: string | undefined, locale: Locale): string {
  if (every === undefined) return "";
  const length = lengthWords(every, locale);
  if (every === "P1Y") return locale === "sv" ? "varje årsdag av " : "each anniversary of ";
  return locale === "sv" ? `med ${length} mellan, räknat från ` : `every ${length} from `;
}

function stepLines(context: SheetContext): readonly string[] {
  return context.program.steps.flatMap((step, index) => {
    const { line, below } = sheetStep(step, context);
    const stage = step.stage ? ` [${context.stages([step.stage])}]` : "";
    return [`${index + 1}. \`${step.id}\`${stage} ${line}`, ...below.map((each) => `   - ${each}`)];
  });
}

function reactionLines(context: SheetContext): readonly string[] {
  return context.program.reactions.map(
    (reaction) => `- ${signalLine(reaction, context)}${inStages(reaction.in, context)}`,
  );
}

function exitLines(context: SheetContext): readonly string[] {
  const { words, locale, program } = context;
  const goal = program.goal
    ? [`- ${words.goal}: ${causeOf(program.goal.on, program.goal.when, context)}`]
    : [];
  return [
    ...goal,
    ...program.exits.map(({ on, when, reason, in: stages }) => {
      const cause = on === undefined && when ? `${words.if} ${context.condition(when)}` : "";
      const told = on === undefined ? cause : `${words.whenSignal} ${causeOf(on, when, context)}`;
      return `- ${told}${inStages(stages, context)}: \`${reason}\``;
    }),
  ];

  function causeOf(signal: string, when: Program["entry"], at: SheetContext): string {
    return `${signalWords(signal, locale)}${when ? ` ${words.and} ${at.condition(when)}` : ""}`;
  }
}

function inStages(stages: readonly string[] | undefined, context: SheetContext): string {
  return stages ? ` (${context.words.inStages} ${context.stages(stages)})` : "";
}

/** The contacts: every step that reaches the customer or asks a person, and those with words for the sheet. */
function dialogs(context: SheetContext): readonly string[] {
  const { program, words, locale } = context;
  const contacts = program.steps.filter(
    (step) => step.dialog || step.do === "send" || step.do === "call" || step.do === "task",
  );
  return contacts.flatMap((step, index) => {
    const { dialog } = step;
    const text = (value: { sv: string; en: string } | undefined) =>
      value ? escapeMarkdown(value[locale]) : "";
    const rows: readonly Row[] = [
      [words.objective, text(dialog?.objective)],
      [words.target, text(dialog?.target)],
      ...measuredOf(step, context),
      [words.trigger, triggerOf(step, context)],
      [words.when, text(dialog?.when)],
      [words.communication, communication(step, context)],
      [words.responsible, text(dialog?.responsible ?? program.responsible)],
      [words.doneBy, text(dialog?.doneBy ?? program.doneBy)],
    ];
    const title = `### ${words.dialog} ${index + 1}: ${context.step(step.id)}`;
    return [...(index > 0 ? [""] : []), title, "", ...table(rows)];
  });
}

function measuredOf(step: Step, context: SheetContext): readonly Row[] {
  const lines = (step.dialog?.targets ?? []).map((target) =>
    targetLine({ target, step: step.id }, context),
  );
  return lines.length === 0 ? [] : [[context.words.measured, lines.join("; ")]];
}

/** What leads to a step: the steps before it, and the signals. */
function triggerOf(step: Step, context: SheetContext): string {
  const { words, locale, program } = context;
  const graph = stepGraph(program);
  const edges = [...graph.edges.values()].flat().filter(({ to }) => to === step.id);
  const steps = edges
    .filter(({ by }) => by !== "signal" && by !== "reaction")
    .map(({ from }) => `${words.after} ${context.step(from)}`);
  const signals = edges.flatMap(({ rule }) =>
    rule ? [`${words.whenSignal.toLowerCase()} ${signalWords(rule.signal, locale)}`] : [],
  );
  const starts = graph.starts.includes(step.id)
    ? program.triggers
        .filter(({ startAt }) => (startAt ?? program.steps[0]?.id) === step.id)
        .map((trigger) => triggerLine({ ...trigger, startAt: undefined }, context))
    : [];
  return [...new Set([...starts, ...steps, ...signals])].join("; ");
}

function linksOf(program: Program): readonly string[] {
  const called = program.steps.flatMap((step) =>
    step.do === "call-program" ? [step.program] : [],
  );
  return [...new Set(called)];
}
