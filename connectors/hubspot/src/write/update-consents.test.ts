import type { UpdateConsent } from "@perennial/contract";
import { optionsOf, type PropertySketch } from "@perennial/simulators";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WritingPortal, writingPortal } from "../testing/writing-portal.ts";

const EMAIL = "anna@example.com";
let world: WritingPortal;
let news: number;
let club: number;
let contact: number;

beforeEach(async () => {
  world = await writingPortal();
  news = world.portal.consents.define("Nyheter").id;
  club = world.portal.consents.define("Klubben").id;
  contact = world.portal.staff.create("contacts", { email: EMAIL }).id;
});

afterEach(() => world.stop());

function consent(more: Partial<UpdateConsent> = {}): UpdateConsent {
  return {
    ...{ kind: "update-consent", id: "consent-1", customerId: String(contact), to: EMAIL },
    ...{ channel: "email", purpose: "marketing", state: "withdrawn" },
    ...{ at: "2026-11-22T07:00:00.000Z", source: "sms-reply", legalBasis: "consent" },
    ...more,
  };
}

function mailSession() {
  return world.open({
    portalId: String(world.portal.id),
    consents: [{ subscriptionId: String(news) }, { subscriptionId: String(club), topic: "club" }],
  });
}

function states(): readonly string[] {
  return [news, club].map((id) => world.portal.consents.status(EMAIL, id).state);
}

function acts() {
  return world.hubspot.accepted.entries.filter(({ act }) => act === "consent");
}

describe("for e-mail", () => {
  it("a no to the whole purpose ends every subscription of it", async () => {
    const session = await mailSession();
    expect(await session.perform([consent()])).toMatchObject([{ outcome: "accepted" }]);
    expect(states()).toEqual(["UNSUBSCRIBED", "UNSUBSCRIBED"]);
  });

  it("a yes to the whole purpose signs nobody up for its topics", async () => {
    const session = await mailSession();
    await session.perform([consent({ state: "given" })]);
    expect(states()).toEqual(["SUBSCRIBED", "NOT_SPECIFIED"]);
  });

  it("what is about a topic is that topic's alone", async () => {
    const session = await mailSession();
    await session.perform([consent({ topic: "club" })]);
    expect(states()).toEqual(["NOT_SPECIFIED", "UNSUBSCRIBED"]);
  });

  it("carries why it is lawful, and what proves it", async () => {
    const session = await mailSession();
    await session.perform([consent({ state: "given", legalBasis: "existing-customer" })]);
    expect(acts()).toMatchObject([
      {
        legalBasis: "LEGITIMATE_INTEREST_CLIENT",
        explanation: "sms-reply, 2026-11-22T07:00:00.000Z",
      },
    ]);
  });

  it("what is so already is not written again", async () => {
    const session = await mailSession();
    await session.perform([consent()]);
    await session.perform([consent(), consent({ id: "consent-2" })]);
    expect(acts()).toHaveLength(2);
  });

  it("what no subscription type stands for is refused, and says what to do", async () => {
    const [receipt] = await world.session.perform([consent()]);
    expect(receipt).toMatchObject({
      outcome: "refused",
      kind: "invalid",
      message: expect.stringMatching(/no subscription type stands for marketing.*settings/),
    });
  });

  it("an address that is none costs no other", async () => {
    const session = await mailSession();
    const receipts = await session.perform([consent({ to: "anna" }), consent({ id: "consent-2" })]);
    expect(receipts).toMatchObject([{ outcome: "refused" }, { outcome: "accepted" }]);
  });

  it("is looked up by how it stands", async () => {
    const session = await mailSession();
    const attemptedAt = world.clock.now();
    const asked = [
      { command: consent(), attemptedAt },
      { command: consent({ id: "consent-2", topic: "club", state: "given" }), attemptedAt },
    ];
    expect((await session.lookUp?.(asked))?.map(({ found }) => found)).toEqual([false, false]);
    await session.perform([consent()]);
    expect((await session.lookUp?.(asked))?.map(({ found }) => found)).toEqual([true, false]);
  });
});

describe("for text messages", () => {
  async function smsSession(sketch: Partial<PropertySketch>, value = "true") {
    world.portal.staff.addProperty("contacts", { name: "sms_ok", type: "string", ...sketch });
    const smsConsent = { property: "sms_ok", value };
    return world.open({ portalId: String(world.portal.id), smsConsent });
  }
  const sms = (state: "given" | "withdrawn") =>
    consent({ channel: "sms", to: "+46700000001", state });

  it.each([
    [
      "a yes-or-no property",
      { type: "bool", options: optionsOf("true", "false") },
      "true",
      "false",
    ],
    [
      "a list with a no",
      { type: "enumeration", options: optionsOf("maybe", "Nej", "Ja") },
      "Ja",
      "Nej",
    ],
    ["a list of two", { type: "enumeration", options: optionsOf("in", "out") }, "in", "out"],
    ["a text", { type: "string" }, "yes", "false"],
  ] as const)("%s says yes and no in its own words", async (_, sketch, yes, no) => {
    const session = await smsSession(sketch, yes);
    await session.perform([sms("given")]);
    expect(world.value(contact, "sms_ok")).toBe(yes);
    expect(await session.perform([sms("withdrawn")])).toMatchObject([{ outcome: "accepted" }]);
    expect(world.value(contact, "sms_ok")).toBe(no);
  });

  it("a list without anything that means no refuses one, for an empty value says nothing", async () => {
    const options = optionsOf("Ja", "kanske", "senare");
    const session = await smsSession({ type: "enumeration", options }, "Ja");
    expect(await session.perform([sms("withdrawn")])).toMatchObject([
      { outcome: "refused", message: expect.stringMatching(/sms_ok has no value that means no/) },
    ]);
  });

  it("is written to what a merged contact has become", async () => {
    const session = await smsSession({});
    const gone = world.portal.staff.create("contacts", { email: "b@example.com" }).id;
    world.portal.staff.merge("contacts", contact, { id: gone });
    const command = { ...sms("given"), customerId: String(gone) };
    expect(await session.perform([command])).toMatchObject([{ outcome: "accepted" }]);
    expect(world.value(contact, "sms_ok")).toBe("true");
  });

  it("is refused where no property is chosen, and for channels that HubSpot knows no consent of", async () => {
    const receipts = await world.session.perform([
      sms("withdrawn"),
      consent({ id: "consent-2", channel: "phone" }),
    ]);
    expect(receipts).toMatchObject([
      { outcome: "refused", message: expect.stringMatching(/choose a property/) },
      { outcome: "refused", message: expect.stringMatching(/no consent for phone/) },
    ]);
  });
});
