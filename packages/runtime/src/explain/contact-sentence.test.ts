import type { Interaction } from "@perennial/contract";
import { expect, test } from "vitest";
import { contactSentence } from "./contact-sentence.ts";

const MESSAGE: Interaction = {
  id: "m1",
  customerId: "c1",
  at: "2026-03-02T09:00:00.000Z",
  kind: "message",
  direction: "out",
  channel: "sms",
  text: "Hej!",
};

test.each([
  [{}, "Sms till kunden.", "Text message to the customer."],
  [
    { outcome: "failed" },
    "Sms till kunden. Det kom inte fram.",
    "Text message to the customer. It did not arrive.",
  ],
  [{ kind: "reply", direction: "in" }, "Sms från kunden.", "Text message from the customer."],
  [
    { kind: "call", channel: "phone", outcome: "not-reached" },
    "Samtal med kunden. Ingen svarade.",
    "Call with the customer. Nobody answered.",
  ],
  [
    { kind: "case", outcome: "solved" },
    "Ärende hos kundservice. Utfall: solved.",
    "Case at customer service. Outcome: solved.",
  ],
  [
    { kind: "campaign", text: "Vinter $&", outcome: "Sent" },
    "Kunden är med i kampanjen ”Vinter $&” i CRM-systemet. Utfall: Sent.",
    "The customer is in the CRM's campaign “Vinter $&”. Outcome: Sent.",
  ],
  [
    { kind: "campaign", text: "Vinter", campaign: { id: "701", state: "withdrawn" } },
    "Kunden togs ur kampanjen ”Vinter” i CRM-systemet.",
    "The customer was taken out of the CRM's campaign “Vinter”.",
  ],
  [
    { kind: "campaign", direction: "in", text: "Vinter" },
    "Kunden svarade på kampanjen ”Vinter”.",
    "The customer answered the campaign “Vinter”.",
  ],
] as const)("%j is told in both languages", (differing, sv, en) => {
  const contact: Interaction = { ...MESSAGE, ...differing };
  expect([contactSentence(contact, "sv"), contactSentence(contact, "en")]).toEqual([sv, en]);
});
