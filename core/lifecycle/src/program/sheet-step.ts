import { escapeMarkdown, type SheetContext } from "./sheet-context.ts";
import { CLASS_WORDS, signalWords } from "./sheet-words.ts";
import type { OnSignal, Step, StepOf, ValueOrField, WaitUntil } from "./step.ts";

/** A step on the sheet: what it does, and under it where it leads. */
export interface SheetStep {
  readonly line: string;
  readonly below: readonly string[];
}

/** Writes a step for people. */
export function sheetStep(step: Step, context: SheetContext): SheetStep {
  const { words } = context;
  const { line, below } = write(step, context);
  const limit = step.limit
    ? [limitWords(context, context.number(step.limit.times), context.step(step.limit.goTo))]
    : [];
  const next = step.next ? [`${words.next}: ${words.goTo} ${context.step(step.next)}`] : [];
  return { line, below: [...below, ...limit, ...next] };
}

function limitWords({ locale, words }: SheetContext, times: string, beyond: string): string {
  const once = locale === "sv" ? "Högst en gång" : "Once at most";
  const often = locale === "sv" ? `Högst ${times} gånger` : `At most ${times} times`;
  const after = locale === "sv" ? "därefter" : "after that";
  return `${times === "1" ? once : often}, ${after} ${words.goTo} ${beyond}`;
}

/** How a step reaches the customer or a person: "sms ”reminder” (marknadsföring)". */
export function communication(step: Step, context: SheetContext): string {
  const { locale } = context;
  const sv = locale === "sv";
  switch (step.do) {
    case "send": {
      const email = sv ? "e-post" : "e-mail";
      const sms = sv ? "sms" : "text message";
      return `${step.channel === "email" ? email : sms} ${context.quote(step.template)} (${CLASS_WORDS[step.class][locale]})`;
    }
    case "call":
      return `${sv ? "samtal" : "call"} ${context.quote(step.template)} (${CLASS_WORDS[step.class][locale]})`;
    case "task":
      return `${sv ? "uppgift" : "task"} ${context.quote(step.template)}`;
    default:
      return "";
  }
}

/** What a rule for a signal does: "När kunden svarar: till steg 7". */
export function signalLine(rule: OnSignal, context: SheetContext): string {
  const { words, locale } = context;
  const when = rule.when ? ` ${words.and} ${context.condition(rule.when)}` : "";
  return `${words.whenSignal} ${signalWords(rule.signal, locale)}${when}: ${words.goTo} ${context.step(rule.goTo)}`;
}

function write(step: Step, context: SheetContext): SheetStep {
  const { words } = context;
  const sv = context.locale === "sv";
  switch (step.do) {
    case "send":
    case "call":
      return contactLines(step, context);
    case "task":
      return { line: taskLine(step, context), below: [] };
    case "wait":
      return waitLines(step, context);
    case "branch":
      return branchLines(step, context);
    case "split":
      return splitLines(step, context);
    case "update": {
      const line = `${sv ? "Skriv i CRM" : "Write to the CRM"} (${OBJECTS[step.object][sv ? 0 : 1]})`;
      return { line, below: valueLines(step.values, context) };
    }
    case "offer":
      return offerLines(step, context);
    case "call-program":
      return { line: `${words.links} \`${step.program}\``, below: [] };
    case "webhook": {
      const line = `${sv ? "Meddela ett annat system" : "Tell another system"}: \`${step.type}\``;
      return { line, below: valueLines(step.data, context) };
    }
    case "exit":
      return { line: `${sv ? "Avsluta" : "End"}: \`${escapeMarkdown(step.reason)}\``, below: [] };
  }
}

function contactLines(step: StepOf<"send"> | StepOf<"call">, context: SheetContext): SheetStep {
  const { words, locale } = context;
  const send = locale === "sv" ? "Skicka" : "Send";
  const call = locale === "sv" ? "Lägg på ringlistan" : "Put on the call list";
  const line = `${step.do === "send" ? send : call}: ${communication(step, context)}`;
  const way = (when: string, to: string | undefined) =>
    to === undefined ? [] : [`${when}: ${words.goTo} ${context.step(to)}`];
  const crowded = step.do === "call" ? way(words.noCapacity, step.noCapacity) : [];
  return { line, below: [...way(words.unsent, step.otherwise), ...crowded] };
}

function branchLines(step: StepOf<"branch">, context: SheetContext): SheetStep {
  const { words, locale } = context;
  const choices = step.choose.map(
    ({ when, goTo }) =>
      `${words.if} ${context.condition(when)}: ${words.goTo} ${context.step(goTo)}`,
  );
  const otherwise =
    step.otherwise === undefined
      ? []
      : [`${words.otherwise}: ${words.goTo} ${context.step(step.otherwise)}`];
  return { line: locale === "sv" ? "Beslut" : "Decision", below: [...choices, ...otherwise] };
}

function splitLines(step: StepOf<"split">, context: SheetContext): SheetStep {
  const { words, locale } = context;
  const below = step.parts.map(
    ({ name, share, goTo }) =>
      `${share} % ${context.quote(name)}: ${words.goTo} ${context.step(goTo)}`,
  );
  return { line: locale === "sv" ? "Dela slumpvis" : "Part at random", below };
}

function offerLines(step: StepOf<"offer">, context: SheetContext): SheetStep {
  const { words, locale } = context;
  const choices = step.choose.map(
    ({ when, offer }) => `${words.if} ${context.condition(when)}: ${context.offer(offer)}`,
  );
  return {
    line: locale === "sv" ? "Välj erbjudande" : "Choose an offer",
    below: [...choices, `${words.otherwise}: ${context.offer(step.otherwise)}`],
  };
}

const OBJECTS = {
  customer: ["kunden", "the customer"],
  agreement: ["avtalet", "the agreement"],
  renewal: ["förnyelseavtalet", "the renewal agreement"],
} as const;

function taskLine(step: StepOf<"task">, context: SheetContext): string {
  const sv = context.locale === "sv";
  const who = step.assignee ? ` ${sv ? "till" : "for"} ${escapeMarkdown(step.assignee)}` : "";
  const due = step.due ? `, ${sv ? "klar inom" : "done within"} ${context.duration(step.due)}` : "";
  return `${sv ? "Uppgift" : "Task"}${who}: ${context.quote(step.template)}${due}`;
}

function waitLines(step: StepOf<"wait">, context: SheetContext): SheetStep {
  const sv = context.locale === "sv";
  const wait = sv ? "Vänta" : "Wait";
  const below = (step.on ?? []).map((rule) => signalLine(rule, context));
  if (step.for !== undefined) {
    return { line: `${wait} ${sv ? "" : "for "}${context.duration(step.for)}`, below };
  }
  if (step.until === undefined) {
    return { line: sv ? "Vänta på en händelse" : "Wait for an event", below };
  }
  const { until } = step;
  const skip =
    "date" in until && until.late !== "now"
      ? [`${context.words.isLate}: ${context.words.goTo} ${context.step(until.late.skip)}`]
      : [];
  return {
    line: `${wait} ${sv ? "till" : "until"} ${untilWords(until, context)}`,
    below: [...below, ...skip],
  };
}

const ROLLS = {
  earlier: ["närmaste vardag före", "the business day before"],
  later: ["närmaste vardag efter", "the business day after"],
} as const;

function untilWords(until: WaitUntil, context: SheetContext): string {
  const sv = context.locale === "sv";
  const time = context.time(until.at);
  const clock = sv ? `klockan ${time}` : `at ${time}`;
  if ("nextMonthDay" in until) {
    const number = context.number(until.nextMonthDay);
    const day = sv ? `dag ${number} i nästa månad` : `day ${number} of the next month`;
    return `${day}, ${clock}`;
  }
  if (!("date" in until))
    return until.weekday ? `${WEEKDAY[until.weekday][sv ? 0 : 1]}, ${clock}` : clock;
  const before = until.before ? `${context.duration(until.before)} ${sv ? "före" : "before"} ` : "";
  const after = until.after ? `${context.duration(until.after)} ${sv ? "efter" : "after"} ` : "";
  const roll =
    until.roll === "same" ? "" : `, ${sv ? "eller" : "or"} ${ROLLS[until.roll][sv ? 0 : 1]}`;
  return `${after}${before}${context.field(until.date)}, ${clock}${roll}`;
}

const WEEKDAY = {
  monday: ["måndag", "Monday"],
  tuesday: ["tisdag", "Tuesday"],
  wednesday: ["onsdag", "Wednesday"],
  thursday: ["torsdag", "Thursday"],
  friday: ["fredag", "Friday"],
  saturday: ["lördag", "Saturday"],
  sunday: ["söndag", "Sunday"],
} as const;

function valueLines(
  values: Readonly<Record<string, ValueOrField>>,
  context: SheetContext,
): readonly string[] {
  return Object.entries(values).map(([name, value]) => {
    const shown =
      typeof value === "object" && value !== null
        ? context.field(value.field)
        : escapeMarkdown(String(value));
    return `\`${name}\` = ${shown}`;
  });
}
