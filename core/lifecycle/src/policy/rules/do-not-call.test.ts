import { describe, expect, it } from "vitest";
import { CALL, exampleConsent, SERVICE } from "../example-parts.ts";
import { type ExampleChanges, exampleQuestion } from "../example-question.ts";
import { judge } from "../judge.ts";

/** What stops the example for good, and the nearest thing that does not. */
const SKIPS: readonly [string, string, ExampleChanges, ExampleChanges][] = [
  [
    "do-not-call",
    "a listed number that was never a customer's",
    {
      message: CALL,
      customer: { doNotCall: true },
      person: { consents: [], relationship: undefined },
    },
    { message: CALL, customer: { doNotCall: true }, person: { consents: [] } },
  ],
  [
    "do-not-call",
    "a listed number twelve months and a day after the agreement",
    {
      message: CALL,
      customer: { doNotCall: true },
      person: { relationship: { endedOn: "2025-03-01" } },
    },
    {
      message: CALL,
      customer: { doNotCall: true },
      person: { relationship: { endedOn: "2025-03-02" } },
    },
  ],
  [
    "do-not-call",
    "a person who told us, customer or not",
    {
      message: CALL,
      person: { consents: [exampleConsent({ channel: "phone", state: "withdrawn" })] },
    },
    {
      message: { ...CALL, ...SERVICE },
      person: { consents: [exampleConsent({ channel: "phone", state: "withdrawn" })] },
    },
  ],
  [
    "do-not-call",
    "a listed number without express consent",
    {
      message: CALL,
      customer: { doNotCall: true },
      person: { consents: [exampleConsent({})], relationship: undefined },
    },
    {
      message: CALL,
      customer: { doNotCall: true },
      person: { consents: [exampleConsent({ channel: "phone" })], relationship: undefined },
    },
  ],
  [
    "do-not-call",
    "a company that told us",
    { message: CALL, customer: { doNotCall: true, kind: "company" } },
    { message: CALL, customer: { kind: "company" } },
  ],
  [
    "do-not-call",
    "a company that told us, where it is judged by the grounds for persons",
    {
      message: CALL,
      customer: { doNotCall: true, kind: "company" },
      pack: { companyMarketingBasis: undefined },
    },
    { message: CALL, customer: { doNotCall: true }, pack: { companyMarketingBasis: undefined } },
  ],
];

describe("a number that is not to be called", () => {
  it.each(SKIPS)("is not sent, %s: %s", (reason, _, stops, passes) => {
    expect(judge(exampleQuestion(stops))).toMatchObject({ verdict: "skip", reason });
    expect(judge(exampleQuestion(passes))).toMatchObject({ verdict: "send" });
  });
});
