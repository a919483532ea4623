import type { AttributeValue } from "@perennial/contract";
import { describe, expect, it } from "vitest";
import { toHubspotValue } from "./hubspot-value.ts";
import { HubspotProperty } from "./property-catalog.ts";

const STOCKHOLM = { timeZone: "Europe/Stockholm" };

function property(type: string, more: object = {}): HubspotProperty {
  return HubspotProperty.parse({ name: "p", type, ...more });
}

function written(value: AttributeValue, type: string, more: object = {}): string {
  const result = toHubspotValue(value, property(type, more), STOCKHOLM);
  return "text" in result ? result.text : `refused: ${result.problem}`;
}

const OPTIONS = { options: [{ value: "gold" }, { value: "silver" }] };
const MANY = { ...OPTIONS, fieldType: "checkbox" };

describe("a value is written as the property's type has it", () => {
  it.each([
    ["2026-03-31", "date", {}, "2026-03-31"],
    ["2026-03-31T22:30:00.000Z", "date", {}, "2026-04-01"],
    ["2026-10-25T23:30:00.000Z", "date", {}, "2026-10-26"],
    ["2026-03-31T08:00:00+02:00", "datetime", {}, "2026-03-31T06:00:00.000Z"],
    [1299.5, "number", {}, "1299.5"],
    [-0.25, "number", {}, "-0.25"],
    ["1299.00", "number", {}, "1299.00"],
    [true, "bool", {}, "true"],
    ["false", "bool", {}, "false"],
    ["gold", "enumeration", OPTIONS, "gold"],
    ["gold;silver", "enumeration", MANY, "gold;silver"],
    ["70000001", "enumeration", { externalOptions: true }, "70000001"],
    ["Åsa & Örjan", "string", {}, "Åsa & Örjan"],
    [7, "string", {}, "7"],
    [null, "string", {}, ""],
    [null, "date", {}, ""],
    [null, "enumeration", OPTIONS, ""],
  ] as const)("%j as %s %o is %j", (value, type, more, text) => {
    expect(written(value, type, more)).toBe(text);
  });
});

describe("what HubSpot would refuse or take for something else is refused", () => {
  it.each([
    ["2026-02-30", "date", {}, "takes a date"],
    ["31/3 2026", "date", {}, "takes a date"],
    [1_793_600_000_000, "date", {}, "takes a date"],
    ["2026-03-31", "datetime", {}, "takes a moment"],
    ["1 299,00", "number", {}, "takes a number"],
    [Number.NaN, "number", {}, "takes a number"],
    [1e30, "number", {}, "no number of that size"],
    ["ja", "bool", {}, "takes true or false"],
    ["Gold", "enumeration", OPTIONS, 'no option "Gold"; it has gold, silver'],
    [";gold", "enumeration", MANY, "no option"],
    ["gold;bronze", "enumeration", MANY, "no option"],
    ["gold;silver", "enumeration", OPTIONS, "no option"],
    ["x".repeat(65_537), "string", {}, "at most 65536 characters"],
    ["x", "string", { calculated: true }, "is read-only"],
    ["x", "string", { modificationMetadata: { readOnlyValue: true } }, "is read-only"],
  ] as const)("%j as %s %o: %s", (value, type, more, words) => {
    expect(written(value, type, more)).toContain(`refused: the property p `);
    expect(written(value, type, more)).toContain(words);
  });
});
