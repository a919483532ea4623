import { FLOW_STATES, PHASES, VALUE_CLASSES } from "@perennial/contract";
import { parseProgram } from "@perennial/lifecycle";
import fc from "fast-check";
import { expect, test } from "vitest";
import { listPrograms, readLibraryProgram } from "./library.ts";
import { ProgramStory } from "./testing/program-story.ts";

const TIERS = ["member", "silver", "vip"] as const;
const REPLIES = ["STOPP", "Nej tack", "Ja gärna", "Vad kostar det?"] as const;
const ANSWERS = ["price", "service", "other"] as const;
const REPORTS = ["contacted", "met", "quoted", "later", "problem", "no-interest", "won"] as const;
const SURVEYS = ["event", "web-prospect", "visit"] as const;
const CHOICES = ["yes", "no", "for-a-friend", "no-contact"] as const;
const INVITED = ["yes", "no", "wants-information"] as const;
const REFERRED = ["joined", "qualified", "refused"] as const;
const SOURCES = ["web", "fair", "bought-address"] as const;
const OUTCOMES = ["reached", "not-reached", "declined", "do-not-call", "wrong-number"] as const;

/** Something that happens to a customer, by a number that says which of its kinds. */
type Happening = (anna: ProgramStory, kind: number) => void;

const pick = <Value>(values: readonly [Value, ...Value[]], kind: number): Value =>
  values[kind % values.length] ?? values[0];
const direction = (kind: number) => (kind % 2 === 0 ? "up" : "down");

/** What may happen to a customer, in any order and as often as it likes. */
const HAPPENINGS: Readonly<Record<string, Happening>> = {
  buys: (anna, kind) =>
    anna.buys({
      ...(kind % 3 > 0 && { category: pick(["suits", "shoes", "hats"], kind) }),
      discount: kind % 4 === 0 ? 500 : 0,
    }),
  replies: (anna, kind) => anna.replies(pick(REPLIES, kind), kind % 2 === 0 ? "sms" : "email"),
  flows: (anna, kind) =>
    anna.tell({
      ...{ type: "customer.flow-changed", from: "active", wanted: false },
      to: pick(FLOW_STATES, kind),
    }),
  phase: (anna, kind) => anna.tell({ type: "customer.phase-changed", to: pick(PHASES, kind) }),
  valueClass: (anna, kind) =>
    anna.tell({
      ...{ type: "customer.class-changed", to: pick(VALUE_CLASSES, kind) },
      ...{ from: pick(VALUE_CLASSES, kind + 1), direction: direction(kind) },
    }),
  tier: (anna, kind) =>
    anna.tell({
      ...{ type: "customer.tier-changed", to: pick(TIERS, kind), from: pick(TIERS, kind + 1) },
      ...{ direction: direction(kind), reason: "earned" },
    }),
  tierNear: (anna) => anna.tell({ type: "customer.tier-near", tier: "vip", remaining: 5_000 }),
  answers: (anna, kind) =>
    anna.tell({
      ...{ type: "survey.answered", survey: pick(["exit", "profile", "nps"], kind) },
      ...{ answer: pick(ANSWERS, kind), score: kind % 11 },
    }),
  chooses: (anna, kind) =>
    anna.tell({
      ...{ type: "survey.answered", survey: pick(SURVEYS, kind) },
      answer: pick(CHOICES, kind),
    }),
  isReportedOn: (anna, kind) =>
    anna.tell({ type: "follow-up.reported", outcome: pick(REPORTS, kind), by: "kim" }),
  registers: (anna, kind) =>
    anna.tell({ type: "interest.registered", source: pick(SOURCES, kind), subject: "heating" }),
  answersInvitation: (anna, kind) => anna.invited({ answer: pick(INVITED, kind) }),
  attends: (anna, kind) => anna.invited({ attended: kind % 2 === 0 }),
  moves: (anna, kind) => anna.invited({ startsAt: `2027-0${1 + (kind % 9)}-16T17:00:00.000Z` }),
  refers: (anna, kind) =>
    anna.tell({
      ...{ type: "referral.advanced", referralId: `f${kind}` },
      status: pick(REFERRED, kind),
    }),
  calls: (anna, kind) =>
    anna.tell({ type: "call.finished", outcome: pick(OUTCOMES, kind), endedAt: anna.now }),
  cancels: (anna) => anna.agrees({ id: "a1", status: "cancelled", cancelledAt: anna.now }),
  orders: (anna, kind) =>
    anna.agrees({
      ...{ id: `r${kind}`, renewalOf: "a1", status: "ordered", orderedAt: anna.now },
      orderChannel: kind % 2 === 0 ? "web" : "phone",
    }),
  declines: (anna) => anna.consents({ state: "withdrawn" }),
  agrees: (anna) => anna.consents({ state: "given" }),
  fails: (anna, kind) => {
    const step = anna.sent.at(kind % 3 === 0 ? 0 : -1)?.step;
    anna.tell({ type: "message.failed", commandId: "m1", reason: "mailbox full" }, step);
  },
};

const life = fc.array(
  fc.tuple(
    fc.integer({ min: 0, max: 45 }),
    fc.constantFrom(...Object.keys(HAPPENINGS)),
    fc.integer({ min: 0, max: 23 }),
  ),
  { maxLength: 16 },
);

/** A customer of whom much is known, so that every program finds something to do. */
function begin(id: string): Promise<ProgramStory> {
  return ProgramStory.of(id, {
    at: "2026-12-31T05:00:00.000Z",
    customer: { tier: "member", valueClass: "bronze", customerSince: "2024-05-01" },
    agreements: [
      { id: "a1", end: "2027-03-31" },
      { id: "b1", end: "2027-05-31", party: "competitor" },
    ],
    purchases: Array.from({ length: 98 }, (_, index) => ({ id: `old-${index}` })),
    invitations: [{ startsAt: "2027-02-16T17:00:00.000Z" }],
  });
}

test.each(await listPrograms())(
  "whatever happens, nobody is stuck in %s, nor advertised to after a no, and no text fails",
  async (id) => {
    const { program } = parseProgram(await readLibraryProgram(id));
    const marketing = new Set(
      program?.steps.flatMap((step) =>
        step.do === "send" && step.channel === "email" && step.class === "marketing"
          ? [step.id]
          : [],
      ),
    );
    await fc.assert(
      fc.asyncProperty(life, async (happenings) => {
        const anna = await begin(id);
        anna.tell({ type: "program.requested", program: id, by: "kim" });
        let declined = false;
        for (const [days, name, kind] of happenings) {
          const before = anna.sent.length;
          anna.wait(`P${days}D`);
          const bothered = anna.sent.slice(before).find(({ step }) => marketing.has(step));
          if (declined && bothered) throw new Error(`after a no: ${bothered.step}`);
          HAPPENINGS[name]?.(anna, kind);
          if (name === "declines") declined = true;
          if (name === "agrees") declined = false;
          if (anna.step !== undefined && !anna.isUnderWay) throw new Error(`stuck: ${anna.step}`);
        }
        const unwritten = anna.lines.find((line) => /There is no|no value|Shorten/.test(line));
        if (unwritten !== undefined) throw new Error(unwritten);
        anna.tell({ type: "customer.deleted" });
        expect(anna.step).toBeUndefined();
      }),
      { seed: 20_261_122, numRuns: 60 },
    );
  },
);
