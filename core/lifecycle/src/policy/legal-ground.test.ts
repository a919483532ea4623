import { describe, expect, it } from "vitest";
import { type ExampleChanges, exampleQuestion } from "./example-question.ts";
import { legalGround } from "./legal-ground.ts";

const ground = (changes: ExampleChanges) =>
  legalGround(exampleQuestion(changes), "Europe/Stockholm");
const noConsent = { consents: [] };
const customer = { ...noConsent, relationship: { since: "2023-04-01", addressFromSale: true } };

describe("the exception for existing customers (19 § marknadsföringslagen)", () => {
  it("holds when all its facts are there", () => {
    expect(ground({ person: customer })).toMatchObject({
      allowed: true,
      basis: "existing-customer",
    });
  });

  it.each([
    [
      "relationship",
      {
        person: { ...noConsent, relationship: undefined },
        policy: { assumeAddressFromSale: true },
      },
    ],
    [
      "relationship-in-time",
      { person: { ...noConsent, relationship: { endedOn: "2025-03-01", addressFromSale: true } } },
    ],
    ["own-similar-products", { person: customer, message: { ownSimilarProducts: undefined } }],
    ["address-from-sale", { person: { ...noConsent, relationship: { since: "2023-04-01" } } }],
    ["opt-out-in-message", { person: customer, message: { offersOptOut: false } }],
  ] satisfies [string, ExampleChanges][])("fails without %s, and says so", (missing, changes) => {
    expect(ground(changes)).toMatchObject({
      allowed: false,
      reason: "no-consent",
      evidence: { cause: "never-given", missing: [missing] },
    });
  });

  it("takes a stored record of the sale, or the tenant's word, for the address", () => {
    const record = {
      customerId: "c-1",
      channel: "sms",
      purpose: "marketing",
      state: "given",
      at: "2025-01-01T00:00:00.000Z",
      source: "order",
      legalBasis: "existing-customer",
    } as const;
    const relationship = { since: "2023-04-01" };
    expect(ground({ person: { consents: [record], relationship } })).toMatchObject({
      basis: "existing-customer",
    });
    expect(
      ground({ person: { consents: [], relationship }, policy: { assumeAddressFromSale: true } }),
    ).toMatchObject({ basis: "existing-customer" });
    expect(
      ground({
        person: { consents: [], relationship: { addressFromSale: false } },
        policy: { assumeAddressFromSale: true },
      }),
    ).toMatchObject({ allowed: false });
  });

  it("ends on a day it can name, a year after the last agreement", () => {
    const relationship = { endedOn: "2025-06-30", addressFromSale: true };
    expect(ground({ person: { consents: [], relationship } })).toMatchObject({
      evidence: { endedOn: "2025-06-30", until: "2026-06-30T22:00:00.000Z" },
    });
  });

  it("holds only where the rule pack allows it", () => {
    const marketingBasis = { email: [], sms: ["consent" as const], phone: [], post: [] };
    expect(ground({ person: customer, pack: { marketingBasis } })).toMatchObject({
      allowed: false,
    });
    expect(ground({ pack: { marketingBasis } })).toMatchObject({ allowed: true, basis: "consent" });
    expect(ground({ pack: { marketingBasis: { ...marketingBasis, sms: [] } } })).toMatchObject({
      allowed: false,
    });
  });
});

describe("other grounds", () => {
  it("names the consent with its time, place and proof", () => {
    expect(ground({})).toMatchObject({
      basis: "consent",
      evidence: { at: "2025-05-17T07:12:00.000Z", source: "web-form", proof: "form v3" },
    });
  });

  it("needs none but the agreement for service, none but the law for statutory messages", () => {
    expect(
      ground({ message: { class: "service", purpose: "service" }, person: noConsent }),
    ).toMatchObject({ basis: "contract" });
    expect(
      ground({ message: { class: "statutory", purpose: "service" }, person: noConsent }),
    ).toMatchObject({ basis: "legal-obligation" });
  });

  it("lets letters and calls go to those who have not objected", () => {
    const stranger = { consents: [], relationship: undefined };
    for (const channel of ["post", "phone"] as const) {
      expect(ground({ message: { channel }, person: stranger })).toMatchObject({
        basis: "legitimate-interest",
      });
    }
  });

  it("goes by the rule pack's own list for companies, or by that for persons", () => {
    const company = {
      customer: { kind: "company" as const },
      person: { consents: [], relationship: undefined },
    };
    expect(ground(company)).toMatchObject({ basis: "legitimate-interest" });
    expect(ground({ ...company, pack: { companyMarketingBasis: undefined } })).toMatchObject({
      allowed: false,
    });
  });
});
