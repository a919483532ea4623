import type { ChangePage } from "@perennial/contract";
import type { DailyBudget } from "./daily-budget.ts";

/** Pages of a reading beyond the budget: what changed in an hour, not all that there is. */
const PAGES_SLOWLY = 50;

/**
 * Pages of changes, each asked for only where the day's budget has room, or a few in an hour where it has none. What was read so
 * far is kept. Throws a `ConnectorError`.
 */
export async function* readInBudget(
  budget: DailyBudget,
  pages: AsyncGenerator<ChangePage, void, undefined>,
): AsyncGenerator<ChangePage, void, undefined> {
  const pace = await budget.begin();
  let read = 0;
  for await (const page of pages) {
    yield page;
    read += 1;
    if (pace === "freely") await budget.room();
    else if (read === PAGES_SLOWLY) throw budget.spent();
  }
}
