import { expect, test } from "vitest";
import { exitReasons } from "./exit-reasons.ts";

const answer = (customerId: string, on: string, reason?: string, text?: string) => ({
  ...{ customerId, on, survey: "exit" },
  ...(reason !== undefined && { answer: reason }),
  ...(text !== undefined && { text }),
});

test("why customers leave is counted by period, each customer once with its last answer (M-20)", () => {
  const report = exitReasons([
    answer("B", "2026-05-02", "price", "För dyrt"),
    answer("A", "2026-02-01", "price", "Dyrt"),
    answer("A", "2026-02-02", "moved"),
    answer("C", "2026-03-31", "price", "Billigare hos grannen"),
    answer("D", "2026-03-31"),
    answer("E", "2026-01-01", "price"),
    { customerId: "F", on: "2026-01-01", survey: "nps", answer: "price" },
  ]);
  expect(report.map(({ period, answers }) => [period, answers])).toEqual([
    ["2026-Q1", 4],
    ["2026-Q2", 1],
  ]);
  expect(report[0]?.reasons).toEqual([
    { reason: "price", customers: 2, percent: 50, texts: ["Billigare hos grannen"] },
    { reason: "moved", customers: 1, percent: 25, texts: [] },
    { customers: 1, percent: 25, texts: [] },
  ]);
});

test("months and years are named as such", () => {
  const answers = [answer("A", "2026-12-31", "other")];
  expect(exitReasons(answers, "month")[0]?.period).toBe("2026-12");
  expect(exitReasons(answers, "year")[0]?.period).toBe("2026");
  expect(exitReasons([])).toEqual([]);
});
