import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import type { OrgTools } from "../org-tools.ts";

const Counts = z.looseObject({
  sObjects: z.array(z.looseObject({ name: z.string(), count: z.number() })),
});

/**
 * About how many records there are of each of some objects: Salesforce counts now and then. Nothing where it does not tell. Throws a
 * `ConnectorError`.
 */
export async function countRecords(
  { client }: Pick<OrgTools, "client">,
  objects: readonly string[],
): Promise<ReadonlyMap<string, number> | undefined> {
  try {
    const answer = await client.request({
      ...{ method: "GET", path: ["limits", "recordCount"] },
      query: { sObjects: objects.join(",") },
    });
    return new Map(answer.read(Counts).sObjects.map(({ name, count }) => [name, count]));
  } catch (error) {
    if (ConnectorError.isInstance(error) && ["forbidden", "invalid"].includes(error.kind)) {
      return undefined;
    }
    throw error;
  }
}
