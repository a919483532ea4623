import { addDays } from "@perennial/lifecycle";
import fc from "fast-check";
import { test } from "vitest";
import { RenewalCase } from "./testing/renewal-case.ts";

const reply = (text: string) => (anna: RenewalCase) =>
  anna.tell({ type: "message.replied", channel: "sms", from: "+46701234567", text });
const order = (orderChannel: string) => (anna: RenewalCase) =>
  anna.changeRenewal({ status: "ordered", orderedAt: anna.now, orderChannel });
const moveEnd = (days: number) => (anna: RenewalCase) =>
  anna.changeAgreement({ end: addDays(anna.agreement.end ?? "2027-03-31", days) });
const finish =
  (outcome: "not-reached" | "reached" | "renewed" | "wrong-number") => (anna: RenewalCase) =>
    anna.tell({ type: "call.finished", customerId: "c1", outcome, endedAt: anna.now });

/** What may happen to a customer, in any order and as often as it likes. */
const HAPPENINGS = {
  reply: reply("Hur gör jag?"),
  no: reply("Nej tack"),
  stop: reply("STOPP"),
  orderOnWeb: order("web"),
  orderByPhone: order("phone"),
  accept: (anna: RenewalCase) => anna.changeRenewal({ acceptedAt: anna.now }),
  sign: (anna: RenewalCase) => anna.changeRenewal({ signedAt: anna.now }),
  cancelRenewal: (anna: RenewalCase) => anna.changeRenewal({ status: "cancelled" }),
  endLater: moveEnd(20),
  endSooner: moveEnd(-9),
  messageFailed: (anna: RenewalCase) =>
    anna.tell({ type: "message.failed", commandId: "m1", reason: "unknown number" }),
  notReached: finish("not-reached"),
  reached: finish("reached"),
  renewed: finish("renewed"),
  wrongNumber: finish("wrong-number"),
};
type Happening = keyof typeof HAPPENINGS;
const NAMES = Object.keys(HAPPENINGS) as Happening[];

/** Throws when something is so that never may be. */
function judge(anna: RenewalCase, what: Happening, before: { stage?: string; log: number }): void {
  const fresh = anna.log.slice(before.log);
  const open = anna.endReason === undefined;
  if (open && anna.enrolment.timerAt === undefined) throw new Error(`stuck at ${anna.step}`);
  const watched = anna.stage === "awaiting-signature" || anna.stage === "customer-care";
  const ordered = what === "orderOnWeb" && before.stage !== "customer-care";
  if (open && ordered && !watched) throw new Error(`ordered in ${before.stage}, now ${anna.stage}`);
  if (open && ordered && !fresh.some((line) => line.includes("message thanks"))) {
    throw new Error(`ordered in ${before.stage} without thanks`);
  }
  if (anna.enrolment.variables.stopSaid !== undefined) {
    const bothered = fresh.find((line) => /(message reminder|call call)$/.test(line));
    if (bothered !== undefined) throw new Error(`after STOP: ${bothered}`);
  }
}

const HOW_OFTEN = { seed: 20_261_122, numRuns: 1_000 };
const life = fc.array(fc.tuple(fc.integer({ min: 0, max: 25 }), fc.constantFrom(...NAMES)), {
  maxLength: 14,
});

test("whatever happens, nobody is stuck, unthanked, bothered after STOP or mailed twice a month", async () => {
  await fc.assert(
    fc.asyncProperty(life, async (happenings) => {
      const anna = await RenewalCase.entered({ now: "2026-12-31T05:00:00.000Z" });
      for (const [days, what] of happenings) {
        const day = addDays(anna.now.slice(0, 10), days);
        const waited = anna.log.length;
        anna.waitUntil(`${day}T12:00:00.000Z`);
        if (anna.endReason !== undefined) break;
        judge(anna, "reply", { log: waited });
        const { stage } = anna;
        const before = { ...(stage !== undefined && { stage }), log: anna.log.length };
        HAPPENINGS[what](anna);
        judge(anna, what, before);
      }
      const months = anna.log
        .filter((line) => line.endsWith("club-mail"))
        .map((l) => l.slice(0, 7));
      if (new Set(months).size !== months.length) throw new Error(`mailed twice: ${months}`);
    }),
    HOW_OFTEN,
  );
});

test("no notice leaves more than 90 days before the end, however early it comes in and wherever the end moves", async () => {
  const moves = fc.array(
    fc.tuple(
      fc.oneof(fc.constant(0), fc.integer({ min: -60, max: 60 })),
      fc.integer({ min: 0, max: 40 }),
    ),
    {
      maxLength: 6,
    },
  );
  await fc.assert(
    fc.asyncProperty(moves, async (moved) => {
      const anna = await RenewalCase.entered({ now: "2026-12-01T05:00:00.000Z" });
      for (const [days, pause] of moved) {
        const told = anna.log.length;
        const end = addDays(anna.agreement.end ?? "2027-03-31", days);
        anna.changeAgreement({ end });
        anna.waitUntil(`${addDays(anna.now.slice(0, 10), pause)}T05:00:00.000Z`);
        const early = anna.log
          .slice(told)
          .find((line) => line.endsWith("message notice") && line.slice(0, 10) < addDays(end, -90));
        if (early !== undefined) throw new Error(`${early}, although the end is ${end}`);
      }
    }),
    HOW_OFTEN,
  );
});
