import { afterAll, beforeAll, expect, test } from "vitest";
import { MONDAY, startTestDatabase, type TestDatabase, TUESDAY } from "../testing/test-database.ts";
import {
  listTestRecipients,
  lockTestRecipient,
  noteCodeSent,
  noteCodeTyped,
  putTestRecipient,
  removeTestRecipient,
} from "./test-recipients.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const anna = {
  ...({ id: "r1", channel: "email", address: "anna@bolaget.example" } as const),
  ...{ name: "Anna", addedAt: MONDAY, addedBy: "kim" },
};

test("an address is kept once, under its newest name, and stays verified", async () => {
  const { inTenant } = await database.newTenant();
  expect(await inTenant((tx) => putTestRecipient(tx, anna))).toMatchObject({
    ...{ id: "r1", verifiedAt: null, digest: null, misses: 0 },
  });
  await inTenant((tx) => noteCodeSent(tx, { id: "r1", digest: "x", at: MONDAY }));
  await inTenant((tx) => noteCodeTyped(tx, { id: "r1", verifiedAt: null }));
  expect(await inTenant((tx) => lockTestRecipient(tx, "r1"))).toMatchObject({
    ...{ digest: "x", sentAt: MONDAY, misses: 1 },
  });
  await inTenant((tx) => noteCodeTyped(tx, { id: "r1", verifiedAt: TUESDAY }));
  await inTenant((tx) => putTestRecipient(tx, { ...anna, id: "r2", name: "Anna Ek" }));
  const kept = { ...anna, name: "Anna Ek", verifiedAt: TUESDAY };
  expect(await inTenant(listTestRecipients)).toEqual([kept]);
  expect(await inTenant((tx) => removeTestRecipient(tx, "r1"))).toBe(true);
  expect(await inTenant((tx) => lockTestRecipient(tx, "r1"))).toBeUndefined();
});
