import { DynamicsRow } from "../dynamics-client.ts";
import type { DynamicsTools } from "../dynamics-tools.ts";

/** A row as it is to be. */
export interface PutRow {
  /** The name of the set, such as `tasks`. */
  readonly setName: string;
  readonly id: string;
  /** As the Web API takes them: columns, and `…@odata.bind` for lookups. */
  readonly values: Readonly<Record<string, unknown>>;
}

const THERE_ALREADY = 412;

/** Makes a row under an id of ours unless it is there; says whether it was made. Throws a `ConnectorError`. */
export async function makeRow(
  { client }: Pick<DynamicsTools, "client">,
  { setName, id, values }: PutRow,
): Promise<boolean> {
  const answer = await client.request({
    ...{ method: "PATCH", path: [`${setName}(${id})`], json: values },
    headers: { "if-none-match": "*" },
    accept: [THERE_ALREADY],
  });
  return answer.status !== THERE_ALREADY;
}

/** Changes a row that is there, and never makes one. Throws a `ConnectorError`, `not-found` where it is not there. */
export async function changeRow(
  { client }: Pick<DynamicsTools, "client">,
  { setName, id, values }: PutRow,
): Promise<void> {
  const path = [`${setName}(${id})`];
  await client.request({ method: "PATCH", path, json: values, headers: { "if-match": "*" } });
}

/** A row's columns, by the names they are read by; undefined where it is not there. Throws a `ConnectorError`. */
export async function findRow(
  { client }: Pick<DynamicsTools, "client">,
  { setName, id }: Pick<PutRow, "setName" | "id">,
  select: readonly string[],
): Promise<DynamicsRow | undefined> {
  const answer = await client.request({
    ...{ method: "GET", path: [`${setName}(${id})`], accept: [404] },
    query: { $select: select.join(",") },
    headers: { prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"' },
  });
  return answer.status === 404 ? undefined : answer.read(DynamicsRow);
}
