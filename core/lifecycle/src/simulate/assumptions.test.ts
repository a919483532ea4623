import { describe, expect, test } from "vitest";
import { ASSUMPTION_NAMES, stateAssumptions } from "./assumption-words.ts";
import { Assumptions, DEFAULT_ASSUMPTIONS, SILENT_PEOPLE } from "./assumptions.ts";

describe("assumptions", () => {
  test("each has words in both languages, its value and the usual one", () => {
    const stated = stateAssumptions({ ...DEFAULT_ASSUMPTIONS, signs: 0.9 });
    expect(stated.map(({ name }) => name).sort()).toEqual(Object.keys(DEFAULT_ASSUMPTIONS).sort());
    for (const { label, name } of stated) {
      expect(label.sv.length * label.en.length, name).toBeGreaterThan(0);
    }
    expect(stated.find(({ name }) => name === "signs")).toMatchObject({
      unit: "share",
      value: 0.9,
      usual: 0.72,
      label: { sv: "Skriver under utan påminnelse" },
    });
  });

  test("their words differ, so that none is taken for another", () => {
    const labels = stateAssumptions().flatMap(({ label }) => [label.sv, label.en]);
    expect(new Set(labels).size).toBe(2 * ASSUMPTION_NAMES.length);
  });

  test("silent people do nothing", () => {
    const silent = Assumptions.parse(SILENT_PEOPLE);
    expect(silent).toMatchObject({ ordersAfterSms: 0, repliesStop: 0, signs: 0, costPerEmail: 1 });
  });

  test("what excludes each other is not more than everybody", () => {
    const read = Assumptions.safeParse({ ordersAfterSms: 0.7, repliesYes: 0.4 });
    expect(read.error?.issues[0]?.message).toBe(
      "ordersAfterSms, repliesYes, repliesQuestion, repliesNo, repliesStop exclude each other and add up to 1.18; lower them to at most 1 together",
    );
    expect(
      Assumptions.safeParse({
        repliesYes: 0.7,
        ordersAfterSms: 0.22,
        repliesQuestion: 0.05,
        repliesNo: 0.02,
        repliesStop: 0.01,
      }).success,
    ).toBe(true);
  });

  test("an unknown name is refused", () => {
    expect(Assumptions.safeParse({ ordersAfterFax: 1 }).success).toBe(false);
  });
});
