import { LOCALES } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { DECISION_KINDS } from "../enrolment/decision.ts";
import { REASONS } from "../policy/reasons.ts";
import { SIGNAL_FIELDS } from "../program/signal-fields.ts";
import { causeWords, knownCause } from "./cause-words.ts";
import { decisionSentence, type KeptDecision } from "./decision-sentence.ts";

const AT = "2026-03-02T07:30:00.000Z";
const zone = "Europe/Stockholm";

const said = (kind: string, reason: string | null, evidence: KeptDecision["evidence"] = {}) => {
  const decision = { kind, reason, step: "ask", evidence };
  return [decisionSentence(decision, "sv"), decisionSentence(decision, "en")];
};

const SAID: readonly [string, readonly string[], sv: string, en: string][] = [
  [
    "a call that waits for its turn",
    said("held", "awaiting-agent"),
    "Väntar. Samtalet väntar på sin tur, för säljarna hinner inte fler samtal i dag.",
    "Waits. The call waits for its turn, because the agents have no time for more calls today.",
  ],
  [
    "a call that nobody has time for",
    said("skipped", "no-capacity", { deadline: AT, zone }),
    "Skickades inte. Ingen säljare har tid för samtalet före sista dagen.",
    "Not sent. No agent has time for the call before the last day.",
  ],
  [
    "what follows from it",
    said("moved", "no-capacity", { to: "letter" }),
    "Gick vidare till ”letter” eftersom ingen säljare hade tid för samtalet före sista dagen.",
    "Went on to “letter” because no agent had time for the call before the last day.",
  ],
  [
    "an entry",
    said("entered", "agreement.end"),
    "Kom in i programmet eftersom avtalets slutdag närmade sig.",
    "Entered the program because the agreement's last day came near.",
  ],
  [
    "an entry after a date",
    said("entered", "agreement.end:reached"),
    "Kom in i programmet eftersom tiden var inne, räknat från avtalets slutdag.",
    "Entered the program because the time had come, counted from the agreement's end date.",
  ],
  [
    "an entry into the control group",
    said("entered", "manual", { holdout: true }),
    "Kom in i programmet eftersom en medarbetare startade det. Kunden ingår i kontrollgruppen, som inte får reklam.",
    "Entered the program because a member of staff started it. The customer is in the control group, which gets no marketing.",
  ],
  [
    "a door that stayed shut",
    said("not-entered", "entry-condition", { because: "avtalet har sagts upp" }),
    "Kom inte in i programmet: avtalet har sagts upp.",
    "Did not enter the program: avtalet har sagts upp.",
  ],
  [
    "a door that stayed shut, kept in both languages",
    said("not-entered", "entry-condition", {
      because: { sv: "avtalet har sagts upp", en: "the agreement has been cancelled" },
    }),
    "Kom inte in i programmet: avtalet har sagts upp.",
    "Did not enter the program: the agreement has been cancelled.",
  ],
  [
    "a move",
    said("moved", "timer", { from: "ask", to: "call", via: "call" }),
    "Gick vidare till ”call” eftersom väntetiden var slut.",
    "Went on to “call” because the wait was over.",
  ],
  [
    "a move to the end because a message was not sent",
    said("moved", "no-consent", { from: "ask", to: null }),
    "Gick vidare till slutet eftersom kunden inte har samtyckt.",
    "Went on to the end because the customer has not consented.",
  ],
  [
    "a move because a message did not arrive",
    said("moved", "message.failed", { to: "letter" }),
    "Gick vidare till ”letter” eftersom meddelandet inte kom fram.",
    "Went on to “letter” because the message did not arrive.",
  ],
  [
    "the goal",
    said("goal-met", "agreement.signed"),
    "Programmets mål är nått eftersom avtalet blev undertecknat.",
    "The program's goal is met because the agreement was signed.",
  ],
  [
    "an end",
    said("ended", "customer-gone"),
    "Lämnade programmet eftersom kunden inte längre finns i kundregistret.",
    "Left the program because the customer is no longer in the customer register.",
  ],
  [
    "an end for a reason of the program's own",
    said("ended", "moved-abroad"),
    "Lämnade programmet (orsak: ”moved-abroad”).",
    "Left the program (reason: “moved-abroad”).",
  ],
  [
    "a withdrawal",
    said("withdrawn", "message.replied"),
    "Det som väntade på att skickas togs tillbaka eftersom kunden svarade.",
    "What waited to be sent was taken back because the customer answered.",
  ],
  [
    "a message that left",
    said("sent", null, { channel: "sms", contactPoint: "•••67" }),
    "Skickat med sms (•••67).",
    "Sent by text message (•••67).",
  ],
  [
    "a call on the list",
    said("sent", null, { channel: "phone" }),
    "Skickat till ringlistan.",
    "Sent to the call list.",
  ],
  [
    "a message that is held",
    said("held", "quiet-hours-wait", { until: AT, zone, told: false }),
    "Väntar till den 2 mars 2026 kl. 08:30. Kunden ska inte störas just nu, och meddelandet skickas tidigast den 2 mars 2026 kl. 08:30.",
    "Waits until 2 March 2026 at 08:30. The customer is not to be disturbed now; the message leaves on 2 March 2026 at 08:30 at the earliest.",
  ],
  [
    "a message that no connection can send",
    said("held", "no-connection", { until: AT }),
    "Väntar till den 2 mars 2026 kl. 07:30 UTC. Det finns ingen anslutning som det kan skickas genom.",
    "Waits until 2 March 2026 at 07:30 UTC. There is no connection that it can be sent through.",
  ],
  [
    "a message that is not sent",
    said("skipped", "do-not-call", { channel: "phone", cause: "withdrawn", at: AT, zone }),
    "Skickades inte. Kunden bad oss själv den 2 mars 2026 kl. 08:30 att inte ringa.",
    "Not sent. The customer asked us on 2 March 2026 at 08:30 not to call.",
  ],
  [
    "an update without a record",
    said("skipped", "missing-data", { noRecord: "renewal" }),
    "Inget ändrades i CRM, eftersom det inte finns något nytt avtal.",
    "Nothing was changed in the CRM, because there is no new agreement.",
  ],
  [
    "a message that was refused",
    said("refused", "provider-rejected", { channel: "sms", detail: "Unknown subscriber." }),
    "Skickades inte. Tjänsten som skulle skicka meddelandet tog inte emot det: Unknown subscriber.",
    "Not sent. The service that was to send the message did not accept it: Unknown subscriber.",
  ],
  [
    "a change that the CRM refused",
    said("refused", "provider-rejected", { cause: "update", detail: "no such field" }),
    "Ändringen kunde inte göras i CRM: no such field.",
    "The change could not be made in the CRM: no such field.",
  ],
  [
    "a message that did not arrive",
    said("failed", "provider-rejected", { channel: "email", detail: "mailbox full" }),
    "Kom inte fram: mailbox full.",
    "Did not arrive: mailbox full.",
  ],
  [
    "a message of which nobody knows",
    said("unclear", "unknown-outcome", { at: AT, zone }),
    "Det är oklart om det kom fram. Ett tidigare försök den 2 mars 2026 kl. 08:30 kan ha nått kunden, och meddelandet får inte skickas två gånger.",
    "It is unclear whether it arrived. An earlier attempt on 2 March 2026 at 08:30 may have reached the customer, and the message must not be sent twice.",
  ],
  [
    "a message that is sent once more to be sure",
    said("unclear", "unknown-outcome", { cause: "sent-again", at: AT, zone, count: 1 }),
    "Skickades en gång till, eftersom det är oklart om försöket den 2 mars 2026 kl. 08:30 kom fram.",
    "Sent once more, because it is unclear whether the attempt on 2 March 2026 at 08:30 arrived.",
  ],
];

describe("a decision in words", () => {
  it.each(SAID)("%s", (_what, words, sv, en) => {
    expect(words).toEqual([sv, en]);
  });

  it("is whole in both languages for every kind and every reason, however little is known of it", () => {
    const reasons = [null, ...REASONS, ...Object.keys(SIGNAL_FIELDS), "timer", "sent", "foo"];
    for (const kind of DECISION_KINDS) {
      for (const reason of reasons) {
        const sentences = said(kind, reason);
        for (const sentence of sentences) {
          expect(sentence).toMatch(/^\p{Lu}.*\.$/u);
          expect(sentence).not.toMatch(/undefined|null|NaN|\s\.|\.\.| {2}/);
        }
        expect(sentences[0]).not.toBe(sentences[1]);
      }
    }
  });

  it("leaves out of the evidence what is not as it should be, and keeps the rest", () => {
    const odd = { channel: "fax", until: "soon", zone: 7, cause: "register", missing: "x" };
    expect(said("skipped", "do-not-call", odd)[1]).toBe(
      "Not sent. The customer is marked as not to be called for sales (the national register or own request).",
    );
  });

  it("of a kind that is not known is told as it is", () => {
    expect(said("constructor", "x")).toEqual([
      "Beslut: constructor, x.",
      "Decision: constructor, x.",
    ]);
  });
});

describe("a cause in words", () => {
  it("is known for every signal that a program can wait for and every reason of the contact policy", () => {
    for (const code of [...Object.keys(SIGNAL_FIELDS), ...REASONS]) {
      for (const locale of LOCALES) expect(knownCause(code)?.[locale]).toMatch(/^[\p{Ll}].*[^.]$/u);
    }
  });

  it("is known for every date that may let a customer in", () => {
    expect(causeWords("customer.customerSince").en).toMatch(/^the time had come, counted from/);
    expect(causeWords("agreement.signedAt:reached").sv).toMatch(/^tiden var inne, räknat från/);
  });

  it("is shown as it is where there are no words for it", () => {
    expect(knownCause("toString")).toBeUndefined();
    expect(knownCause("customer.name")).toBeUndefined();
    expect(causeWords("moved-abroad")).toEqual({ sv: "”moved-abroad”", en: "“moved-abroad”" });
  });
});
