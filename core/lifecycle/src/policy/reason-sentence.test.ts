import { describe, expect, it } from "vitest";
import type { ReasonEvidence } from "./evidence.ts";
import { exampleEntry, exampleQuestion } from "./example-question.ts";
import { judge } from "./judge.ts";
import { reasonSentence } from "./reason-sentence.ts";
import { REASONS, type Reason } from "./reasons.ts";
import { verdictSentence } from "./verdict-sentence.ts";

const zone = "Europe/Stockholm";
const at = "2026-03-02T07:30:00.000Z";
const SAID: readonly [Reason, ReasonEvidence, sv: string, en: string][] = [
  [
    "no-consent",
    { channel: "sms", purpose: "marketing", cause: "withdrawn", at, source: "sms-reply", zone },
    "Kunden har tackat nej till reklam via sms den 2 mars 2026 kl. 08:30 (källa: svar på sms).",
    "The customer declined marketing by SMS on 2 March 2026 at 08:30 (source: reply to an SMS).",
  ],
  [
    "no-consent",
    {
      channel: "email",
      purpose: "marketing",
      topic: "club",
      cause: "never-given",
      missing: ["relationship", "own-similar-products"],
    },
    "Kunden har inte samtyckt till reklam via e-post i ämnet ”club”, och undantaget för befintliga kunder gäller inte: personen är inte kund och det är inte angivet att erbjudandet gäller egna liknande produkter.",
    "The customer has not consented to marketing by e-mail on the topic “club”, and the exception for existing customers does not hold: the person is not a customer and the offer is not stated to be for own similar products.",
  ],
  [
    "do-not-call",
    { channel: "phone", cause: "withdrawn", at, source: "call", zone },
    "Kunden bad oss själv den 2 mars 2026 kl. 08:30 att inte ringa (källa: telefonsamtal).",
    "The customer asked us on 2 March 2026 at 08:30 not to call (source: phone call).",
  ],
  [
    "suppressed",
    { cause: "bounced", contactPoint: "anna@example.se", at, source: "email-bounce", zone },
    "Tidigare meddelanden till anna@example.se har inte kommit fram (källa: studsad e-post).",
    "Earlier messages to anna@example.se did not arrive (source: bounced e-mail).",
  ],
  [
    "program-paused",
    { deadline: at, overdue: false, zone },
    "Programmet är pausat eller ännu inte startat; lagen kräver att meddelandet skickas senast den 2 mars 2026 kl. 08:30.",
    "The program is paused or has not been started yet; the law requires the message to be sent by 2 March 2026 at 08:30.",
  ],
  [
    "date-passed",
    { at, zone },
    "Steget skulle ha tagits den 2 mars 2026 kl. 08:30, och den tiden hade redan passerat.",
    "The step was due on 2 March 2026 at 08:30, and that time had already passed.",
  ],
  [
    "capped",
    { purpose: "marketing", count: 2, limit: 2, window: "P7D" },
    "Kunden har redan haft 2 reklamkontakter på 7 dagar, och gränsen är 2.",
    "The customer has already had 2 marketing contacts in 7 days, and the limit is 2.",
  ],
  [
    "capped",
    { purpose: "service", count: 1, limit: 1, window: "month" },
    "Kunden har redan haft 1 kontakt under kalendermånaden, och gränsen är 1.",
    "The customer has already had 1 contact in the calendar month, and the limit is 1.",
  ],
  [
    "quiet-hours-wait",
    {
      holiday: { sv: "Midsommarafton", en: "Midsummer Eve" },
      until: "2026-06-22T06:00:00.000Z",
      zone,
    },
    "Kunden ska inte störas just nu (Midsommarafton), och meddelandet skickas tidigast den 22 juni 2026 kl. 08:00.",
    "The customer is not to be disturbed now (Midsummer Eve); the message leaves on 22 June 2026 at 08:00 at the earliest.",
  ],
  [
    "expired",
    { expiresAt: "2026-03-02T07:00:00.000Z", until: at, zone },
    "Meddelandet var bara till nytta till den 2 mars 2026 kl. 08:00, men fick inte skickas före den 2 mars 2026 kl. 08:30.",
    "The message was only of use until 2 March 2026 at 08:00, but could not be sent before 2 March 2026 at 08:30.",
  ],
  [
    "missing-address",
    { channel: "sms", cause: "malformed", contactPoint: "070-1" },
    "Kunden saknar ett giltigt mobilnummer i registret: 070-1.",
    "The customer has no valid mobile number on record: 070-1.",
  ],
  [
    "duplicate",
    { contactPoint: "+46701234567", at, zone },
    "Samma meddelande har redan skickats till +46701234567 den 2 mars 2026 kl. 08:30.",
    "The same message has already been sent to +46701234567 on 2 March 2026 at 08:30.",
  ],
  [
    "provider-rejected",
    { detail: "Unknown subscriber." },
    "Tjänsten som skulle skicka meddelandet tog inte emot det: Unknown subscriber.",
    "The service that was to send the message did not accept it: Unknown subscriber.",
  ],
  [
    "sending-paused",
    { at, zone, detail: "Anna Berg" },
    "Alla utskick är pausade sedan den 2 mars 2026 kl. 08:30, av Anna Berg.",
    "All sending is paused since 2 March 2026 at 08:30, by Anna Berg.",
  ],
  [
    "in-call",
    { at, zone },
    "Ett samtal med kunden pågår sedan den 2 mars 2026 kl. 08:30.",
    "A call with the customer has been going on since 2 March 2026 at 08:30.",
  ],
  [
    "missing-data",
    { missing: ["förnamn", "slutdatum", "produkt"] },
    "Uppgifter som meddelandet behöver saknas: förnamn, slutdatum och produkt.",
    "Data that the message needs is missing: förnamn, slutdatum and produkt.",
  ],
];

describe("reasons said aloud", () => {
  it.each(SAID)("%s", (reason, evidence, sv, en) => {
    expect(reasonSentence(reason, evidence)).toEqual({ sv, en });
  });

  it("are whole sentences in both languages without any evidence", () => {
    for (const reason of REASONS) {
      const sentence = reasonSentence(reason, {});
      for (const text of [sentence.sv, sentence.en]) {
        expect(text).toMatch(/^\p{Lu}.+[^\s]\.$/u);
        expect(text).not.toContain("undefined");
      }
      expect(sentence.sv).not.toBe(sentence.en);
    }
  });

  it("tell a time without a zone in UTC", () => {
    expect(reasonSentence("duplicate", { at }).en).toBe(
      "The same message has already been sent on 2 March 2026 at 07:30 UTC.",
    );
  });
});

describe("verdicts said aloud", () => {
  it("name the ground of what may be sent", () => {
    expect(verdictSentence(judge(exampleQuestion()))).toEqual({
      sv: "Får skickas. Kunden har samtyckt till reklam via sms den 17 maj 2025 kl. 09:12 (källa: webbformulär).",
      en: "May be sent. The customer has consented to marketing by SMS on 17 May 2025 at 09:12 (source: web form).",
    });
  });

  it("name the end of the exception for existing customers", () => {
    const person = { consents: [], relationship: { endedOn: "2025-06-30", addressFromSale: true } };
    expect(verdictSentence(judge(exampleQuestion({ person }))).en).toBe(
      "May be sent. The person is or recently was a customer and has not declined marketing by SMS; this holds until 1 July 2026 at 00:00.",
    );
  });

  it("say that a law overrides quiet hours", () => {
    const message = { class: "statutory", legalDeadline: "2026-03-02T06:00:00.000Z" } as const;
    const verdict = judge(exampleQuestion({ now: "2026-03-01T22:00:00.000Z", message }));
    expect(verdictSentence(verdict)).toEqual({
      sv: "Får skickas trots tyst tid. Lagen kräver meddelandet, senast den 2 mars 2026 kl. 07:00.",
      en: "May be sent in spite of quiet hours. The law requires the message, by 2 March 2026 at 07:00.",
    });
  });

  it("say until when a message waits, and why one is not sent", () => {
    const entries = [
      exampleEntry("2026-02-26T09:00:00.000Z"),
      exampleEntry("2026-02-27T09:00:00.000Z"),
    ];
    expect(verdictSentence(judge(exampleQuestion({ ledger: { entries } }))).sv).toBe(
      "Väntar till den 5 mars 2026 kl. 10:00. Kunden har redan haft 2 reklamkontakter på 7 dagar, och gränsen är 2.",
    );
    expect(
      verdictSentence(judge(exampleQuestion({ message: { contactPoint: undefined } }))).en,
    ).toBe("Not sent. The customer has no valid mobile number on record.");
  });
});
