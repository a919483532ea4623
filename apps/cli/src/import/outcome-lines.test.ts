import { Totals } from "@perennial/import";
import { expect, test } from "vitest";
import { outcomeLines } from "./outcome-lines.ts";

test("the report says how many records were left out and why", () => {
  const totals = new Totals();
  totals.add("customers", { new: 2, forgotten: 1, merged: 2 });
  totals.add("purchases", { new: 1, forgotten: 2 });
  const outcome = { totals, rows: { "customers.csv": 5 } };
  const rejects = { count: 0, paths: [] };
  const lines = outcomeLines({ outcome, plans: [], rejects, seconds: 1, tenant: "default" });
  expect(lines).toContain(
    "3 records left out: of people who asked to be forgotten; nothing brings them back.",
  );
  expect(lines).toContain(
    "2 records left out: of customers that have become one with others, whose own records hold.",
  );
});
