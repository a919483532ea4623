import { describe, expect, it } from "vitest";
import {
  exampleAgreement,
  exampleFacts,
  exampleInteraction,
  examplePurchase,
} from "../condition/example-facts.ts";
import { CallPromise } from "./call-promise.ts";
import { type CallerSource, callerPicture } from "./caller-picture.ts";
import type { OfferMade } from "./recent-offers.ts";

const NOW = "2026-03-22T11:30:00.000Z";
const OFFER: OfferMade = {
  offerId: "fixed-3y",
  name: { sv: "Fast pris i tre år", en: "Fixed price for three years" },
  product: "Fast pris 3 år",
  at: "2026-03-01T09:00:00.000Z",
  channel: "sms",
  program: "renewal",
};

function source(changes: Partial<CallerSource> = {}): CallerSource {
  return {
    facts: exampleFacts({}),
    ...{ agreements: [exampleAgreement({})], offers: [], redemptions: [], enrolments: [] },
    ...{ promises: [], notes: [] },
    ...changes,
  };
}
const responses = (changes: Partial<CallerSource>) =>
  callerPicture(source({ offers: [OFFER], ...changes })).offers.map(({ response }) => response);
const contact = (changes: Parameters<typeof exampleInteraction>[0]) => ({
  facts: exampleFacts({ interactions: [exampleInteraction({ program: "renewal", ...changes })] }),
});

describe("callerPicture", () => {
  it("tells which services the customer has of us, and of others", () => {
    const facts = exampleFacts({
      purchases: [
        examplePurchase({ category: "laddbox" }),
        examplePurchase({ id: "P-0", category: "värmepump", at: "2020-01-01T00:00:00.000Z" }),
      ],
    });
    const agreements = [
      exampleAgreement({}),
      exampleAgreement({ id: "A-0", product: "Gammalt", end: "2024-01-01" }),
      exampleAgreement({ id: "A-9", product: "Fjärrvärme", party: "competitor" }),
    ];
    expect(callerPicture(source({ facts, agreements })).services).toEqual({
      agreements: ["Rörligt pris"],
      categories: ["laddbox"],
      elsewhere: ["Fjärrvärme"],
    });
  });

  it("tells of each recent offer what came of it", () => {
    expect(responses({})).toEqual(["none"]);
    expect(responses(contact({ kind: "click", direction: "in" }))).toEqual(["opened"]);
    expect(responses(contact({ kind: "reply", direction: "in" }))).toEqual(["answered"]);
    expect(responses(contact({ kind: "call", outcome: "declined" }))).toEqual(["declined"]);
    const ordered = exampleAgreement({
      id: "A-2",
      product: "Fast pris 3 år",
      orderedAt: "2026-03-20T09:00:00.000Z",
    });
    expect(responses({ agreements: [ordered] })).toEqual(["accepted"]);
  });

  it("tells of the CRM's campaigns as offers of late, with the response in its own word, and which of them run", () => {
    const part = (id: string, changes: object = {}, campaign: object = {}) =>
      exampleInteraction({
        ...{ id, kind: "campaign", direction: "out", channel: "email", text: `Kampanj ${id}` },
        ...{ at: "2026-03-02T09:00:00.000Z", outcome: "Sent", ...changes },
        campaign: { id: `c-${id}`, state: "running", ...campaign },
      });
    const [asked, answeredAt] = ["2026-03-02T08:00:00.000Z", "2026-03-05T09:00:00.000Z"];
    const interactions = [
      part("runs", {}, { from: "2026-03-01", until: "2026-03-22" }),
      part("answered", { outcome: "Registered", at: asked }, { answeredAt }),
      part("answer", { direction: "in", at: answeredAt }, { id: "c-answered", answeredAt }),
      part("ended", { at: "2026-02-01T09:00:00.000Z" }, { until: "2026-03-21" }),
      part("over", { at: "2026-02-02T09:00:00.000Z" }, { state: "over" }),
      part("to-come", { at: "2026-02-03T09:00:00.000Z" }, { from: "2026-03-23" }),
      part("gone", {}, { state: "withdrawn" }),
      part("old", { at: "2025-03-02T09:00:00.000Z" }, { state: "running" }),
      part("later", { at: "2026-04-02T09:00:00.000Z" }),
    ];
    const { offers, campaigns, signals } = callerPicture(
      source({ facts: exampleFacts({ interactions }), offers: [OFFER] }),
    );
    expect(offers.map(({ offerId, response }) => `${offerId} ${response}`)).toEqual([
      ...["c-runs none", "c-answered answered", "fixed-3y none", "c-to-come none"],
      ...["c-over none", "c-ended none"],
    ]);
    expect(offers[1]).toEqual({
      ...{ offerId: "c-answered", name: { sv: "Kampanj answered", en: "Kampanj answered" } },
      ...{ at: asked, channel: "email", word: "Registered" },
      ...{ response: "answered", respondedAt: answeredAt },
    });
    expect(campaigns.map(({ campaignId }) => campaignId)).toEqual([
      ...["c-runs", "c-answered", "c-old"],
    ]);
    expect(signals.recentOffers).toBe(6);
  });

  it("counts no contact before the offer, and no offer before the look-back", () => {
    const before = contact({ kind: "reply", direction: "in", at: "2026-02-01T09:00:00.000Z" });
    expect(responses(before)).toEqual(["none"]);
    const rules = { lookBack: "P14D" };
    expect(callerPicture(source({ offers: [OFFER] }), rules).offers).toEqual([]);
  });

  it("shows the latest contacts, newest first", () => {
    const interactions = ["01", "03", "02"].map((day) =>
      exampleInteraction({ id: day, at: `2026-03-${day}T08:00:00.000Z` }),
    );
    const { history } = callerPicture(source({ facts: exampleFacts({ interactions }) }), {
      contacts: 2,
    });
    expect(history.map(({ id }) => id)).toEqual(["03", "02"]);
  });

  it("puts agreements in force first, with the days they have left and what renews them", () => {
    const agreements = [
      exampleAgreement({ id: "over", end: "2025-01-01" }),
      exampleAgreement({ id: "next", start: "2026-06-01", end: "2028-05-31", renewalOf: "A-1" }),
      exampleAgreement({ id: "open", end: undefined }),
      exampleAgreement({}),
    ];
    const picture = callerPicture(source({ agreements }));
    expect(picture.agreements.map(({ agreement: { id } }) => id)).toEqual([
      ...["A-1", "open", "next", "over"],
    ]);
    expect(picture.agreements[0]).toMatchObject({ daysLeft: 70, renewedBy: "next" });
  });

  it("tells the risk with its reasons, and what the computed standing says where there is no model", () => {
    const words = { sv: "har inte köpt på 7 månader", en: "has not bought for 7 months" };
    const factors = [{ feature: "silence", contribution: 1, words }] as const;
    const churn = { probability: 0.6, risk: "high", factors } as const;
    expect(callerPicture(source({ churn })).churn).toEqual({ risk: "high", reasons: [words] });
    const facts = exampleFacts({ standing: { risk: "low" } });
    expect(callerPicture(source({ facts })).churn).toEqual({ risk: "low", reasons: [] });
    expect(callerPicture(source()).churn).toBeUndefined();
  });

  it("keeps promises and notes in sight until they are kept and taken up", () => {
    const promise = CallPromise.parse({
      ...{ id: "P", customerId: "K-1", date: "2026-03-20", about: "pris", agent: "Eva" },
      agreedAt: "2026-03-18T09:00:00.000Z",
    });
    const kept = { ...promise, id: "Q", keptAt: NOW };
    const note = { callId: "C", customerId: "K-1", at: NOW, from: "Eva", to: "avtal", text: "…" };
    const { promises, notes, signals } = callerPicture(
      source({ promises: [kept, promise], notes: [note, { ...note, takenAt: NOW }] }),
    );
    expect(promises.map(({ promise: { id }, standing }) => [id, standing])).toEqual([
      ["P", "missed"],
    ]);
    expect(notes).toEqual([note]);
    expect(signals).toMatchObject({ promise: "missed", handedOver: true });
  });
});
