import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import { objectsPath } from "../hubspot-paths.ts";
import type { TypePath } from "../mapping/source-fields.ts";
import { claimAllowed } from "./claim-allowed.ts";
import { type ReadTools, SEARCHING } from "./read-tools.ts";

/** What a search says beside its records (crm/hubspot.md, 4.2): how many match in all, beyond those it gives. */
const Counted = z.looseObject({ total: z.int().nonnegative() });

/**
 * How many records of some types there are, for whoever waits for a first load: a search of each that gives one. A
 * type that may not be read counts as none. Undefined where it cannot be found out: nothing else waits for it.
 */
export async function countRecords(
  tools: ReadTools,
  types: readonly TypePath[],
): Promise<number | undefined> {
  let total = 0;
  try {
    for (const type of types) total += await countOf(tools, type);
  } catch (error) {
    if (!ConnectorError.isInstance(error) || error.kind === "unauthenticated") throw error;
    return undefined;
  }
  return total;
}

async function countOf(tools: ReadTools, type: TypePath): Promise<number> {
  try {
    await claimAllowed(tools, type);
    const answer = await tools.client.request({
      ...{ method: "POST", path: objectsPath(type, "search"), readOnly: true, family: SEARCHING },
      json: { filterGroups: [], properties: [], limit: 1 },
    });
    return answer.read(Counted).total;
  } catch (error) {
    if (ConnectorError.isInstance(error) && error.kind === "forbidden") return 0;
    throw error;
  }
}
