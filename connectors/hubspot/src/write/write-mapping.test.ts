import { describe, expect, it } from "vitest";
import { createHubspot } from "../hubspot-connector.ts";
import { HubspotSettings } from "../hubspot-settings.ts";
import { recordTarget } from "./record-target.ts";
import { mappedField, translatedValue } from "./write-mapping.ts";

function settings(more: object = {}): HubspotSettings {
  return HubspotSettings.parse({ portalId: "33", ...more });
}

it("HubSpot keeps the fields that its settings write back to, and no others", () => {
  const { keeps } = createHubspot();
  expect(keeps?.(settings())).toEqual(
    expect.arrayContaining(["phase", "tier", "valueClass", "nextRenewal"]),
  );
  const read = settings({
    customers: { tier: "club_tier" },
    writeBack: { risk: "perennial_risk" },
  });
  expect(keeps?.(read)).toEqual(["risk"]);
});

function where(own: HubspotSettings, recordId: string, field: string) {
  const target = recordTarget(recordId.includes(":") ? "agreement" : "customer", recordId);
  return target && mappedField(own, target, field);
}

describe("which record it is", () => {
  it.each([
    ["deal:7", { path: "deals", id: "7" }],
    ["subscription:7", { path: "subscriptions", id: "7" }],
    ["2-1001:7", { path: "2-1001", id: "7" }],
    ["contact:904:warranty", { path: "contacts", id: "904", source: "warranty" }],
  ])("%s is an agreement there", (recordId, target) => {
    expect(recordTarget("agreement", recordId)).toEqual({ object: "agreement", ...target });
  });

  it.each(["deal:", "deal:x", "7", "contact:904", "deal:7:more", "thing:7", "../x:7", ""])(
    "%j is none of HubSpot's",
    (recordId) => expect(recordTarget("agreement", recordId)).toBeUndefined(),
  );

  it("a customer is the contact of that number", () => {
    expect(recordTarget("customer", "904")).toEqual({
      object: "customer",
      path: "contacts",
      id: "904",
    });
    expect(recordTarget("customer", "c-1")).toBeUndefined();
  });
});

describe("where a customer's field is written", () => {
  it("is told of money in minor units, which HubSpot has in major ones", () => {
    const own = settings({ writeBack: { value: "perennial_value", tier: "perennial_tier" } });
    expect(where(own, "904", "value")).toEqual({ property: "perennial_value", isMoney: true });
    expect(where(own, "904", "tier")).toEqual({ property: "perennial_tier" });
  });

  it("is first what is written back, and then what it is read from", () => {
    const own = settings({ customers: { tier: "club_tier" }, writeBack: { phase: "p_phase" } });
    expect(where(own, "904", "phase")).toEqual({ property: "p_phase" });
    expect(where(own, "904", "tier")).toEqual({ property: "club_tier" });
    expect(where(own, "904", "email")).toEqual({ property: "email" });
    expect(where(own, "904", "locale")).toEqual({ property: "hs_language" });
    expect(where(own, "904", "valueClass")).toBeUndefined();
  });

  it("is a property of the portal's own under our name", () => {
    const attributes = [{ name: "heating", property: "heating_kind" }];
    const own = settings({ customers: { attributes } });
    expect(where(own, "904", "heating")).toEqual({ property: "heating_kind" });
  });

  it.each(["attributes", "postalAddress", "constructor", "__proto__", "toString"])(
    "is nowhere for %s",
    (field) => expect(where(settings(), "904", field)).toBeUndefined(),
  );

  it("has its value in the property's words, where one and only one means the same", () => {
    const values = { new: "welcome", growing: "develop", loyal: "retain", vip: "retain" };
    const own = settings({ customers: { phase: { property: "stage", values } }, writeBack: {} });
    const field = where(own, "904", "phase");
    if (field === undefined || "problem" in field) throw new Error("phase is mapped");
    expect(translatedValue("welcome", field, "SEK")).toEqual({ value: "new" });
    expect(translatedValue("retain", field, "SEK")).toMatchObject({
      problem: expect.stringContaining("more than one"),
    });
    expect(translatedValue(null, field, "SEK")).toEqual({ value: null });
  });
});

describe("where an agreement's field is written", () => {
  const deals = { from: "deals", end: "contract_end", statuses: { lost: "cancelled" } };

  it("is where its source reads it", () => {
    const own = settings({
      agreements: [
        { name: "el", ...deals, kind: { property: "contract_kind" }, product: { value: "El" } },
        { name: "own", from: "2-1001", end: "ends_on" },
      ],
    });
    expect(where(own, "deal:7", "end")).toEqual({ property: "contract_end" });
    expect(where(own, "deal:7", "kind")).toEqual({ property: "contract_kind" });
    expect(where(own, "deal:7", "product")).toBeUndefined();
    expect(where(own, "2-1001:7", "end")).toEqual({ property: "ends_on" });
    expect(where(own, "subscription:7", "end")).toBeUndefined();
    expect(where(own, "deal:7", "status")).toEqual({
      property: "dealstage",
      values: { cancelled: "lost" },
    });
  });

  it("cannot be told where two sources of one type keep it in different places", () => {
    const own = settings({
      agreements: [
        { name: "el", ...deals },
        { name: "gas", ...deals, end: "gas_end" },
      ],
    });
    expect(where(own, "deal:7", "end")).toMatchObject({
      problem: expect.stringContaining("different places"),
    });
  });
});

describe("money", () => {
  it.each([
    [129900, "SEK", "1299.00"],
    [1299, "JPY", "1299"],
    [-5, "EUR", "-0.05"],
  ] as const)("%d of %s is %s", (amount, currency, text) => {
    const field = { property: "amount", isMoney: true };
    expect(translatedValue(amount, field, currency)).toEqual({ value: text });
  });

  it.each(["129900", 12.5, true])("%j is no amount", (amount) => {
    const field = { property: "amount", isMoney: true };
    expect(translatedValue(amount, field, "SEK")).toHaveProperty("problem");
  });
});
