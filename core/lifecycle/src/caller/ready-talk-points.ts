import type { TalkPointRule } from "./talk-points.ts";

/** Talk points to begin with, as data to take over and change: duties first, then what keeps most value (L-16, L-17). */
export const READY_TALK_POINTS: readonly TalkPointRule[] = [
  {
    id: "promise",
    name: { sv: "Håll det vi har lovat", en: "Keep what we promised" },
    when: { field: "signal.promise", is: "one-of", value: ["missed", "now", "today"] },
    duty: true,
    worth: { amount: 0 },
    say: {
      sv: "Vi lovade att ringa dig. Ska vi ta det nu?",
      en: "We promised to call you. Shall we take it now?",
    },
  },
  {
    id: "handed-over",
    name: { sv: "Ta vid efter kollegan", en: "Go on where the colleague stopped" },
    when: { field: "signal.handedOver", is: "equals", value: true },
    duty: true,
    worth: { amount: 0 },
    say: {
      sv: "Jag har läst vad du har berättat för min kollega, så du behöver inte börja om.",
      en: "I have read what you told my colleague, so you need not start again.",
    },
  },
  {
    id: "self-service-failed",
    name: { sv: "Hjälp med det som inte gick", en: "Help with what did not work" },
    when: {
      all: [
        { field: "signal.selfServiceOutcome", is: "one-of", value: ["failed", "left"] },
        { field: "signal.selfServiceMinutes", is: "at-most", value: 60 },
      ],
    },
    duty: true,
    worth: { amount: 0 },
    say: {
      sv: "Jag ser att det inte gick hela vägen på egen hand. Vi gör klart det tillsammans.",
      en: "I see that it did not work out on your own. Let us finish it together.",
    },
  },
  {
    id: "renewal",
    name: { sv: "Förnya avtalet som går ut", en: "Renew the agreement that ends" },
    when: {
      all: [
        { field: "agreement.party", is: "equals", value: "own" },
        { field: "agreement.status", is: "equals", value: "active" },
        { field: "agreement.end", is: "on-or-after", value: "today" },
        { field: "agreement.end", is: "on-or-before", value: "today+P90D" },
        { field: "renewal.id", is: "is-empty" },
      ],
    },
    duty: false,
    worth: { of: "agreement.yearlyValue", share: 0.5 },
    say: {
      sv: "Ditt avtal {{ agreement.product }} gäller till och med {{ agreement.end | date }}. Vill du att vi går igenom vad som passar dig sedan?",
      en: "Your agreement {{ agreement.product }} runs until {{ agreement.end | date }}. Shall we look at what suits you after that?",
    },
  },
  {
    id: "may-leave",
    name: { sv: "Fråga hur kunden har det hos oss", en: "Ask how the customer is doing with us" },
    when: { field: "standing.risk", is: "equals", value: "high" },
    duty: false,
    worth: { of: "standing.value", share: 0.2 },
    say: {
      sv: "Är du nöjd med det du har hos oss? Är det något vi kan göra bättre?",
      en: "Are you content with what you have with us? Is there anything we can do better?",
    },
  },
  {
    id: "no-email",
    name: { sv: "Fråga efter e-postadress", en: "Ask for an e-mail address" },
    when: { field: "customer.email", is: "is-empty" },
    duty: false,
    worth: { amount: 0 },
    say: {
      sv: "Vilken e-postadress når vi dig på när det gäller ditt avtal?",
      en: "At which e-mail address do we reach you about your agreement?",
    },
  },
];
