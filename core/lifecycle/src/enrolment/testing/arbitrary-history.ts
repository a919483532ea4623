import fc from "fast-check";
import { compileProgram } from "../compiled-program.ts";
import { exampleProgram } from "./example-case.ts";

const IDS = ["a", "b", "c", "d", "e", "f"] as const;
const STAGES = ["one", "two"] as const;
const SIGNALS = [
  "message.replied",
  "call.finished",
  "agreement.ordered",
  "agreement.accepted",
  "agreement.end-moved",
] as const;

const id = fc.constantFrom(...IDS);
const stage = fc.constantFrom(...STAGES);
const signalType = fc.constantFrom(...SIGNALS);
const some = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: undefined });

const condition = fc.constantFrom(
  { field: "customer.valueClass", is: "equals", value: "gold" },
  { field: "signal.intent", is: "equals", value: "no" },
  { field: "enrolment.offer", is: "is-set" },
  { field: "renewal.status", is: "equals", value: "ordered" },
  { field: "signal.isRenewal", is: "equals", value: true },
);
const onSignal = fc.record({
  signal: signalType,
  when: some(condition),
  set: some(fc.constant({ saidAt: "signal.at" })),
  goTo: id,
});
const contact = { template: fc.constant("text"), class: fc.constantFrom("marketing", "service") };
const until = fc.constantFrom(
  { date: "agreement.end", before: "P30D" },
  { date: "agreement.end", before: "P1Y", late: { skip: "a" } },
  { date: "agreement.signedAt", after: "P10D" },
  { nextMonthDay: 10 },
  { at: "09:00", weekday: "monday" },
);

const KINDS = {
  send: fc.record({
    ...contact,
    channel: fc.constantFrom("sms", "email"),
    proceed: fc.constantFrom("when-sent", "at-once"),
    otherwise: some(id),
    expires: some(fc.constant("P3D")),
  }),
  call: fc.record({ ...contact, otherwise: some(id) }),
  task: fc.record({ template: contact.template, due: some(fc.constant("P2D")) }),
  wait: fc.record({
    for: some(fc.constantFrom("P1D", "P1M", "PT6H")),
    until: some(until),
    on: some(fc.array(onSignal, { minLength: 1, maxLength: 3 })),
  }),
  branch: fc.record({
    choose: fc.array(fc.record({ when: condition, goTo: id }), { minLength: 1, maxLength: 2 }),
    otherwise: some(id),
  }),
  split: fc.record({
    parts: fc.array(fc.record({ name: id, share: fc.integer({ min: 1, max: 9 }), goTo: id }), {
      ...{ minLength: 2, maxLength: 3 },
    }),
  }),
  update: fc.record({
    object: fc.constantFrom("customer", "agreement", "renewal"),
    values: fc.constant({ status: "x", until: { field: "agreement.end" } }),
  }),
  offer: fc.record({ otherwise: fc.constantFrom("plain", "gold") }),
  "call-program": fc.record({ program: fc.constant("winback") }),
  webhook: fc.record({ type: fc.constant("it.happened") }),
  exit: fc.record({ reason: fc.constantFrom("done", "declined") }),
};

const step = fc.constantFrom(...(Object.keys(KINDS) as (keyof typeof KINDS)[])).chain((kind) => {
  const common = fc.record({
    stage: some(stage),
    next: some(id),
    limit: some(fc.record({ times: fc.integer({ min: 0, max: 2 }), goTo: id })),
  });
  return fc.tuple(common, KINDS[kind]).map(([base, own]) => ({ do: kind, ...base, ...own }));
});

/** Programs of every kind of step, most of which no checker would let pass. */
export const arbitraryProgram = fc
  .record({
    steps: fc.tuple(step, step, step, step, step, step),
    reactions: fc.array(fc.tuple(onSignal, some(fc.array(stage, { minLength: 1, maxLength: 2 }))), {
      maxLength: 3,
    }),
    exits: fc.array(
      fc.record({ on: some(signalType), when: some(condition), in: some(fc.constant(["two"])) }),
      { maxLength: 2 },
    ),
    goal: some(fc.record({ on: signalType, when: some(condition) })),
  })
  .map(({ steps, reactions, exits, goal }) => {
    const parts = {
      stages: STAGES.map((each) => ({ id: each, name: { sv: each, en: each } })),
      steps: steps.map((each, index) => ({ id: IDS[index], ...each })),
      reactions: reactions.map(([rule, stages]) => ({ ...rule, in: stages })),
      // An exit that always holds would end everything before it begins.
      exits: exits.flatMap(({ when, ...rest }) =>
        when || rest.on ? [{ ...rest, when, reason: "over" }] : [],
      ),
      goal,
    };
    return exampleProgram(JSON.parse(JSON.stringify(parts)));
  });

const signal = fc
  .record({
    type: signalType,
    intent: fc.constantFrom("no", "stop", "other"),
    isRenewal: fc.boolean(),
    fromList: fc.boolean(),
    outcome: fc.constantFrom("reached", "not-reached", "renewed"),
    minutesAgo: fc.integer({ min: 0, max: 300 }),
  })
  .map(({ type, minutesAgo, ...fields }) => ({ type, minutesAgo, fields }));

/**
 * Histories of up to thirty happenings: an effect's end, by its number or that of the last, a timer, a signal told
 * so long after it happened; with what the records say by then.
 */
export const arbitraryHistory = fc.array(
  fc.record({
    hours: fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 24 * 40 })),
    what: fc.oneof(
      fc.constant("settle" as const),
      fc.constant("timer" as const),
      fc.integer({ min: 0, max: 9 }),
      signal,
    ),
    outcome: fc.constantFrom("sent" as const, "not-sent" as const),
    valueClass: fc.constantFrom("gold" as const, "silver" as const),
    renewed: fc.boolean(),
  }),
  { maxLength: 30 },
);

/** A program compiled anew, with nothing remembered. */
export function compiledAnew(program: ReturnType<typeof exampleProgram>) {
  return compileProgram({ program: program.program, version: program.version });
}
