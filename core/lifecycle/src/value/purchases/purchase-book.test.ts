import fc from "fast-check";
import { expect, test } from "vitest";
import { purchaseBook } from "./purchase-book.ts";
import { purchaseHistories } from "./purchase-history.ts";
import { purchaseRows } from "./purchase-row.ts";
import { purchaseSummaries } from "./purchase-summary.ts";

const buy = (customerId: string, date: string, amount = 100) => ({ customerId, date, amount });
const asOf = "2026-06-30";

test("purchases of one day are one", () => {
  const book = purchaseBook(
    [buy("b", "2026-03-02", 1), buy("a", "2026-01-05"), buy("b", "2026-03-02", 2)],
    { asOf },
  );
  expect(book.customers).toEqual(["a", "b"]);
  expect([...book.starts]).toEqual([0, 1, 2]);
  expect([...book.amounts]).toEqual([100, 3]);
});

test("a book is the same whatever order purchases come in", () => {
  const one = fc.record({
    customerId: fc.constantFrom("a", "b", "ä", "Z"),
    date: fc.constantFrom("2025-12-31", "2026-01-01", "2026-06-30", "2026-07-01"),
    amount: fc.integer({ min: -500, max: 500 }),
  });
  const property = fc.property(fc.array(one), fc.array(fc.nat()), (purchases, keys) => {
    const shuffled = purchases
      .map((purchase, index) => ({ purchase, key: keys[index] ?? 0 }))
      .sort((left, right) => left.key - right.key)
      .map((each) => each.purchase);
    expect(purchaseBook(shuffled, { asOf })).toEqual(purchaseBook(purchases, { asOf }));
  });
  fc.assert(property, { seed: 20_261_122, numRuns: 200 });
});

test("purchases outside the time asked for are left out", () => {
  const purchases = [buy("a", "2025-12-31"), buy("b", "2026-01-01"), buy("c", "2026-07-01")];
  expect(purchaseBook(purchases, { asOf, since: "2026-01-01" }).customers).toEqual(["b"]);
  expect(purchaseBook([], { asOf }).customers).toEqual([]);
});

test("a history counts weeks from the first purchase, and averages those after it", () => {
  const book = purchaseBook(
    [buy("a", "2026-01-01", 900), buy("a", "2026-01-15", 100), buy("a", "2026-02-05", 300)],
    { asOf: "2026-03-05" },
  );
  const history = { customerId: "a", repeats: 2, recency: 5, age: 9, averageRepeat: 200 };
  expect(purchaseHistories(book)).toEqual([history]);
  expect(purchaseHistories(book, "2026-01-22")).toEqual([
    { customerId: "a", repeats: 1, recency: 2, age: 3, averageRepeat: 100 },
  ]);
  expect(purchaseHistories(book, "2025-12-31")).toEqual([]);
});

test("a return lowers the amount and is no purchase", () => {
  const book = purchaseBook([buy("a", "2026-01-01", 900), buy("a", "2026-01-09", -400)], { asOf });
  expect([...purchaseSummaries(book)]).toMatchObject([{ purchases: 1, amount: 500 }]);
  expect(purchaseHistories(book)).toMatchObject([{ repeats: 0, recency: 0 }]);
  const returned = purchaseBook([buy("a", "2026-01-01", -1)], { asOf });
  expect(purchaseHistories(returned)).toEqual([]);
});

test("a purchase an hour before midnight UTC is of the next day in Stockholm", () => {
  const late = { customerId: "a", at: "2026-06-30T23:00:00.000Z", amount: 1, currency: "SEK" };
  expect([...purchaseRows([late], { zone: "Europe/Stockholm", currency: "SEK" })]).toEqual([
    { customerId: "a", date: "2026-07-01", amount: 1 },
  ]);
});

test("a purchase in another currency is a purchase of no money, and a return in one is left out", () => {
  const other = { customerId: "a", at: "2026-06-30T09:00:00.000Z", currency: "EUR" };
  const purchases = [
    { ...other, amount: 500 },
    { ...other, amount: -500 },
  ];
  expect([...purchaseRows(purchases, { zone: "Europe/Stockholm", currency: "SEK" })]).toEqual([
    { customerId: "a", date: "2026-06-30", amount: 0 },
  ]);
});
