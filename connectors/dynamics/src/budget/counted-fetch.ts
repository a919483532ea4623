import { z } from "zod";
import type { DailyBudget } from "./daily-budget.ts";

/** Messages that write many rows at once: each row counts as a request of its own (crm/dynamics.md, 4). */
const BULK = /\.(?:Create|Update|Upsert)Multiple$/;
const Bulk = z.object({ Targets: z.array(z.unknown()) });

/** A `fetch` whose answered requests count in the day's budget; one that was never answered may not have arrived. */
export function countedFetch(fetch: typeof globalThis.fetch, budget: DailyBudget) {
  const counted: typeof fetch = async (input, init) => {
    const answer = await fetch(input, init);
    const url = new URL(input instanceof Request ? input.url : input);
    budget.note(BULK.test(url.pathname) ? rowsIn(init?.body) : 1);
    return answer;
  };
  return counted;
}

function rowsIn(body: unknown): number {
  if (typeof body !== "string") return 1;
  const { data } = Bulk.safeParse(JSON.parse(body));
  return Math.max(1, data?.Targets.length ?? 1);
}
