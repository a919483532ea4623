import type { LocalDate } from "@perennial/contract";
import { compareIds } from "../../portfolio/compare-ids.ts";
import { epochDay } from "../../schedule/date.ts";
import type { PurchaseRow } from "./purchase-row.ts";

/**
 * Purchases put in order once for all reports: by customer, by day, those of one day made one. Columns instead of
 * objects, so that a million purchases take some twenty megabytes.
 */
export interface PurchaseBook {
  readonly asOf: LocalDate;
  /** Customers by their ids, in the order of `compareIds`: reports do not depend on the order purchases came in. */
  readonly customers: readonly string[];
  /** Where each customer's rows begin; one more than there are customers. */
  readonly starts: Uint32Array;
  /** The day of each row, counted from 1970-01-01, rising within a customer. */
  readonly days: Int32Array;
  /** What was bought that day less what was returned, in minor units. */
  readonly amounts: Float64Array;
}

/** Which purchases a book takes. */
export interface PurchaseBookOptions {
  /** The last day whose purchases are counted. */
  readonly asOf: LocalDate;
  /** The first; without it all. */
  readonly since?: LocalDate;
}

interface Columns {
  readonly ids: string[];
  readonly owners: number[];
  readonly days: number[];
  readonly amounts: number[];
}

/** Reads purchases in any order into a book, in time proportional to their number. */
export function purchaseBook(
  purchases: Iterable<PurchaseRow>,
  options: PurchaseBookOptions,
): PurchaseBook {
  const columns = readColumns(purchases, options);
  const ranks = idRanks(columns.ids);
  const owners = Uint32Array.from(columns.owners, (owner) => ranks[owner] ?? 0);
  // Two stable passes, as one sorts by day and then by customer.
  const byDay = countingOrder(fromZero(columns.days), undefined);
  const order = countingOrder(owners, byDay);
  const customers = columns.ids.slice().sort(compareIds);
  return { asOf: options.asOf, customers, ...mergeDays(columns, owners, order, customers.length) };
}

function readColumns(
  purchases: Iterable<PurchaseRow>,
  { asOf, since }: PurchaseBookOptions,
): Columns {
  const last = epochDay(asOf);
  const first = since === undefined ? Number.NEGATIVE_INFINITY : epochDay(since);
  const numbers = new Map<string, number>();
  const known = new Map<LocalDate, number>();
  const columns: Columns = { ids: [], owners: [], days: [], amounts: [] };
  for (const { customerId, date, amount } of purchases) {
    let day = known.get(date);
    if (day === undefined) {
      day = epochDay(date);
      known.set(date, day);
    }
    if (day > last || day < first) continue;
    let owner = numbers.get(customerId);
    if (owner === undefined) {
      owner = columns.ids.length;
      numbers.set(customerId, owner);
      columns.ids.push(customerId);
    }
    columns.owners.push(owner);
    columns.days.push(day);
    columns.amounts.push(amount);
  }
  return columns;
}

function idRanks(ids: readonly string[]): Uint32Array {
  const order = ids.map((_, index) => index);
  order.sort((left, right) => compareIds(ids[left] ?? "", ids[right] ?? ""));
  const ranks = new Uint32Array(ids.length);
  for (const [rank, index] of order.entries()) ranks[index] = rank;
  return ranks;
}

function fromZero(days: readonly number[]): Uint32Array {
  let earliest = Number.POSITIVE_INFINITY;
  for (const day of days) if (day < earliest) earliest = day;
  return Uint32Array.from(days, (day) => day - earliest);
}

/** The positions sorted by key, equal keys as they were before: a counting sort. */
function countingOrder(keys: Uint32Array, before: Uint32Array | undefined): Uint32Array {
  let largest = 0;
  for (const key of keys) if (key > largest) largest = key;
  const next = new Uint32Array(largest + 2);
  for (const key of keys) next[key + 1] = (next[key + 1] ?? 0) + 1;
  for (let key = 1; key < next.length; key++) next[key] = (next[key] ?? 0) + (next[key - 1] ?? 0);
  const order = new Uint32Array(keys.length);
  for (let index = 0; index < keys.length; index++) {
    const position = before?.[index] ?? index;
    const key = keys[position] ?? 0;
    const slot = next[key] ?? 0;
    order[slot] = position;
    next[key] = slot + 1;
  }
  return order;
}

function mergeDays(
  columns: Columns,
  owners: Uint32Array,
  order: Uint32Array,
  customers: number,
): Pick<PurchaseBook, "starts" | "days" | "amounts"> {
  const starts = new Uint32Array(customers + 1);
  const days = new Int32Array(order.length);
  const amounts = new Float64Array(order.length);
  let rows = 0;
  let lastOwner = -1;
  for (const position of order) {
    const owner = owners[position] ?? 0;
    const day = columns.days[position] ?? 0;
    const amount = columns.amounts[position] ?? 0;
    if (owner === lastOwner && days[rows - 1] === day) {
      amounts[rows - 1] = (amounts[rows - 1] ?? 0) + amount;
      continue;
    }
    if (owner !== lastOwner) starts[owner] = rows;
    lastOwner = owner;
    days[rows] = day;
    amounts[rows] = amount;
    rows += 1;
  }
  starts[customers] = rows;
  return { starts, days: days.slice(0, rows), amounts: amounts.slice(0, rows) };
}
