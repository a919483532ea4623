import { describe, expect, test } from "vitest";
import { readVisits } from "./read-visits.ts";

describe("a file of planned visits", () => {
  test("is read whatever its separator, its quotes and its other columns", () => {
    const visits = [{ customerId: "k1", date: "2026-03-10" }];
    expect(readVisits("customerId;date\nk1;2026-03-10\n")).toEqual({ visits });
    expect(readVisits('\uFEFFrep,date,customerId\r\neva,"2026-03-10","k1"\r\n')).toEqual({
      visits,
    });
    expect(readVisits("date\tcustomerId\n2026-03-10\tk1")).toEqual({ visits });
  });

  test("is told by its columns where they are others, and by its row where that is no visit", () => {
    expect(readVisits("kund;dag\nk1;2026-03-10")).toEqual({ columns: ["kund", "dag"] });
    expect(readVisits("customerId;date\nk1;2026-03-10\n\nk2;tisdag")).toEqual({ line: 4 });
    expect(readVisits("customerId;date\n;2026-03-10")).toEqual({ line: 2 });
  });
});
