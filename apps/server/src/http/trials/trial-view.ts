import type { TrialEvent, TrialView } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  type Condition,
  dateRule,
  decisionSentence,
  diagramGraph,
  type Explanation,
  explain,
  type Facts,
  localDateOf,
  localTimeOf,
  programCatalogue,
  readField,
  type SimulatedDecision,
  type SimulatedEvent,
  smsSegments,
  triggerDay,
} from "@perennial/lifecycle";
import type { LoadedProgram, Trial, TrialStep } from "@perennial/runtime";
import { TRIAL_WORDS } from "./trial-words.ts";

/** How a trial is told. */
export interface TrialTelling {
  readonly loaded: LoadedProgram;
  readonly locale: Locale;
  readonly zone: string;
  readonly from: string;
}

/** What a program would do to one customer, as clients see it. */
export function trialView(trial: Trial, telling: TrialTelling): TrialView {
  const { customerId, name, agreementId, until, facts, entry, came, steps } = trial;
  const { zone, from, locale } = telling;
  const left = steps.findLast(({ kind, ...each }) => kind === "event" && endOf(each) !== undefined);
  const titles = stepTitles(telling);
  return {
    ...{ customerId, name, agreementId, zone, from, until, came },
    entry: {
      holds: entry?.holds ?? true,
      because: entry?.because ?? TRIAL_WORDS.noEntry[locale],
      nearest: entry?.nearest?.sentence ?? null,
      conditions: entry ? conditionsSeen(entry) : [],
    },
    doors: doorsSeen(telling, facts),
    events: steps.flatMap((step) => eventView(step, { telling, titles })),
    ended: left?.kind === "event" ? (left.event.reason ?? "completed") : null,
    notes: notesOn(trial, locale),
  };
}

function endOf(step: object): unknown {
  const event = Reflect.get(step, "event") as SimulatedEvent | undefined;
  return event?.what === "left" ? event : undefined;
}

function conditionsSeen({ leaves }: Explanation) {
  return leaves.map(({ sentence, saw, holds, decisive }) => ({ sentence, saw, holds, decisive }));
}

function stepTitles({ loaded, locale }: TrialTelling): ReadonlyMap<string, string> {
  const { program, settings } = loaded.compiled;
  const { nodes } = diagramGraph(program, locale, settings);
  return new Map(nodes.flatMap(({ step, title }) => (step === undefined ? [] : [[step, title]])));
}

/** What opens the program, and on which day it does for this customer. */
function doorsSeen({ loaded, locale }: TrialTelling, facts: Facts): TrialView["doors"] {
  const { program, settings } = loaded.compiled;
  const { nodes } = diagramGraph(program, locale, settings);
  const titles = nodes.filter(({ kind }) => kind === "trigger").map(({ title }) => title);
  return program.triggers.map((trigger, index) => {
    const sentence = titles[index] ?? "";
    if (!("date" in trigger)) return { sentence, kind: "event", day: null };
    const value = readField(facts, trigger.date);
    const rule = dateRule(trigger, loaded.compiled);
    const isDate = typeof value === "string" && trigger.every === undefined;
    return { sentence, kind: "date", day: isDate ? triggerDay(value.slice(0, 10), rule) : null };
  });
}

interface Told {
  readonly telling: TrialTelling;
  readonly titles: ReadonlyMap<string, string>;
}

function eventView(step: TrialStep, told: Told): readonly TrialEvent[] {
  if (step.kind === "decision") return decisionView(step.told, told);
  const { event } = step;
  const what = KINDS[event.what];
  if (what === undefined) return [];
  const { telling, titles } = told;
  const { locale, zone } = telling;
  return [
    {
      ...whenAndWhere(event.at, event.step, { zone, titles }),
      what,
      channel: channelOf(event),
      reason: event.reason ?? null,
      sentence: sentenceOf(event, locale, zone),
      message: messageOf(event),
      conditions: [],
    },
  ];
}

/** What each thing of a dry run is called here; what decisions tell better is left out. */
const KINDS: Readonly<Partial<Record<SimulatedEvent["what"], string>>> = {
  ...{ sent: "sent", held: "held", skipped: "skipped", withdrawn: "withdrawn", task: "task" },
  ...{ alarm: "alarm", updated: "updated", webhook: "webhook", called: "assumed" },
  ...{ replied: "assumed", ordered: "assumed", accepted: "assumed", signed: "assumed" },
  ...{ "call-expired": "skipped", "call-withdrawn": "withdrawn", "turned-away": "turned-away" },
};

function whenAndWhere(
  at: string,
  step: string | undefined,
  { zone, titles }: { readonly zone: string; readonly titles: Told["titles"] },
) {
  return {
    at,
    date: localDateOf(at, zone),
    time: localTimeOf(at, zone).slice(0, 5),
    step: step ?? null,
    stepTitle: (step !== undefined && titles.get(step)) || null,
  };
}

function channelOf({ channel }: SimulatedEvent): TrialEvent["channel"] {
  return channel === "email" || channel === "sms" || channel === "phone" ? channel : null;
}

function messageOf({ text, subject, channel }: SimulatedEvent): TrialEvent["message"] {
  if (text === undefined) return null;
  const { encoding, segments } = smsSegments(text);
  const sms = channel === "sms" ? { encoding, segments } : null;
  return { subject: subject ?? null, text, sms };
}

/** Decisions are told in the words in which they would be told for real. */
function sentenceOf(event: SimulatedEvent, locale: Locale, zone: string): string {
  const { what, reason = null, step = null, channel, evidence } = event;
  if (what === "sent" || what === "held" || what === "skipped" || what === "withdrawn") {
    const kept = { zone, ...evidence, ...(what === "sent" && { channel }) };
    return decisionSentence({ kind: what, reason, step, evidence: kept }, locale);
  }
  const words = TRIAL_WORDS[what as keyof typeof TRIAL_WORDS];
  return words?.[locale] ?? what;
}

/** A decision that moves the customer on; where a way was chosen, with what was asked. */
function decisionView(
  { decision, facts }: SimulatedDecision,
  { telling, titles }: Told,
): readonly TrialEvent[] {
  const { kind, reason = null, step = null, evidence, at } = decision;
  const what = DECIDED[kind];
  if (what === undefined) return [];
  const { zone, locale, loaded } = telling;
  const via = typeof evidence.via === "string" ? evidence.via.split(" ") : [];
  const place = step ?? via[0];
  return [
    {
      ...whenAndWhere(at, place, { zone, titles }),
      ...{ what, channel: null, reason, message: null },
      sentence: decisionSentence({ kind, reason, step, evidence }, locale),
      conditions: via.length > 0 ? choicesSeen(loaded, via, { facts, locale }) : [],
    },
  ];
}

const DECIDED: Readonly<Record<string, string | undefined>> = {
  ...{ entered: "entered", moved: "moved", "goal-met": "goal-met", ended: "left" },
};

/** What the branches and choices of offers on the way asked, and the values they saw. */
function choicesSeen(
  { compiled }: LoadedProgram,
  via: readonly string[],
  { facts, locale }: { readonly facts: Facts; readonly locale: Locale },
): TrialEvent["conditions"] {
  const catalogue = programCatalogue(compiled);
  const asked = via.flatMap((id): readonly Condition[] => {
    const step = compiled.program.steps.find((each) => each.id === id);
    if (step?.do !== "branch" && step?.do !== "offer") return [];
    return step.choose.map(({ when }) => when);
  });
  return asked.flatMap((when) => conditionsSeen(explain(when, facts, locale, catalogue)));
}

function notesOn({ came, isInside }: Trial, locale: Locale): string[] {
  return [
    TRIAL_WORDS.nothingSent[locale],
    ...(isInside ? [TRIAL_WORDS.isInside[locale]] : []),
    ...(came === "as-if" ? [TRIAL_WORDS.asIf[locale]] : []),
    TRIAL_WORDS.standing[locale],
  ];
}
