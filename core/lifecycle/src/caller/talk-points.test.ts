import { describe, expect, it } from "vitest";
import { exampleAgreement, exampleFacts } from "../condition/example-facts.ts";
import { createCatalogue } from "../condition/fields.ts";
import { checkCondition } from "../condition/resolve-condition.ts";
import type { ContactSubject } from "../contactability/contact-question.ts";
import { contactQuestion } from "../contactability/contact-question.ts";
import { parseTemplate } from "../message/parse-template.ts";
import { exampleConsent, exampleSuppression } from "../policy/example-parts.ts";
import { exampleQuestion } from "../policy/example-question.ts";
import { judge } from "../policy/judge.ts";
import type { Person } from "../policy/person.ts";
import { CALL_FIELDS, CallFacts, withCall } from "./call-facts.ts";
import { type CallerSource, callerPicture } from "./caller-picture.ts";
import { checkTalkPoints } from "./check-talk-points.ts";
import { groundInCall } from "./ground-in-call.ts";
import { CallOffer, offersInCall } from "./offers-in-call.ts";
import { READY_TALK_POINTS } from "./ready-talk-points.ts";
import type { OfferMade } from "./recent-offers.ts";
import { compileTalkPoints, TalkPointRule } from "./talk-points.ts";

const catalogue = createCatalogue({ declared: CALL_FIELDS });
const FIXED = CallOffer.parse({
  offer: {
    id: "fixed-3y",
    name: { sv: "Fast pris i tre år", en: "Fixed price for three years" },
    product: "Fast pris 3 år",
    pitch: { sv: "Samma pris i tre år.", en: "The same price for three years." },
  },
  when: { field: "agreement.kind", is: "equals", value: "variable" },
});

function subject(person: Partial<Person> = {}): ContactSubject {
  const question = exampleQuestion({ person: { consents: [] } });
  const { ledger, policy } = question;
  return {
    person: { ...question.person, ...person },
    ledger,
    policy,
    now: "2026-03-02T11:00:00.000Z",
  };
}

function conversation(changes: Partial<CallerSource> = {}, call: Partial<CallFacts> = {}) {
  const source: CallerSource = {
    facts: exampleFacts({ customer: { email: "anna@example.se" } }),
    ...{ agreements: [exampleAgreement({})], offers: [], redemptions: [], enrolments: [] },
    ...{ promises: [], notes: [] },
    ...changes,
  };
  const picture = callerPicture(source);
  const facts = withCall(source.facts, CallFacts.parse(call), picture.signals);
  return { picture, facts };
}

function offersOf(
  changes: Partial<CallerSource> = {},
  person: Partial<Person> = {},
  direction: "in" | "out" = "in",
) {
  const { picture, facts } = conversation(changes);
  const asked = { offers: [FIXED], picture, facts, subject: subject(person), direction, catalogue };
  return offersInCall(asked);
}

describe("offers in a call", () => {
  it("may be made to one who has called, with the reason they fit", () => {
    const { may, mayNot } = offersOf();
    expect(mayNot).toEqual([]);
    expect(may[0]?.because?.sv).toBe("Passar: avtalet är av typen ”variable”.");
    expect(may[0]?.mind).toBeUndefined();
  });

  it("that the company calls about say that a written acceptance must follow", () => {
    const [offer] = offersOf({}, {}, "out").may;
    expect(offer?.mind?.sv).toBe(
      "Avtalet gäller först när kunden har tackat ja skriftligt efter samtalet.",
    );
  });

  it("may not be made to one who has declined marketing on the phone, whoever called", () => {
    const consents = [exampleConsent({ channel: "phone", state: "withdrawn" })];
    for (const direction of ["in", "out"] as const) {
      const { may, mayNot } = offersOf({}, { consents }, direction);
      expect(may).toEqual([]);
      expect(mayNot[0]).toMatchObject({ why: "law" });
      expect(mayNot[0]?.sentence.sv).toMatch(/\.$/);
    }
    const suppressions = [exampleSuppression({})];
    expect(offersOf({}, { suppressions }).mayNot[0]?.why).toBe("law");
  });

  it("may be made to one on the objection register only where the customer has called", () => {
    const { customer } = subject().person;
    const person = { customer: { ...customer, doNotCall: true }, relationship: undefined };
    expect(offersOf({}, person, "in").may).toHaveLength(1);
    expect(offersOf({}, person, "out").mayNot[0]?.why).toBe("law");
  });

  it("are left where the customer has just declined them, has ordered them, or they do not fit", () => {
    const offer: OfferMade = {
      offerId: "fixed-3y",
      name: FIXED.offer.name,
      at: "2026-03-01T09:00:00.000Z",
      channel: "phone",
      program: "renewal",
    };
    const facts = exampleFacts({
      interactions: [
        {
          ...{ id: "I", customerId: "K-1", at: "2026-03-10T09:00:00.000Z", kind: "call" },
          ...{ direction: "out", channel: "phone", text: "", program: "renewal" },
          outcome: "declined",
        },
      ],
    });
    const declined = offersOf({ offers: [offer], facts }).mayNot[0];
    expect(declined?.why).toBe("declined");
    expect(declined?.sentence.sv).toBe("Kunden tackade nej till det den 10 mars 2026.");
    const product = "Fast pris 3 år";
    const agreements = [
      exampleAgreement({}),
      exampleAgreement({ id: "N", product, status: "ordered" }),
    ];
    expect(offersOf({ agreements }).mayNot[0]?.why).toBe("has-it");
    const fixed = offersOf({ agreements: [exampleAgreement({ kind: "fixed" })] }).mayNot[0];
    expect(fixed?.sentence.sv).toContain("Passar inte: avtalet är av typen ”fixed”");
  });

  it("are never forbidden where the policy would let the company call now", () => {
    const people: Partial<Person>[] = [
      {},
      { consents: [exampleConsent({ channel: "phone" })] },
      { consents: [exampleConsent({ channel: "phone", state: "withdrawn" })] },
      { suppressions: [exampleSuppression({})] },
      { gone: { at: "2026-01-01T00:00:00.000Z", cause: "erased" } },
      { relationship: { since: "2020-01-01", endedOn: "2024-01-01" } },
    ];
    for (const person of people) {
      for (const doNotCall of [true, false]) {
        const asked = subject(person);
        const customer = { ...asked.person.customer, doNotCall };
        const each = { ...asked, person: { ...asked.person, customer } };
        const wish = { channel: "phone", class: "marketing" } as const;
        const sends = judge(contactQuestion(each, wish)).verdict === "send";
        const told = groundInCall(each, { direction: "out", ownSimilarProducts: true });
        expect(told.may).toBe(sends);
      }
    }
  });
});

describe("talk points", () => {
  const pointsOf = compileTalkPoints(
    [
      ...READY_TALK_POINTS,
      TalkPointRule.parse({
        id: "fixed-price",
        name: { sv: "Fast pris", en: "Fixed price" },
        when: { field: "agreement.kind", is: "equals", value: "variable" },
        worth: { amount: 2_000_000 },
        say: { sv: "{{ offer.pitch }} Vill du veta mer?", en: "{{ offer.pitch }} Know more?" },
        offer: "fixed-3y",
      }),
    ],
    catalogue,
  );
  const talk = (
    changes: Partial<CallerSource> = {},
    call: Partial<CallFacts> = {},
    person: Partial<Person> = {},
  ) => {
    const { picture, facts } = conversation(changes, call);
    const asked = { offers: [FIXED], picture, facts, subject: subject(person), catalogue };
    const offers = offersInCall({ ...asked, direction: "in" });
    return pointsOf({ facts, picture, offers, tenantName: "Elbolaget" });
  };

  it("ready to use can all be asked and filled in", () => {
    for (const rule of READY_TALK_POINTS) {
      expect(TalkPointRule.parse(rule)).toEqual(rule);
      expect(checkCondition(rule.when, catalogue)).toEqual([]);
      for (const text of Object.values(rule.say)) {
        expect(parseTemplate(text, "call").problems).toEqual([]);
      }
    }
  });

  it("are checked for fields and offers that there are not", () => {
    const wrong = TalkPointRule.parse({
      ...READY_TALK_POINTS[3],
      when: { field: "customer.valueclass", is: "is-set" },
      say: { sv: "Hej {{ customer.firstname }}", en: "Hello {{" },
      offer: "fixed-3",
    });
    const offers = [FIXED.offer];
    expect(checkTalkPoints(READY_TALK_POINTS, { catalogue, offers })).toEqual([]);
    const problems = checkTalkPoints([wrong], { catalogue, offers });
    expect(problems.map(({ path }) => path.join("."))).toEqual([
      ...["0.when.field", "0.offer", "0.say.sv", "0.say.en"],
    ]);
    expect(problems[1]?.remedy.en).toBe('Did you mean "fixed-3y"?');
  });

  it("come in order of worth, with what to say", () => {
    const points = talk();
    expect(points.map(({ id, worth }) => [id, worth])).toEqual([
      ["fixed-price", 2_000_000],
      ["renewal", 624_950],
    ]);
    expect(points[0]?.say.sv).toBe("Samma pris i tre år. Vill du veta mer?");
    expect(points[1]?.say.sv).toBe(
      "Ditt avtal Rörligt pris gäller till och med 31 maj 2026. Vill du att vi går igenom vad som passar dig sedan?",
    );
    expect(points[1]?.agreementId).toBe("A-1");
  });

  it("put what we owe the customer before all that is worth something", () => {
    const note = {
      ...{ callId: "C", customerId: "K-1", at: "2026-03-22T11:00:00.000Z" },
      ...{ from: "Eva", to: "avtal", text: "Vill ha fast pris." },
    };
    const selfService = [
      { service: "my-pages", at: "2026-03-22T11:20:00.000Z", outcome: "failed" as const },
    ];
    const ids = talk({ notes: [note] }, { selfService }).map(({ id }) => id);
    expect(ids).toEqual(["handed-over", "self-service-failed", "fixed-price", "renewal"]);
  });

  it("leave out an offer that may not be made", () => {
    const consents = [exampleConsent({ channel: "phone", state: "withdrawn" })];
    expect(talk({}, {}, { consents }).map(({ id }) => id)).toEqual(["renewal"]);
  });

  it("speak of the agreement that is worth most where several would do", () => {
    const agreements = [
      exampleAgreement({ id: "small", yearlyValue: 100_000 }),
      exampleAgreement({ id: "big", yearlyValue: 900_000 }),
    ];
    const renewal = talk({ agreements }).find(({ id }) => id === "renewal");
    expect([renewal?.agreementId, renewal?.worth]).toEqual(["big", 450_000]);
  });
});
