import { ConnectorError } from "@perennial/contract";
import type { DynamicsTools } from "../dynamics-tools.ts";

/** From here on `$count` says no more (crm/dynamics.md, 4). */
const MOST = 5_000;

/**
 * How many rows a first load has to read, for whoever waits for it; undefined where the organisation does not say, as
 * beyond 5000 rows of a table: nothing else waits for it.
 */
export async function countRows(
  tools: DynamicsTools,
  tables: readonly string[],
): Promise<number | undefined> {
  let total = 0;
  try {
    for (const name of tables) {
      const table = await tools.table(name);
      if (table === undefined) continue;
      const path = [table.setName, "$count"];
      const { text } = await tools.client.request({ method: "GET", path });
      const count = Number(text.replace(/^\uFEFF/, ""));
      if (!Number.isInteger(count) || count >= MOST) return undefined;
      total += count;
    }
    return total;
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind === "unauthenticated") throw error;
    return undefined;
  }
}
