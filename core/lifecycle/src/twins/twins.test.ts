import { type Consent, Customer } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { compareTwins, scoreTwin } from "./score-twin.ts";
import { isUsableName, twinAttributesOf } from "./twin-attributes.ts";
import { TWIN_TOPIC, twinRefusal } from "./twin-ground.ts";
import type { TwinTrait } from "./twin-profile.ts";
import { twinsCsv } from "./twins-csv.ts";
import { parseTwinsOf } from "./twins-of.ts";

const NOW = "2026-03-02T09:00:00.000Z";

function customer(changes: Partial<Customer>): Customer {
  return Customer.parse({ id: "c1", name: "Anna", updatedAt: NOW, ...changes });
}

describe("attributes", () => {
  test.each([
    ...["personnummer", "Person-nummer", "SSN", "orgNr", "birthDate", "Kön", "gender", "Hälsa"],
    ...[
      "health_status",
      "Diagnos",
      "religion",
      "Politisk åsikt",
      "fack",
      "Trade union",
      "ethnicity",
    ],
    ...["email2", "Mobiltelefon", "homeAddress", "Anteckningar", "comment", "descriptionLong"],
    ...["firstName", "customerId", "cardNumber", "age", "ras", "sexual orientation"],
  ])("%s is never used", (name) => {
    expect(isUsableName(name)).toBe(false);
  });

  test.each(["heatSource", "Housing", "has_solar", "industry", "newsletterTopic", "racingTeam"])(
    "%s may be used",
    (name) => {
      expect(isUsableName(name)).toBe(true);
    },
  );

  test("are of the record, the postal code's region and the CRM's own texts", () => {
    const known = twinAttributesOf(
      customer({
        ...{ country: "SE", postalAddress: "Storgatan 12, 541 30 Skövde" },
        attributes: { heat: "pump", solar: true, rooms: 4, personnummer: "x", empty: "" },
      }),
    );
    expect(Object.fromEntries(known)).toEqual({
      ...{ kind: "person", locale: "sv", country: "SE", region: "54" },
      ...{ "attributes.heat": "pump", "attributes.solar": "true" },
    });
  });
});

describe("the ground", () => {
  const said = (changes: Partial<Consent>): Consent => ({
    ...{ customerId: "c1", channel: "email", purpose: "marketing", state: "given" },
    ...{ at: "2026-01-01T09:00:00.000Z", source: "web-form", legalBasis: "consent" },
    ...changes,
  });
  const refusal = (consents: readonly Consent[], changes: Partial<Customer> = {}) =>
    twinRefusal(customer({ email: "a@example.se", ...changes }), consents, NOW);
  const withdrawn = { state: "withdrawn", at: "2026-02-01T09:00:00.000Z" } as const;

  test("is an express consent to marketing by e-mail that is in force", () => {
    expect(refusal([said({})])).toBeUndefined();
    expect(refusal([])).toBe("no-consent");
    expect(refusal([said({ channel: "sms" })])).toBe("no-consent");
    expect(refusal([said({ purpose: "service" })])).toBe("no-consent");
    expect(refusal([said({}), said(withdrawn)])).toBe("withdrawn");
  });

  test("is no exception: not for existing customers, not legitimate interest", () => {
    for (const legalBasis of ["existing-customer", "legitimate-interest", "contract"] as const) {
      expect(refusal([said({ legalBasis })])).toBe("other-ground");
    }
  });

  test("is gone by a withdrawal for being used so alone, by a pause and without an address", () => {
    expect(refusal([said({}), said({ ...withdrawn, topic: TWIN_TOPIC })])).toBe("withdrawn");
    expect(refusal([said({}), said({ ...withdrawn, topic: "club" })])).toBeUndefined();
    expect(refusal([said({})], { pausedUntil: "2026-04-01T00:00:00.000Z" })).toBe("paused");
    expect(refusal([said({})], { email: " " })).toBe("no-email");
  });
});

test("scores are sums of points, with reasons, and ties go to the smaller id", () => {
  const trait = (name: string, value: string, points: number): TwinTrait => ({
    ...{ name, value, points, best: 1, others: 1, bestShare: 1, othersShare: 1 },
    ...{ lift: 1, low: 1, high: 1 },
  });
  const traits = [
    trait("kind", "company", 400),
    trait("region", "54", 300),
    trait("region", "11", -500),
  ];
  const score = (id: string, known: Record<string, string>) =>
    scoreTwin(traits, { id, known: new Map(Object.entries(known)) });
  const a = score("b", { kind: "company", region: "54" });
  expect(a).toEqual({ id: "b", points: 700, reasons: [traits[0], traits[1]] });
  const c = score("c", { kind: "company", region: "11" });
  expect(c).toEqual({ id: "c", points: -100, reasons: [traits[2], traits[0]] });
  const tie = score("a", { kind: "company", region: "54" });
  expect([c, a, tie].sort(compareTwins)).toEqual([tie, a, c]);
});

test("reads who the best are", () => {
  expect(parseTwinsOf("gold")).toEqual({ valueClass: "gold" });
  expect(parseTwinsOf("silver/villa/north")).toEqual({
    valueClass: "silver",
    segment: "villa/north",
  });
  expect(parseTwinsOf("top")).toEqual({ band: "top" });
  for (const odd of ["", "platinum", "gold/", "bottom"]) expect(parseTwinsOf(odd)).toBeUndefined();
});

test("the file quotes what it has to, and holds no formulas", () => {
  const line = { emailSha256: "00ff", points: 700, reasons: ["Region: 54", 'Heat: "pump"'] };
  expect(
    twinsCsv([
      { id: "a,1", ...line },
      { ...line, id: "=cmd()", reasons: [] },
    ]),
  ).toBe(
    'id,email_sha256,points,reasons\r\n"a,1",00ff,700,"Region: 54; Heat: ""pump"""\r\n\'=cmd(),00ff,700,\r\n',
  );
});
