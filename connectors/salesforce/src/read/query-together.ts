import { z } from "zod";
import {
  type QueryOptions,
  type SalesforceClient,
  SalesforceRecord,
} from "../salesforce-client.ts";
import { API_VERSION } from "../salesforce-credentials.ts";

/** Statements of one call: as many of its requests as may be queries (crm/salesforce.md, 4). */
const TOGETHER = 5;

const Answers = z.looseObject({
  compositeResponse: z.array(
    z.looseObject({ referenceId: z.string(), httpStatusCode: z.number(), body: z.unknown() }),
  ),
});
const WholePage = z.looseObject({ records: z.array(SalesforceRecord), done: z.literal(true) });

/**
 * The records of several statements, those of one behind the other, with a call for five of them. A statement that is refused, or gives more
 * records than fit, is asked by itself. Throws a `ConnectorError`.
 */
export async function* queryTogether(
  client: Pick<SalesforceClient, "request" | "query">,
  statements: readonly string[],
  options: QueryOptions = {},
): AsyncGenerator<readonly SalesforceRecord[], void, undefined> {
  for (let start = 0; start < statements.length; start += TOGETHER) {
    const some = statements.slice(start, start + TOGETHER);
    const answered = some.length > 1 ? await askTogether(client, some, options) : new Map();
    for (const [at, statement] of some.entries()) {
      const records = answered.get(nameOf(at));
      if (records === undefined) yield* client.query(statement, options);
      else yield records;
    }
  }
}

async function askTogether(
  { request }: Pick<SalesforceClient, "request">,
  statements: readonly string[],
  { deleted = false }: QueryOptions,
): Promise<ReadonlyMap<string, readonly SalesforceRecord[]>> {
  const path = deleted ? "queryAll" : "query";
  const compositeRequest = statements.map((statement, at) => ({
    ...{ method: "GET", referenceId: nameOf(at) },
    url: `/services/data/${API_VERSION}/${path}?q=${encodeURIComponent(statement)}`,
  }));
  const json = { allOrNone: false, compositeRequest };
  const answer = await request({ method: "POST", path: ["composite"], readOnly: true, json });
  const found = new Map<string, readonly SalesforceRecord[]>();
  for (const { referenceId, httpStatusCode, body } of answer.read(Answers).compositeResponse) {
    const { data } = httpStatusCode === 200 ? WholePage.safeParse(body) : {};
    if (data !== undefined) found.set(referenceId, data.records);
  }
  return found;
}

function nameOf(at: number): string {
  return `statement${at}`;
}
