import { Signal } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { exampleAgreement, exampleFacts, examplePurchase } from "../condition/example-facts.ts";
import { signalFields } from "../program/signal-fields.ts";
import { signalFacts } from "./signal-facts.ts";

const AT = "2026-03-23T10:06:00.000Z";
const base = { id: "s1", at: AT };
const agreement = { ...base, customerId: "K-1", agreementId: "A-2" };
const report = { ...base, commandId: "t1-e7-1" };
const { customer } = exampleFacts();

const person = { ...base, customerId: "K-1" };

const RELATIONS: readonly Signal[] = [
  {
    ...{ ...base, type: "invitation.changed" },
    invitation: {
      ...{ id: "I-1", customerId: "K-1", event: "E-1", eventName: "Kundkväll", startsAt: AT },
      ...{ attributes: {}, updatedAt: AT },
    },
  },
  { ...person, type: "invitation.answered", invitationId: "I-1", answer: "wants-information" },
  { ...person, type: "invitation.attended", invitationId: "I-1", attended: false },
  {
    ...{ ...base, type: "referral.changed" },
    referral: { id: "R-1", customerId: "K-1", status: "made", at: AT, updatedAt: AT },
  },
  { ...person, type: "referral.advanced", referralId: "R-1", friendId: "K-2", status: "qualified" },
  {
    ...{ ...base, type: "offer.redeemed" },
    redemption: {
      ...{ id: "D-1", customerId: "K-1", offer: "two-years", code: "VAR26", at: AT },
      ...{ amount: 5_000, currency: "SEK" },
    },
  },
  { ...person, type: "interest.registered", source: "fair", subject: "värmepump" },
  { ...person, type: "follow-up.reported", outcome: "sold", by: "Järnhandeln" },
  { ...person, type: "survey.answered", survey: "nps", score: 9, text: "Bra" },
];

const move = { from: "silver", to: "gold", direction: "up" } as const;

const STANDINGS: readonly Signal[] = [
  { ...person, type: "customer.tier-changed", ...move, reason: "earned" },
  { ...person, type: "customer.tier-near", tier: "gold", remaining: 50_000 },
  { ...person, type: "customer.phase-changed", from: "welcome", to: "develop" },
  { ...person, type: "customer.class-changed", ...move },
  { ...person, type: "customer.band-changed", from: "middle", to: "top", direction: "up" },
  { ...person, type: "customer.flow-changed", from: "active", to: "decreasing", wanted: false },
  { ...person, type: "customer.segment-changed", to: "villa" },
  { ...person, type: "customer.group-joined", group: "superheroes" },
  { ...person, type: "customer.group-left", group: "superheroes" },
  {
    ...{ ...person, type: "customer.risk-changed", from: "low", to: "high" },
    ...{ direction: "up", churn: 0.7 },
  },
  { ...person, type: "points.expiring", points: 300, on: "2026-04-30" },
  {
    ...{ ...person, type: "visit.due", criteria: ["uses-trucks"], points: 3 },
    ...{ whyNow: "Besök Norrlast nu.", bring: "Ta med sortimentet." },
  },
];

/** One signal of every type there is. */
const SIGNALS: readonly Signal[] = [
  { ...base, type: "customer.changed", customer },
  { ...base, type: "customer.deleted", customerId: "K-1" },
  { ...base, type: "customer.merged", customerId: "K-1", into: "K-2" },
  { ...base, type: "customer.erased", customerId: "K-1" },
  { ...base, type: "agreement.changed", agreement: exampleAgreement({}) },
  { ...base, type: "purchase.made", purchase: examplePurchase({ category: "el" }) },
  {
    ...{ ...base, type: "consent.changed" },
    consent: {
      ...{ customerId: "K-1", channel: "sms", purpose: "marketing", state: "withdrawn" },
      ...{ at: AT, source: "agent", legalBasis: "consent" },
    },
  },
  {
    ...{ ...base, type: "interaction.happened" },
    interaction: {
      ...{ id: "i1", customerId: "K-1", at: AT, kind: "visit", direction: "in" },
      ...{ channel: "store", text: "" },
    },
  },
  { ...agreement, type: "agreement.ordered", renewalOf: "A-1", channel: "web" },
  { ...agreement, type: "agreement.accepted", renewalOf: "A-1" },
  { ...agreement, type: "agreement.signed", renewalOf: "A-1" },
  { ...agreement, type: "agreement.cancelled" },
  { ...agreement, type: "agreement.end-moved", from: "2026-05-31", to: "2026-06-30" },
  { ...report, type: "message.delivered" },
  { ...report, type: "message.failed", reason: "unknown number" },
  { ...report, type: "message.opened" },
  { ...report, type: "message.clicked" },
  { ...report, type: "message.complained", channel: "email", feedback: "abuse" },
  { ...base, type: "message.replied", channel: "sms", from: "+46701234567", text: "Nej tack" },
  { ...base, type: "call.started", callId: "C-1", customerId: "K-1" },
  { ...base, type: "call.ended", callId: "C-1", endedAt: AT },
  { ...report, type: "call.finished", customerId: "K-1", outcome: "reached", endedAt: AT },
  { ...base, type: "program.requested", program: "winback", customerId: "K-1", by: "Karin" },
  { ...base, type: "program.stop-requested", program: "winback", customerId: "K-1", by: "Karin" },
  ...RELATIONS,
  ...STANDINGS,
];

const about = { agreementId: "A-1", variables: {} };
const view = { enrolment: about, stopWords: ["STOP"], step: "ask" };
const signalOf = (type: Signal["type"]) => SIGNALS.find((each) => each.type === type);
const seen = (type: Signal["type"], changes = {}) =>
  signalFacts(Signal.parse({ ...signalOf(type), ...changes }), view).fields;

describe("a signal as conditions see it", () => {
  it.each(SIGNALS)("$type has the fields that are declared of it", (signal) => {
    const { id, type, at, fields } = signalFacts(Signal.parse(signal), view);
    expect({ id, type, at }).toEqual({ ...base, type: signal.type });
    const declared = signalFields(signal.type);
    if (declared) expect(Object.keys(fields).sort()).toEqual(Object.keys(declared).sort());
    else expect(fields).toEqual({ at: AT });
  });

  it("every type there is has been looked at", () => {
    const types = Signal.options.map((option) => option.shape.type.value);
    expect(SIGNALS.map(({ type }) => type).sort()).toEqual([...types].sort());
  });

  it("has values of the declared types, or none", () => {
    for (const signal of SIGNALS) {
      const declared = signalFields(signal.type) ?? {};
      for (const [name, value] of Object.entries(signalFacts(signal, view).fields)) {
        if (value === null) continue;
        const type = declared[name] === "date" || !declared[name] ? "text" : declared[name];
        expect(typeof value).toBe(type === "text" ? "string" : type);
      }
    }
  });

  it("says of an answer whether it is a no, a stop or something else", () => {
    expect(seen("message.replied").intent).toBe("no");
    expect(seen("message.replied", { text: "stop!" }).intent).toBe("stop");
    expect(seen("message.replied", { text: "Ring mig" }).intent).toBe("other");
  });

  it("says whether an agreement renews the one the enrolment is about", () => {
    expect(seen("agreement.ordered")).toMatchObject({ isRenewal: true, renewalOf: "A-1" });
    expect(seen("agreement.ordered", { renewalOf: "A-9" }).isRenewal).toBe(false);
    expect(seen("agreement.cancelled")).toMatchObject({ isRenewal: false, renewalOf: null });
    const nobody = signalFacts(Signal.parse(signalOf("agreement.ordered")), { stopWords: [] });
    expect(nobody.fields.isRenewal).toBe(false);
  });

  it("says whether an acceptance came after the call, as far as that is known", () => {
    const after = (callEndedAt: string | undefined) => {
      const variables = callEndedAt === undefined ? {} : { callEndedAt };
      const enrolment = { agreementId: "A-1", variables };
      return signalFacts(Signal.parse(signalOf("agreement.accepted")), { ...view, enrolment })
        .fields.afterCall;
    };
    expect(after(undefined)).toBe(true);
    expect(after("2026-03-23T10:05:59.999Z")).toBe(true);
    expect(after(AT)).toBe(false);
    expect(after("2026-03-23T10:10:00.000Z")).toBe(false);
  });

  it("says of a purchase what it was worth, as far as that is known", () => {
    const purchase = examplePurchase({ discount: 500, quantity: 2 });
    expect(seen("purchase.made", { purchase })).toMatchObject({
      ...{ amount: 49_900, quantity: 2, discount: 500, margin: null },
    });
    expect(seen("purchase.made", { purchase: { ...purchase, margin: -100 } }).margin).toBe(-100);
  });

  it("says from what a customer moved to what, and nothing where there was nothing", () => {
    expect(seen("customer.tier-changed")).toEqual({
      ...{ at: AT, from: "silver", to: "gold", direction: "up", reason: "earned" },
    });
    expect(seen("customer.segment-changed")).toMatchObject({ from: null, to: "villa" });
  });

  it("says whether somebody has recommended oneself, under the same or a second record", () => {
    const people = [
      { ...customer, id: "K-1", email: "anna@example.com", mobile: "+46701234567" },
      { ...customer, id: "mail", email: "Anna@Example.com", mobile: undefined },
      { ...customer, id: "phone", email: "a@example.com", mobile: "+46701234567" },
      { ...customer, id: "friend", email: "eva@example.com", mobile: undefined },
      { ...customer, id: "blank", email: undefined, mobile: undefined },
    ];
    const customerOf = (id: string) => people.find((each) => each.id === id);
    const isSelf = (friendId: string | undefined) => {
      const at = { ...base, customerId: "K-1", referralId: "r1", friendId };
      const advanced = Signal.parse({ ...at, type: "referral.advanced", status: "joined" });
      const referral = { id: "r1", customerId: "K-1", friendId, at: AT, updatedAt: AT };
      const changed = Signal.parse({ ...base, type: "referral.changed", referral });
      const told = [advanced, changed].map(
        (signal) => signalFacts(signal, { ...view, customerOf }).fields.isSelf,
      );
      return [...new Set(told)];
    };
    for (const self of ["K-1", "mail", "phone"]) expect(isSelf(self)).toEqual([true]);
    for (const other of ["friend", "blank", "unknown", undefined]) {
      expect(isSelf(other)).toEqual([false]);
    }
  });

  it("says by how many days an end was moved, if there are two to compare", () => {
    expect(seen("agreement.end-moved").movedDays).toBe(30);
    expect(seen("agreement.end-moved", { to: "2026-05-30" }).movedDays).toBe(-1);
    expect(seen("agreement.end-moved", { from: undefined })).toMatchObject({
      ...{ from: null, movedDays: null },
    });
  });

  it("says of reports and calls whose step they are about, and of a call whether we had asked for it", () => {
    expect(seen("message.failed")).toMatchObject({ step: "ask", reason: "unknown number" });
    expect(seen("call.finished")).toMatchObject({ step: "ask", fromList: true });
    expect(seen("call.finished", { commandId: undefined }).fromList).toBe(false);
    expect(
      signalFacts(Signal.parse(signalOf("message.delivered")), { stopWords: [] }).fields.step,
    ).toBeNull();
  });
});
