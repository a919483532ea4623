import { z } from "zod";
import type { GraphClient } from "../graph-client.ts";

/** Pages that are read at most: a list that is longer is read so far. */
const MOST = 50;

/** Everything of a list, page after page. Throws a `ConnectorError`. */
export async function readAll<Item>(
  { request }: GraphClient,
  list: { readonly path: readonly string[]; readonly query: Readonly<Record<string, string>> },
  item: z.ZodType<Item>,
): Promise<readonly Item[]> {
  const schema = z.looseObject({
    value: z.array(item),
    "@odata.nextLink": z.string().optional(),
  });
  const all: Item[] = [];
  let link: string | undefined;
  for (let page = 0; page < MOST; page += 1) {
    const where = link === undefined ? list : { link };
    const answer = (await request({ method: "GET", ...where })).read(schema);
    all.push(...answer.value);
    link = answer["@odata.nextLink"];
    if (link === undefined) break;
  }
  return all;
}
