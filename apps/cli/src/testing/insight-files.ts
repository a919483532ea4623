import { join } from "node:path";
import { folderWith } from "@perennial/import/testing";

/** A customer's purchases: how often from a day on, how many, and for how much. */
export interface PurchasePattern {
  readonly id: string;
  readonly first: string;
  readonly everyDays: number;
  readonly times: number;
  readonly amount: number;
}

const DAY = 86_400_000;

/** A file of purchases that follow patterns, named as `import` knows its columns. */
export function purchaseText(patterns: readonly PurchasePattern[]): string {
  const rows = patterns.flatMap(({ id, first, everyDays, times, amount }) =>
    Array.from({ length: times }, (_, index) => {
      const day = new Date(Date.parse(first) + index * everyDays * DAY).toISOString().slice(0, 10);
      return `${id}-${index},${id},${day}T10:00:00Z,${amount},SEK`;
    }),
  );
  return `id,customer_id,at,amount,currency\n${rows.join("\n")}\n`;
}

/** A seeded stream of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/** The last day that a shop's purchases reach to. */
const SHOP_ENDS = Date.parse("2024-12-31");

/**
 * Purchases of a shop's customers: they begin within the first quarter of 2023, buy by chance at a pace of their own,
 * and stop after a purchase by a chance of their own. The same every time.
 */
export function shopText(customers: number): string {
  const random = randomFrom(7);
  const wait = (mean: number) => Math.max(1, Math.round(-Math.log(1 - random()) * mean));
  const rows: string[] = [];
  for (const id of shopIds(customers)) {
    const pace = 20 / (0.15 + random());
    const stops = 0.35 * random();
    const level = 10_000 + Math.floor(random() * 60_000);
    let at = Date.parse("2023-01-01") + (id === "c0000" ? 0 : Math.floor(random() * 90)) * DAY;
    for (let times = 0; at <= SHOP_ENDS; times++) {
      const day = new Date(at).toISOString().slice(0, 10);
      const amount = Math.round(level * (0.5 + random()));
      rows.push(`${id}-${times},${id},${day}T10:00:00Z,${amount},SEK`);
      if (times > 0 && random() < stops) break;
      at += wait(pace) * DAY;
    }
  }
  return `id,customer_id,at,amount,currency\n${rows.join("\n")}\n`;
}

/** The ids of a shop's customers. */
export function shopIds(customers: number): readonly string[] {
  return Array.from({ length: customers }, (_, index) => `c${String(index).padStart(4, "0")}`);
}

/** Writes files for a report and gives the options that name them. */
export async function insightFiles(
  texts: Readonly<Record<string, string>>,
): Promise<readonly string[]> {
  const folder = await folderWith(
    Object.fromEntries(Object.entries(texts).map(([kind, text]) => [`${kind}.csv`, text])),
  );
  return Object.keys(texts).flatMap((kind) => [`--${kind}`, join(folder, `${kind}.csv`)]);
}
