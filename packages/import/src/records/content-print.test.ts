import { expect, test } from "vitest";
import { contentPrint } from "./content-print.ts";
import { printOf } from "./print-of.ts";

test("equal records have one fingerprint, whatever their mapping fills", () => {
  const record = { id: "1", kind: "person", name: "Anna", attributes: { meter: "new" } };
  const all = contentPrint({ kind: "customers", shared: {} });
  const few = contentPrint({ kind: "customers", shared: { kind: "person" } });
  expect(few(record)).toBe(all(record));
});

test("another value, or the same one in another field, gives another", () => {
  const print = contentPrint({ kind: "customers", shared: { kind: "person" } });
  const records = [
    { id: "1", name: "Anna" },
    { id: "1", name: "Eva" },
    { id: "1", name: "Anna", segment: "house" },
    { id: "1", name: "Anna", tier: "house" },
    { id: "1", name: "Anna", doNotCall: true },
    { id: "1", name: "Anna", attributes: { meter: "new" } },
  ];
  expect(new Set(records.map(print)).size).toBe(records.length);
});

test("two fingerprints tell a million ids that look alike apart", () => {
  const seen = new Set<bigint>();
  for (let number = 0; number < 1_000_000; number++) {
    const id = `c${10_000_000 + number}`;
    seen.add((BigInt(printOf(id)) << 32n) | BigInt(printOf(id, 7)));
  }
  expect(seen.size).toBe(1_000_000);
});
