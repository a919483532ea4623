import type { Step, StepOf } from "../step.ts";
import { earlier, endOfDay, hull, type Interval, later, overlap } from "./day-interval.ts";
import type { Inspection } from "./inspection.ts";
import { type Judged, judgeAt, owesNoNotice } from "./judge-at.ts";
import { afterContact, afterWait, type Durations, daysStandingAt } from "./notice-days.ts";
import {
  type Gap,
  isPossible,
  keyOf,
  noting,
  type Sought,
  type Standing,
  type Walked,
} from "./notice-standing.ts";
import { followingStep, isOpenIn, type StepGraph } from "./step-graph.ts";

const MOST_STANDINGS = 20_000;

/**
 * Follows every way from some starts until the notice is given, cannot be given any more, or is not owed.
 * Days are reckoned as intervals, so what it calls safe is so whatever month and weekday it falls on.
 */
export function walkToNotice(inspection: Inspection, graph: StepGraph, task: WalkTask): Walked {
  return new Walk(inspection, graph, task).run(task.starts);
}

/** Where a walk begins, what it looks for, and how long durations are. */
export interface WalkTask {
  readonly starts: readonly Standing[];
  readonly sought: Sought;
  readonly durations: Durations;
}

class Walk {
  readonly #inspection: Inspection;
  readonly #graph: StepGraph;
  readonly #sought: Sought;
  readonly #durations: Durations;
  readonly #window: Interval;
  readonly #lastDay: number;
  readonly #gaps: Gap[] = [];
  readonly #given = new Map<string, Interval>();
  readonly #withoutLetter = new Set<string>();
  readonly #textMessages = new Set<string>();
  /** The tasks that stand in for a notice which could not be sent: letters, wherever they are come to from. */
  readonly #letters: ReadonlySet<string | undefined>;

  constructor(inspection: Inspection, graph: StepGraph, { sought, durations }: WalkTask) {
    this.#inspection = inspection;
    this.#graph = graph;
    this.#sought = sought;
    this.#durations = durations;
    const { earliestDaysBefore, latestDaysBefore } = sought.notice;
    this.#window = { from: -earliestDaysBefore, to: endOfDay(-latestDaysBefore) };
    this.#lastDay = -latestDaysBefore;
    this.#letters = new Set(
      inspection.program.steps.map((step) =>
        step.do === "send" && step.class === "statutory" ? step.otherwise : undefined,
      ),
    );
  }

  run(starts: readonly Standing[]): Walked {
    const queue = [...starts];
    const seen = new Set<string>();
    let index = 0;
    for (; index < queue.length && index < MOST_STANDINGS; index++) {
      const standing = queue[index];
      if (!standing) continue;
      const key = keyOf(standing);
      if (seen.has(key)) continue;
      seen.add(key);
      queue.push(...this.#visit(standing));
    }
    return {
      gaps: this.#gaps,
      given: this.#given,
      withoutLetter: this.#withoutLetter,
      textMessages: this.#textMessages,
      isCutShort: index >= MOST_STANDINGS,
    };
  }

  /** Comes to a step: says where it goes on from there, and notes what is missed or given. */
  #visit(standing: Standing): readonly Standing[] {
    const { at, bySignal, way } = standing;
    const step = standing.step === undefined ? undefined : this.#graph.steps.get(standing.step);
    if (!step) return this.#miss(standing, "never");
    if (at.from > this.#window.to && !this.#sought.orTask) {
      return this.#miss(
        standing,
        bySignal && at.to === Number.POSITIVE_INFINITY ? "late" : "never",
      );
    }
    const times = step.limit && this.#inspection.number(step.limit.times);
    const beyond = step.limit ? this.#go(standing, step.limit.goTo, at) : [];
    if (times === 0) return beyond;
    const stage = step.stage ?? standing.stage;
    const onward = this.#pass({ ...standing, stage, way: [...way, step.id] }, step);
    return way.includes(step.id) ? [...onward, ...beyond] : onward;
  }

  #pass(standing: Standing, step: Step): readonly Standing[] {
    const { at } = standing;
    const next = followingStep(this.#inspection.program, step);
    switch (step.do) {
      case "exit":
        return this.#miss(standing, "never");
      case "send":
        return this.#send(standing, step);
      case "call":
        return this.#contact(standing, step);
      case "task":
        return this.#task(standing, next);
      case "wait":
        return this.#wait(standing, step, next);
      case "branch":
        return this.#branch(standing, step, next);
      case "split":
        return step.parts.flatMap(({ goTo }) => this.#go(standing, goTo, at));
      case "offer":
        return this.#go(noting(standing, ["offer"]), next, at);
      default:
        return this.#go(standing, next, at);
    }
  }

  #go(standing: Standing, step: string | undefined, at: Interval | undefined): readonly Standing[] {
    if (!at) return [];
    // Signals and short waits may lead round and round, a little later each time: what may be late may be
    // any day. Where time alone leads, the day is told as long as it lies before the end.
    const known = standing.bySignal ? this.#window.to : 0;
    const mayBeLate = at.from <= this.#window.to && at.to > known;
    const days = mayBeLate ? { from: at.from, to: Number.POSITIVE_INFINITY } : at;
    return [{ ...standing, step, at: days }];
  }

  #miss({ at, bySignal, way }: Standing, kind: Gap["kind"]): readonly Standing[] {
    this.#gaps.push({ kind, at, bySignal, way });
    return [];
  }

  /** Gives the notice on the days that are in time, and notes those that are not. */
  #give(standing: Standing, step: string): Interval | undefined {
    const inTime = overlap(standing.at, this.#window);
    if (later(standing.at, this.#lastDay)) this.#miss(standing, "late");
    if (earlier(standing.at, this.#window.from)) this.#miss(standing, "early");
    if (inTime && !standing.bySignal) {
      this.#given.set(step, hull(this.#given.get(step), inTime) ?? inTime);
    }
    return inTime;
  }

  #send(standing: Standing, step: StepOf<"send">): readonly Standing[] {
    if (step.channel === "sms" && overlap(standing.at, this.#window)) {
      this.#textMessages.add(step.id);
    }
    const counts = this.#sought.notice.channels.includes(step.channel);
    if (step.class !== "statutory" || !counts) return this.#contact(standing, step);
    const inTime = this.#give(standing, step.id);
    if (step.otherwise === undefined || step.proceed === "at-once") {
      this.#withoutLetter.add(step.id);
      return [];
    }
    return this.#go({ ...standing, letterDue: true }, step.otherwise, inTime);
  }

  /** A message or call that is no notice: it may be held a while, or not sent at all. */
  #contact(standing: Standing, step: StepOf<"send"> | StepOf<"call">): readonly Standing[] {
    const next = followingStep(this.#inspection.program, step);
    const after = afterContact(standing.at, step, this.#durations);
    const sent = noting(standing, ["lastSentAt"]);
    if (step.do === "send" && step.proceed === "at-once") return this.#go(sent, next, after);
    const ways = step.do === "call" ? [step.otherwise, step.noCapacity] : [step.otherwise];
    const unsent = ways.flatMap((to) => (to === undefined ? [] : this.#go(standing, to, after)));
    return [...this.#go(sent, next, after), ...unsent, ...this.#signals(sent, step, after)];
  }

  #task(standing: Standing, next: string | undefined): readonly Standing[] {
    if (this.#sought.orTask) return [];
    const id = standing.way.at(-1) ?? "";
    const isLetter = standing.letterDue || this.#letters.has(id);
    if (!isLetter || !this.#sought.notice.channels.includes("post")) {
      return this.#go(standing, next, standing.at);
    }
    this.#give(standing, id);
    return [];
  }

  #wait(standing: Standing, step: StepOf<"wait">, next: string | undefined): readonly Standing[] {
    const { until } = step;
    const { passed, skipped } = afterWait(standing.at, step, this.#durations);
    const skip = until && "date" in until && until.late !== "now" ? until.late.skip : undefined;
    const standingAt = daysStandingAt(standing.at, step, this.#durations);
    // Where nothing but a signal ends it, the silent customer waits there for ever.
    if (passed.length === 0 && skip === undefined) this.#miss(standing, "never");
    return [
      ...passed.flatMap((at) => this.#go(standing, next, at)),
      ...(skip === undefined ? [] : this.#go(standing, skip, skipped)),
      ...this.#signals(standing, step, standingAt),
    ];
  }

  #branch(
    standing: Standing,
    step: StepOf<"branch">,
    next: string | undefined,
  ): readonly Standing[] {
    const onward: Standing[] = [];
    let rest: Interval | undefined = standing.at;
    for (const { when, goTo } of step.choose) {
      if (!rest) return onward;
      const judged: Judged = judgeAt(when, { at: rest, noted: standing.noted });
      if (!owesNoNotice(when)) onward.push(...this.#go(standing, goTo, judged.yes));
      rest = judged.no;
    }
    return [...onward, ...this.#go(standing, step.otherwise ?? next, rest)];
  }

  /** Where signals may take an enrolment that stands still for some days. */
  #signals(standing: Standing, step: Step, at: Interval): readonly Standing[] {
    if (!this.#sought.withSignals) return [];
    this.#signalExits(standing, at);
    return (this.#graph.edges.get(step.id) ?? []).flatMap((edge) => {
      const { rule, to } = edge;
      if (!rule || !isOpenIn(edge, standing.stage) || !isPossible(rule, standing)) return [];
      const days = rule.when ? judgeAt(rule.when, { at, noted: standing.noted }).yes : at;
      const way = [...standing.way, `(${rule.signal})`];
      const moved = noting({ ...standing, bySignal: true, way }, Object.keys(rule.set ?? {}));
      return this.#go(moved, to, days);
    });
  }

  #signalExits(standing: Standing, at: Interval): void {
    for (const { on, when, in: stages, reason } of this.#inspection.program.exits) {
      if (on === undefined || !isPossible({ signal: on, when }, standing)) continue;
      if (stages !== undefined && !stages.includes(standing.stage)) continue;
      const way = [...standing.way, `(${on})`, `exit "${reason}"`];
      this.#miss({ ...standing, at, bySignal: true, way }, "never");
    }
  }
}
