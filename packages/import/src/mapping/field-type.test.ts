import { expect, test } from "vitest";
import { fieldType } from "./field-type.ts";
import { fieldsOf, RECORD_KINDS, requiredFields } from "./record-kinds.ts";

test("the type of every field is read from the schema of its record", () => {
  const typesOf = (kind: (typeof RECORD_KINDS)[number]) =>
    Object.fromEntries(fieldsOf(kind).map((field) => [field, fieldType(kind, field)]));
  expect(typesOf("agreements")).toMatchObject({
    ...{ customerId: "text", start: "date", end: "date", noticeDays: "integer" },
    ...{ signedAt: "instant", yearlyValue: "amount", updatedAt: "instant", currency: "text" },
    status: { choices: ["ordered", "active", "ended", "cancelled"] },
  });
  expect(typesOf("customers")).toMatchObject({
    ...{ email: "email", mobile: "phone", phone: "phone", doNotCall: "boolean" },
    ...{ pausedUntil: "instant", customerSince: "date", name: "text" },
  });
  expect(typesOf("purchases")).toMatchObject({
    quantity: "number",
    amount: "amount",
    at: "instant",
  });
  expect(typesOf("consents")).toMatchObject({ state: { choices: ["given", "withdrawn"] } });
});

test("what every record needs is known from its schema, besides the date of its last change", () => {
  expect(RECORD_KINDS.map(requiredFields)).toEqual([
    ["name"],
    ["customerId", "product", "kind", "start"],
    ["customerId", "at", "amount"],
    ["customerId", "channel", "state", "at", "source"],
  ]);
});
