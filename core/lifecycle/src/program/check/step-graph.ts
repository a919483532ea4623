import type { Program } from "../program.ts";
import type { OnSignal, Step, StepOf } from "../step.ts";

/** A way from one step to the next. */
export interface Edge {
  readonly from: string;
  /** None where the program falls off its end. */
  readonly to: string | undefined;
  /**
   * What takes it: the step itself (`next`), a choice, a limit that is reached, a message that could not
   * be sent or a call that nobody has time for, a date that has passed, or a signal.
   */
  readonly by: "next" | "choice" | "limit" | "otherwise" | "late" | "signal" | "reaction";
  /** The rule that takes it when its signal comes. */
  readonly rule?: SignalWay;
}

/** A rule that moves an enrolment when a signal comes; a reaction may hold in some stages only. */
export type SignalWay = OnSignal & { readonly in?: readonly string[] | undefined };

/** Whether a way can be taken in a stage. */
export function isOpenIn(edge: Edge, stage: string): boolean {
  return edge.rule?.in === undefined || edge.rule.in.includes(stage);
}

/** A program's steps and the ways between them. */
export interface StepGraph {
  readonly steps: ReadonlyMap<string, Step>;
  /** The steps that an enrolment may begin at. */
  readonly starts: readonly string[];
  /** The ways out of each step, reactions included where they can happen. */
  readonly edges: ReadonlyMap<string, readonly Edge[]>;
  /** The stages that an enrolment may be in when it stands at a step that can be reached; none is "". */
  readonly stages: ReadonlyMap<string, ReadonlySet<string>>;
}

/** Whether an enrolment can stand still at a step, so that a signal may find it there. */
export function standsStill(step: Step): boolean {
  return (
    step.do === "wait" || step.do === "call" || (step.do === "send" && step.proceed === "when-sent")
  );
}

/** The step that follows by `next` or in the file; none after the last. */
export function followingStep(program: Program, step: Step): string | undefined {
  if (step.next !== undefined) return step.next;
  return program.steps[program.steps.findIndex(({ id }) => id === step.id) + 1]?.id;
}

/** Draws a program's graph. Ways to steps that do not exist are left out; they are reported elsewhere. */
export function stepGraph(program: Program): StepGraph {
  const steps = new Map(program.steps.map((step) => [step.id, step]));
  const begins = program.triggers.map(({ startAt }) => startAt ?? program.steps[0]?.id);
  const starts = [...new Set(begins)].flatMap((id) =>
    id !== undefined && steps.has(id) ? [id] : [],
  );
  const exists = ({ to }: Edge) => to === undefined || steps.has(to);
  const edges = new Map(
    program.steps.map((step) => [step.id, edgesOf(program, steps, step).filter(exists)]),
  );
  const stages = spread(program, { steps, starts, edges });
  for (const [id, found] of stages) {
    const step = steps.get(id);
    if (!step || !standsStill(step)) continue;
    edges.set(id, [...(edges.get(id) ?? []), ...reactionsAt(program, id, found).filter(exists)]);
  }
  return { steps, starts, edges, stages };
}

function edgesOf(program: Program, steps: ReadonlyMap<string, Step>, step: Step): readonly Edge[] {
  const from = step.id;
  const next: Edge = { from, to: followingStep(program, step), by: "next" };
  const limit: readonly Edge[] = step.limit ? [{ from, to: step.limit.goTo, by: "limit" }] : [];
  switch (step.do) {
    case "exit":
      return limit;
    case "branch": {
      const choices = step.choose.map(({ goTo }): Edge => ({ from, to: goTo, by: "choice" }));
      return [...limit, ...choices, { ...next, to: step.otherwise ?? next.to }];
    }
    case "split":
      return [...limit, ...step.parts.map(({ goTo }): Edge => ({ from, to: goTo, by: "choice" }))];
    case "send":
    case "call":
      return [...limit, next, ...notSent(step, next), ...answersBeforeReport(steps, step, next)];
    case "wait":
      return [...limit, ...waitEdges(step, next)];
    default:
      return [...limit, next];
  }
}

function notSent(step: StepOf<"send"> | StepOf<"call">, next: Edge): readonly Edge[] {
  const ways = step.do === "call" ? [step.otherwise, step.noCapacity] : [step.otherwise];
  return ways.flatMap((to) =>
    to === undefined ? [] : [{ ...next, to, by: "otherwise" as const }],
  );
}

/** An answer that comes before the report of the message counts as one to the wait that follows. */
function answersBeforeReport(
  steps: ReadonlyMap<string, Step>,
  step: StepOf<"send"> | StepOf<"call">,
  next: Edge,
): readonly Edge[] {
  const following = next.to === undefined ? undefined : steps.get(next.to);
  if (!standsStill(step) || following?.do !== "wait") return [];
  return (following.on ?? []).map((rule) => ({ ...next, to: rule.goTo, by: "signal", rule }));
}

function waitEdges(step: StepOf<"wait">, next: Edge): readonly Edge[] {
  const { until } = step;
  const late = step.for === undefined && until && "date" in until ? until.late : "now";
  return [
    ...(step.for === undefined && until === undefined ? [] : [next]),
    ...(late === "now" ? [] : [{ ...next, to: late.skip, by: "late" as const }]),
    ...(step.on ?? []).map((rule): Edge => ({ ...next, to: rule.goTo, by: "signal", rule })),
  ];
}

/** Finds the steps that can be reached and the stages in which they can, until nothing new is found. */
function spread(
  program: Program,
  { steps, starts, edges }: Pick<StepGraph, "steps" | "starts" | "edges">,
): ReadonlyMap<string, ReadonlySet<string>> {
  const found = new Map<string, Set<string>>();
  const queue: (readonly [id: string, stage: string])[] = starts.map((id) => [id, ""]);
  for (let item = queue.pop(); item; item = queue.pop()) {
    const [id, before] = item;
    const step = steps.get(id);
    if (!step) continue;
    const stage = step.stage ?? before;
    const here = found.get(id) ?? new Set();
    found.set(id, here);
    // A step whose limit is reached is passed by without entering its stage.
    if (step.limit && step.stage !== undefined) queue.push([step.limit.goTo, before]);
    if (here.has(stage)) continue;
    here.add(stage);
    const reactions = standsStill(step) ? reactionsAt(program, id, new Set([stage])) : [];
    for (const { to } of [...(edges.get(id) ?? []), ...reactions]) {
      if (to !== undefined) queue.push([to, stage]);
    }
  }
  return found;
}

function reactionsAt(program: Program, from: string, stages: ReadonlySet<string>): readonly Edge[] {
  return program.reactions
    .filter((reaction) => !reaction.in || reaction.in.some((stage) => stages.has(stage)))
    .map((rule) => ({ from, to: rule.goTo, by: "reaction", rule }));
}
