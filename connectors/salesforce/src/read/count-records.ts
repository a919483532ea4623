import { ConnectorError } from "@perennial/contract";
import { z } from "zod";
import type { OrgTools } from "../org-tools.ts";

const Counts = z.looseObject({
  sObjects: z.array(z.looseObject({ name: z.string(), count: z.number() })),
});

/**
 * About how many records there are of some objects, for whoever waits for the first load: Salesforce counts now and then. Nothing
 * where it does not tell.
 */
export async function countRecords(
  { client }: Pick<OrgTools, "client">,
  objects: readonly string[],
): Promise<number | undefined> {
  try {
    const answer = await client.request({
      ...{ method: "GET", path: ["limits", "recordCount"] },
      query: { sObjects: objects.join(",") },
    });
    return answer.read(Counts).sObjects.reduce((sum, { count }) => sum + count, 0);
  } catch (error) {
    if (ConnectorError.isInstance(error) && ["forbidden", "invalid"].includes(error.kind)) {
      return undefined;
    }
    throw error;
  }
}
