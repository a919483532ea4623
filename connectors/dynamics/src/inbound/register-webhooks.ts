import { z } from "zod";
import type { DynamicsClient } from "../dynamics-client.ts";
import { dynamicsError } from "../dynamics-errors.ts";
import { quoted } from "../dynamics-paths.ts";

/** The header that carries a connection's secret. */
export const SECRET_HEADER = "x-perennial-key";

/** What is registered in an organisation. */
export interface WebhookPlan {
  /** Where changes are posted. */
  readonly url: string;
  /** What each delivery carries, for nothing in it is signed. */
  readonly secret: string;
  /** Tables by logical name. */
  readonly tables: readonly string[];
}

type Caller = Pick<DynamicsClient, "request">;

const MESSAGES = ["Create", "Update", "Delete"] as const;
const NAME = "Perennial";
const WEBHOOK = 8;
const BY_HEADER = 5;

const Endpoints = z.looseObject({
  value: z.array(z.looseObject({ serviceendpointid: z.string(), url: z.string().nullish() })),
});
const Steps = z.looseObject({
  value: z.array(
    z.looseObject({ name: z.string(), sdkmessageprocessingstepid: z.string().optional() }),
  ),
});
const Messages = z.looseObject({ value: z.array(z.looseObject({ sdkmessageid: z.string() })) });
const Filters = z.looseObject({
  value: z.array(z.looseObject({ sdkmessagefilterid: z.string() })),
});

/**
 * Registers that changes of some tables are posted to us, asynchronously. Done again it changes the address and the
 * secret and adds what is not there yet. Needs a customiser's rights (crm/dynamics.md, 3.2).
 */
export async function registerWebhooks(client: Caller, plan: WebhookPlan): Promise<void> {
  const endpoint = await putEndpoint(client, plan);
  const path = ["sdkmessageprocessingsteps"];
  const query = { $select: "name", $filter: `_eventhandler_value eq ${endpoint}` };
  const known = (await client.request({ method: "GET", path, query })).read(Steps);
  const names = new Set(known.value.map(({ name }) => name));
  for (const message of MESSAGES)
    for (const table of plan.tables) {
      const name = `${NAME} ${table} ${message}`;
      if (!names.has(name)) await addStep(client, { endpoint, message, table, name });
    }
}

/** Takes our webhooks out of an organisation, those that post to an address; the steps first, as Dataverse has it. */
export async function unregisterWebhooks(client: Caller, url: string): Promise<void> {
  const query = {
    $select: "serviceendpointid,url",
    $filter: `name eq ${quoted(NAME)} and contract eq ${WEBHOOK}`,
  };
  const answer = await client.request({ method: "GET", path: ["serviceendpoints"], query });
  for (const { serviceendpointid: id, url: postsTo } of answer.read(Endpoints).value) {
    if (postsTo !== url) continue;
    const $filter = `_eventhandler_value eq ${id}`;
    const steps = await client.request({
      ...{ method: "GET", path: ["sdkmessageprocessingsteps"] },
      query: { $select: "sdkmessageprocessingstepid,name", $filter },
    });
    for (const { sdkmessageprocessingstepid } of steps.read(Steps).value)
      await remove(client, `sdkmessageprocessingsteps(${sdkmessageprocessingstepid})`);
    await remove(client, `serviceendpoints(${id})`);
  }
}

async function remove(client: Caller, row: string): Promise<void> {
  await client.request({ method: "DELETE", path: [row], accept: [404] });
}

async function putEndpoint(client: Caller, { url, secret }: WebhookPlan): Promise<string> {
  const authvalue = `<settings><setting name="${SECRET_HEADER}" value="${escaped(secret)}"/></settings>`;
  const path = ["serviceendpoints"];
  const query = {
    $select: "serviceendpointid",
    $filter: `name eq ${quoted(NAME)} and contract eq ${WEBHOOK}`,
  };
  const found = (await client.request({ method: "GET", path, query })).read(Endpoints).value[0];
  if (found !== undefined) {
    const row = [`serviceendpoints(${found.serviceendpointid})`];
    await client.request({
      method: "PATCH",
      path: row,
      json: { url, authvalue },
      headers: { "if-match": "*" },
    });
    return found.serviceendpointid;
  }
  const json = { name: NAME, url, contract: WEBHOOK, authtype: BY_HEADER, authvalue };
  const made = await client.request({ method: "POST", path, json });
  const id = /\(([0-9a-f-]{36})\)$/i.exec(made.headers.get("odata-entityid") ?? "")?.[1];
  if (id === undefined)
    throw dynamicsError("unavailable", "the endpoint was made, and its id did not come back");
  return id;
}

async function addStep(
  client: Caller,
  {
    endpoint,
    message,
    table,
    name,
  }: Readonly<Record<"endpoint" | "message" | "table" | "name", string>>,
): Promise<void> {
  const messages = await client.request({
    ...{ method: "GET", path: ["sdkmessages"] },
    query: { $select: "sdkmessageid", $filter: `name eq ${quoted(message)}` },
  });
  const sdkMessage = messages.read(Messages).value[0]?.sdkmessageid;
  const filters = await client.request({
    ...{ method: "GET", path: ["sdkmessagefilters"] },
    query: {
      $select: "sdkmessagefilterid",
      $filter: `primaryobjecttypecode eq ${quoted(table)} and _sdkmessageid_value eq ${sdkMessage}`,
    },
  });
  const filter = filters.read(Filters).value[0]?.sdkmessagefilterid;
  if (sdkMessage === undefined || filter === undefined)
    throw dynamicsError("not-found", `the organisation tells nobody of ${message} of ${table}`);
  const json = {
    ...{ name, stage: 40, mode: 1, rank: 1, supporteddeployment: 0, asyncautodelete: true },
    "eventhandler_serviceendpoint@odata.bind": `/serviceendpoints(${endpoint})`,
    "sdkmessageid@odata.bind": `/sdkmessages(${sdkMessage})`,
    "sdkmessagefilterid@odata.bind": `/sdkmessagefilters(${filter})`,
  };
  await client.request({ method: "POST", path: ["sdkmessageprocessingsteps"], json });
}

function escaped(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
