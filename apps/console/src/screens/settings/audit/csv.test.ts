import { expect, test } from "vitest";
import { auditCsv } from "./csv.ts";

const entry = {
  ...{ id: 1, at: "2026-03-02T08:00:00.000Z", role: "admin", origin: "console" as const },
  ...{ who: '=cmd|"x"', operation: "setProgram", about: { id: "a" }, before: null },
  after: { state: "active" },
};

test("entries are rows that no spreadsheet takes for formulas", () => {
  const [head, row, end] = auditCsv([entry], () => "Changed, a program").split("\r\n");
  expect(head).toBe("\uFEFFat,who,role,from,operation,what,about,before,after");
  expect(row).toBe(
    `2026-03-02T08:00:00.000Z,"'=cmd|""x""",admin,console,setProgram,"Changed, a program","{""id"":""a""}",,"{""state"":""active""}"`,
  );
  expect(end).toBe("");
});
