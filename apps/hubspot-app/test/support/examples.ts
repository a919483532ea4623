import type { Operations } from "@perennial/api";

type Given<Id extends keyof Operations> = Operations[Id]["answer"]["_input"];

/** A customer with an agreement about to end, in the middle of its renewal. */
export const CARD: Given<"getCustomerCard"> = {
  customer: {
    ...{ id: "501", name: "Anna Ek", phase: "retain", tier: "Guldkund", valueClass: "gold" },
    ...{ segment: "hushåll", churnRisk: 0.31, owner: "Per Alm", customerSince: "2021-05-01" },
    ...{ doNotCall: false, pausedUntil: null },
  },
  standing: null,
  agreements: [
    {
      ...{ id: "deal:9", party: "own", product: "El", kind: "fast", status: "active" },
      ...{ start: "2025-01-01", end: "2026-12-31", daysLeft: 39, renewalOf: null },
    },
    {
      ...{ id: "deal:3", party: "own", product: "Gas", kind: "Gas", status: "ended" },
      ...{ start: "2020-01-01", end: "2024-12-31", daysLeft: -691, renewalOf: null },
    },
  ],
  programs: [
    {
      ...{ enrolmentId: 12, program: "renewal", name: "Förlängning", agreementId: "deal:9" },
      ...{ stage: "Påminnelse", step: "remind", enteredAt: "2026-11-01T08:00:00.000Z" },
      summary: "Är i programmet sedan den 1 november.",
      next: { at: "2026-12-01T08:00:00.000Z", sentence: "Nästa steg tas den 1 december." },
    },
  ],
  contacts: [
    {
      ...{ at: "2026-11-01T08:00:00.000Z", channel: "sms", direction: "out" },
      ...{ text: "Ditt avtal går ut", sentence: "Ett sms skickades." },
      why: "Avtalet går ut om 60 dagar.",
    },
  ],
  decisions: [
    {
      ...{ at: "2026-11-01T08:00:00.000Z", program: "Förlängning" },
      sentence: "Kunden togs in.",
    },
  ],
  calls: [
    {
      ...{ commandId: "call-77", customerId: "501", agreementId: "deal:9", name: "Anna Ek" },
      ...{ phone: "+46701234567", reason: "Har inte svarat på tre sms.", offer: "Rabatt 10 %" },
      ...{ script: "Hej Anna, ditt elavtal går snart ut.", priority: 1 },
      ...{ listedAt: "2026-11-20T08:00:00.000Z", expiresAt: "2026-11-30T15:00:00.000Z" },
    },
  ],
  consents: [
    {
      ...{ channel: "sms", purpose: "marketing", topic: null, state: "given" },
      ...{ at: "2025-01-01T08:00:00.000Z", source: "hubspot" },
    },
  ],
};

const BY_DEFAULT = { rule: null, reason: "Ingen regel säger något annat." };

/** The same customer on the phone. */
export const CALLER: Given<"getCallerPicture"> = {
  routing: {
    priority: { value: 40, ...BY_DEFAULT },
    skill: { value: { id: "general", name: "Allmän kundservice" }, ...BY_DEFAULT },
    voiceMessage: { value: null, ...BY_DEFAULT },
    selfServices: { value: [], ...BY_DEFAULT },
    view: { value: { id: "overview", name: "Översikt" }, ...BY_DEFAULT },
    highlight: { value: [], ...BY_DEFAULT },
  },
  picture: {
    customer: {
      ...{ id: "501", name: "Anna Ek", kind: "person", email: null, mobile: "+46701112233" },
      ...{ phone: null, owner: "Per Alm", customerSince: "2021-05-01", doNotCall: false },
      pausedUntil: null,
    },
    services: { agreements: ["El"], categories: [], elsewhere: [] },
    value: { class: "gold", worth: 780_000, band: null, tier: "gold", segment: null },
    ...{ currency: "SEK", offers: [], history: [], potential: null, churn: null, agreements: [] },
    ...{ programs: [], campaigns: [], promises: [], calls: [], ongoing: null },
    notes: [
      {
        ...{ id: 1, callId: "C-1", customerId: "501", at: "2026-11-21T08:00:00.000Z", from: "Eva" },
        ...{
          to: "Avtal",
          errand: null,
          text: "Hon vill ha fast pris.",
          takenAt: null,
          takenBy: null,
        },
      },
    ],
    talkPoints: [
      {
        ...{ id: "renewal", name: "Förnya avtalet", duty: false, worth: 300_000 },
        ...{ because: "avtalet går ut om 39 dagar", say: "Ditt avtal går ut." },
        ...{ agreementId: "deal:9", offer: null },
      },
    ],
    mayOffer: [],
    mayNotOffer: [
      {
        offer: { id: "fast", name: "Fast pris", product: "Fast 1 år", pitch: "Ett pris i ett år." },
        ...{ why: "declined", sentence: "Kunden har tackat nej." },
      },
    ],
  },
};

/** Where a member of a club stands that may leave it. */
export const STANDING: NonNullable<Given<"getCustomerCard">["standing"]> = {
  asOf: "2026-11-21",
  tier: {
    ...{ id: "silver", name: "Silver", since: "2026-02-01", until: "2027-02-01" },
    ...{ graceUntil: null, reason: "earned", reasonWords: "Har kvalificerat sig för nivån" },
    qualifying: 780_000,
    next: { id: "gold", name: "Guld", takes: 1_000_000, remaining: 220_000, share: 0.78 },
    ...{ toKeep: 0, remainingWords: "2 200 kr kvar till Guld." },
    keepingWords: "Silver är säkrad till och med den 1 februari 2027.",
    promise: null,
    benefits: [
      {
        ...{ id: "sale", name: "Förhandsvisning", note: "Ring en vecka före." },
        ...{ from: "2026-02-01", until: "2027-02-01" },
      },
    ],
    override: null,
  },
  points: {
    ...{ available: 120, pending: 0, expired: 0, owed: 0, sentence: "120 poäng att använda." },
    expiring: [{ points: 40, on: "2026-12-10" }],
  },
  phase: { id: "retain", name: "Behållafasen", since: "2026-11-01" },
  ...{ valueClass: "gold", value: 780_000, band: "top", purchases: 14 },
  ...{ firstPurchase: "2021-05-01", lastPurchase: "2026-04-20" },
  segment: { id: "house", name: "Villaägare" },
  flow: { id: "decreasing", name: "Minskande: köper mindre än förut", since: "2026-11-01" },
  risk: {
    ...{ level: "high", words: "stor risk att kunden lämnar", probability: 0.65 },
    factors: ["har inte köpt på 7 månader, annars var 6:e vecka"],
  },
  groups: [{ id: "ev", name: "Elbilsägare" }],
  service: null,
};

/** Three programs: one that runs, one that could, one that is over. */
export const PROGRAMS: Given<"listPrograms"> = {
  items: [
    { ...program("renewal", { sv: "Förlängning", en: "Renewal" }, "active"), subject: "agreement" },
    program("birthday", { sv: "Födelsedag", en: "Birthday" }, "active"),
    program("winback", { sv: "Vinn tillbaka", en: "Win back" }, "draft"),
  ],
};

function program(id: string, name: { sv: string; en: string }, state: string) {
  const subject: "customer" | "agreement" = "customer";
  return { id, name, subject, state, version: 2, settings: {}, running: 14, ended: 3 };
}
