import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { publishVersion } from "../program/program-store.ts";
import {
  MONDAY,
  startTestDatabase,
  type TestDatabase,
  type TestTenant,
  TUESDAY,
} from "../testing/test-database.ts";
import { askForApproval, listTaken, readDraft, rejectDraft, saveDraft } from "./drafts.ts";

let database: TestDatabase;
let tenant: TestTenant;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());
beforeEach(async () => {
  tenant = await database.newTenant();
});

const draft = (seen: number, by = "kim") => ({
  ...{ program: "renewal", files: { "program.yaml": by }, seen, by, at: MONDAY },
  ...{ summary: { name: null, errors: 1, warnings: 0 }, baseVersion: null, origin: "renewal" },
});
const save = (seen: number, by?: string) => tenant.inTenant((tx) => saveDraft(tx, draft(seen, by)));
const word = { program: "renewal", revision: 1, by: "kim", at: TUESDAY, words: "Nya datum" };

describe("a draft", () => {
  test("is saved over what was seen, and over nothing else", async () => {
    expect(await save(0)).toMatchObject({ revision: 1, createdBy: "kim", state: "editing" });
    expect(await save(0, "lo")).toBeUndefined();
    expect(await save(1, "lo")).toMatchObject({ revision: 2, createdBy: "kim", editedBy: "lo" });
    expect(await save(1, "kim")).toBeUndefined();
    const kept = await tenant.inTenant((tx) => readDraft(tx, "renewal"));
    expect(kept?.files).toEqual({ "program.yaml": "lo" });
  });

  test("of two that begin it at once there is one", async () => {
    const both = await Promise.all([save(0, "kim"), save(0, "lo")]);
    expect(both.filter((each) => each !== undefined)).toHaveLength(1);
  });

  test("that waits is rejected with words, and waits no more once it is changed", async () => {
    await save(0);
    expect(await tenant.inTenant((tx) => rejectDraft(tx, word))).toBe(false);
    expect(await tenant.inTenant((tx) => askForApproval(tx, { ...word, revision: 2 }))).toBe(false);
    expect(await tenant.inTenant((tx) => askForApproval(tx, word))).toBe(true);
    expect(await tenant.inTenant((tx) => rejectDraft(tx, { ...word, by: "lo" }))).toBe(true);
    expect(await tenant.inTenant((tx) => readDraft(tx, "renewal"))).toMatchObject({
      ...{ state: "rejected", askedBy: "kim", rejectedBy: "lo", rejectedWords: "Nya datum" },
    });
    expect(await save(1)).toMatchObject({ state: "editing", askedBy: null, rejectedWords: null });
  });
});

test("what was taken of the library is told by its draft, and then by the program", async () => {
  await save(0);
  const taken = () => tenant.inTenant(listTaken);
  expect(await taken()).toEqual([{ origin: "renewal", program: "renewal", state: "draft" }]);
  const digest = "1";
  await tenant.inTenant((tx) =>
    publishVersion(tx, {
      program: "mine",
      files: {},
      digest,
      by: "kim",
      at: MONDAY,
      origin: "nps",
    }),
  );
  expect(await taken()).toEqual([
    { origin: "nps", program: "mine", state: "draft" },
    { origin: "renewal", program: "renewal", state: "draft" },
  ]);
});
