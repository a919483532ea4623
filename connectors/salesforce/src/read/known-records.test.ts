import { Agreement, type Signal } from "@perennial/contract";
import { expect, test } from "vitest";
import { type KnownRecords, recallAgreements, rememberRecords } from "./known-records.ts";

const AT = "2026-11-22T08:00:00.000Z";

function told(id: string, parts: Partial<Agreement> = {}): Signal {
  const agreement = Agreement.parse({
    ...{ id, customerId: `c-${id}`, product: "Rörligt", kind: "electricity" },
    ...{ start: "2026-01-01", end: "2026-12-31", updatedAt: AT, attributes: { a: "b" }, ...parts },
  });
  return { type: "agreement.changed", id: `${id}:${AT}`, at: AT, agreement };
}

/** Pages of so many agreements, one behind the other. */
function pages(count: number, each: number): KnownRecords {
  let known: KnownRecords = [];
  for (let page = 0; page < count; page += 1) {
    const ids = Array.from({ length: each }, (_, n) => `800Qz${String(page * each + n)}`);
    known = rememberRecords(
      known,
      ids.map((id) => told(id)),
    );
  }
  return known;
}

test("the last word of each is kept, without what its end does not need, and those that are over are not", () => {
  let known = rememberRecords([], [told("1"), told("2"), told("3")]);
  known = rememberRecords(known, [told("1", { end: "2027-06-30" })]);
  known = rememberRecords(known, [told("2", { status: "ended" }), told("4")]);
  const recalled = recallAgreements(known, new Set(["1", "2", "4", "5"]));
  expect([...recalled.keys()].sort()).toEqual(["1", "4"]);
  expect(recalled.get("1")).toMatchObject({ customerId: "c-1", end: "2027-06-30", attributes: {} });
  expect(rememberRecords(known, [])).toBe(known);
});

test("many pages are few parts, and the oldest of too many are forgotten", () => {
  const known = pages(70, 1_000);
  expect(known.length).toBeLessThanOrEqual(32);
  const ids = new Set(["800Qz0", "800Qz69999"]);
  expect([...recallAgreements(known, ids).keys()]).toEqual(["800Qz69999"]);
  const again = recallAgreements(known, new Set(["800Qz30000"]));
  expect(again.size).toBe(1);
});

test("what is none of ours is refused", () => {
  for (const part of ["", "x", Buffer.from("[1]").toString("base64")]) {
    expect(() => recallAgreements([part], new Set(["1"]))).toThrow(/let reading begin anew/);
  }
});
