import { describe, expect, it } from "vitest";
import { exampleConsent } from "../policy/example-parts.ts";
import { exampleQuestion } from "../policy/example-question.ts";
import { type ContactSubject, contactabilities } from "./contact-question.ts";
import { noticeStanding } from "./notice-standing.ts";

const { person, ledger, policy } = exampleQuestion();
const subject: ContactSubject = { person, ledger, policy, now: "2026-03-02T11:00:00.000Z" };
const ending = (end: string) => ({ id: "A-1", end, party: "own" as const });

describe("contactabilities", () => {
  it("tell of every channel whether one may be reached about the agreement and with marketing", () => {
    const answers = contactabilities(subject).map(
      ({ channel, class: kind, when }) => `${channel} ${kind} ${when}`,
    );
    expect(answers).toEqual([
      "email service now",
      "email marketing never",
      "sms service now",
      "sms marketing now",
      "phone service now",
      "phone marketing now",
      "post service never",
      "post marketing never",
    ]);
  });

  it("name no end where nobody would speak of one", () => {
    const service = contactabilities(subject).filter((each) => each.class === "service");
    const [email] = service;
    expect(email).toMatchObject({ channel: "email", when: "now" });
    expect(email?.until).toBeUndefined();
    expect(email?.sentence.sv).toBe(
      "Får kontaktas om sitt avtal via e-post nu, med stöd av avtalet.",
    );
  });

  it("close marketing by a withdrawal and leave what belongs to the agreement", () => {
    const consents = [exampleConsent({ state: "withdrawn", channel: "phone" })];
    const answers = contactabilities({ ...subject, person: { ...person, consents } });
    const phone = answers.filter(({ channel }) => channel === "phone");
    expect(phone.map(({ when }) => when)).toEqual(["now", "never"]);
  });
});

describe("noticeStanding", () => {
  it("counts from 90 to 60 days before the end of the agreement", () => {
    expect(noticeStanding(subject, ending("2026-06-30")).state).toBe("not-yet");
    const open = noticeStanding(subject, ending("2026-05-31"));
    expect(open.state).toBe("open");
    expect(open.window).toMatchObject({ firstDate: "2026-03-02", lastDate: "2026-04-01" });
    expect(open.sentence.sv).toBe(
      "Meddelandet om att avtalet går ut ska lämnas senast den 1 april 2026.",
    );
    expect(noticeStanding(subject, ending("2026-04-30")).state).toBe("passed");
  });

  it("tells only of the channels that count, never of SMS", () => {
    const { ways } = noticeStanding(subject, ending("2026-05-31"));
    expect(ways.map(({ channel, when }) => `${channel} ${when}`)).toEqual([
      "email now",
      "post never",
    ]);
  });

  it("is none of an agreement that runs until further notice", () => {
    const { state, ways } = noticeStanding(subject, { id: "A-1", end: undefined, party: "own" });
    expect([state, ways]).toEqual(["none", []]);
  });
});
