import { afterEach, beforeEach, expect, test } from "vitest";
import { openDoor, type RecordingDoor } from "../../testing/recording-door.ts";
import type { DataverseOptions } from "../dataverse-options.ts";
import { type Connected, connectedDataverse, enc, idOf } from "../testing/connected-dataverse.ts";

const HOOKS = "https://hooks.example";
const SECRET = "s&<cr>et";
let it: Connected;
let door: RecordingDoor;
beforeEach(async () => {
  door = await openDoor();
  await begin({});
});
afterEach(async () => {
  await it.stop();
  await door.shut();
});

async function begin(options: Partial<DataverseOptions>): Promise<void> {
  it = await connectedDataverse({ proxy: { [HOOKS]: door.url }, ...options });
}

const AUTH = '<settings><setting name="x-perennial-key" value="s&amp;&lt;cr&gt;et"/></settings>';

/** Registers a step as the setting up does; gives the ids of the endpoint and the step. */
async function register(
  message: string,
  more: { auth?: object; step?: object; table?: string } = {},
) {
  const endpoint = idOf(
    await it.api("POST", "serviceendpoints", {
      body: {
        name: "Perennial",
        url: `${HOOKS}/dynamics/1`,
        contract: 8,
        authtype: 5,
        authvalue: AUTH,
        ...more.auth,
      },
    }),
  );
  const [sdk] = await it.rows(
    `sdkmessages?$select=sdkmessageid,name&$filter=${enc(`name eq '${message}'`)}`,
  );
  const filter = `primaryobjecttypecode eq '${more.table ?? "contact"}' and _sdkmessageid_value eq ${sdk?.sdkmessageid}`;
  const [found] = await it.rows(
    `sdkmessagefilters?$select=sdkmessagefilterid&$filter=${enc(filter)}`,
  );
  const step = await it.api("POST", "sdkmessageprocessingsteps", {
    body: {
      name: `Perennial contact ${message}`,
      stage: 40,
      mode: 1,
      rank: 1,
      supporteddeployment: 0,
      asyncautodelete: true,
      "eventhandler_serviceendpoint@odata.bind": `/serviceendpoints(${endpoint})`,
      "sdkmessageid@odata.bind": `/sdkmessages(${sdk?.sdkmessageid})`,
      "sdkmessagefilterid@odata.bind": `/sdkmessagefilters(${found?.sdkmessagefilterid})`,
      ...more.step,
    },
  });
  expect(step.text).toBe("");
  return { endpoint, step: idOf(step) };
}

function told() {
  return door.requests.map(({ body }) => JSON.parse(body));
}

test("a change is told of with the secret, who made it, and what was written", async () => {
  const { step } = await register("Update", {
    step: { filteringattributes: "emailaddress1,statecode" },
  });
  const id = it.org.staff.create("contact", { lastname: "x" }).id;
  it.org.staff.change("contact", id, { jobtitle: "VD" });
  await it.org.tick();
  expect(door.requests).toEqual([]);
  await it.api("PATCH", `contacts(${id})`, {
    body: { emailaddress1: "a@example.com", statecode: 1, statuscode: 2 },
    headers: { "if-match": "*" },
  });
  await it.org.tick();
  const [request] = door.requests;
  expect(request).toMatchObject({ method: "POST", path: "/dynamics/1" });
  expect(request?.headers).toMatchObject({
    "x-perennial-key": SECRET,
    "x-ms-dynamics-entity-name": "contact",
    "x-ms-dynamics-request-name": "Update",
    "x-ms-correlation-request-id": expect.any(String),
  });
  expect(told()).toMatchObject([
    {
      MessageName: "Update",
      PrimaryEntityName: "contact",
      PrimaryEntityId: id,
      InitiatingUserId: it.appUser,
      Depth: 1,
      Mode: 1,
      Stage: 40,
      OrganizationId: it.org.organizationId,
      OwningExtension: { Id: step, LogicalName: "sdkmessageprocessingstep" },
      OperationCreatedOn: "/Date(1795334400000+0000)/",
    },
  ]);
  const [target] = told()[0].InputParameters;
  expect(target).toMatchObject({ key: "Target", value: { Id: id, LogicalName: "contact" } });
  expect(target.value.Attributes).toContainEqual({ key: "emailaddress1", value: "a@example.com" });
  expect(target.value.Attributes).toContainEqual({
    key: "statecode",
    value: { __type: expect.stringContaining("OptionSetValue:"), Value: 1 },
  });
});

test("a deletion tells a reference alone; bulk writes are told of row by row, undone ones not at all", async () => {
  await register("Delete");
  await register("Create");
  const type = { "@odata.type": "Microsoft.Dynamics.CRM.contact" };
  const many = (Targets: object[]) =>
    it.api("POST", "contacts/Microsoft.Dynamics.CRM.CreateMultiple", { body: { Targets } });
  await many([
    { ...type, lastname: "a" },
    { ...type, lastname: "b" },
  ]);
  await many([
    { ...type, lastname: "a" },
    { ...type, statuscode: 2 },
  ]);
  const [row] = await it.rows("contacts?$select=contactid");
  await it.api("DELETE", `contacts(${row?.contactid})`);
  await it.org.tick();
  expect(told().map(({ MessageName }) => MessageName)).toEqual(["Create", "Create", "Delete"]);
  expect(told()[2].InputParameters).toMatchObject([
    {
      key: "Target",
      value: { __type: expect.stringContaining("EntityReference:"), Id: row?.contactid },
    },
  ]);
});

test.each([
  [502, 2],
  [503, 2],
  [504, 2],
  [500, 1],
  [404, 1],
  [429, 1],
])("%i is tried %i times, then it is lost and a failed job is left", async (status, times) => {
  const { step } = await register("Create");
  door.answer = () => ({ status });
  it.org.staff.create("contact", { lastname: "x" });
  await it.org.tick();
  it.wait(3_600_000);
  await it.org.tick();
  expect(door.requests).toHaveLength(times);
  expect(it.org.webhooks.pending).toBe(0);
  const jobs = await it.rows(
    `asyncoperations?$select=statuscode,friendlymessage&$filter=${enc(`_owningextensionid_value eq ${step}`)}`,
  );
  expect(jobs).toMatchObject([
    { statuscode: 31, friendlymessage: expect.stringContaining(String(status)) },
  ]);
});

test("a second attempt that is taken leaves nothing behind; nobody listening is a loss", async () => {
  await register("Create");
  door.answer = () => ({ status: door.requests.length === 1 ? 503 : 202 });
  it.org.staff.create("contact", { lastname: "x" });
  await it.org.tick();
  it.wait(60_000);
  await it.org.tick();
  expect(door.requests).toHaveLength(2);
  expect(it.org.staff.list("asyncoperation")).toEqual([]);
  await door.shut();
  it.org.staff.create("contact", { lastname: "y" });
  await it.org.tick();
  expect(it.org.webhooks.pending).toBe(0);
  expect(it.org.staff.list("asyncoperation")).toHaveLength(1);
});

test("a body above 256 KB comes without rows and says so", async () => {
  await register("Create", { table: "annotation" });
  it.org.staff.create("annotation", { subject: "x", documentbody: "a".repeat(300_000) });
  await it.org.tick();
  expect(door.requests[0]?.headers["x-ms-dynamics-msg-size-exceeded"]).toBe("true");
  expect(told()).toMatchObject([{ PrimaryEntityName: "annotation", InputParameters: [] }]);
});

test("deliveries come twice, never, and in disorder, by the seed", async () => {
  await it.stop();
  await begin({ webhooks: { duplicates: 0.3, losses: 0.3, disorder: true } });
  await register("Create");
  const ids = it.org.staff.fill(
    "contact",
    Array.from({ length: 40 }, () => ({ lastname: "x" })),
  );
  await it.org.tick();
  const seen = told().map(({ PrimaryEntityId }) => String(PrimaryEntityId));
  const distinct = new Set(seen);
  expect(distinct.size).toBeLessThan(40);
  expect(seen.length).toBeGreaterThan(distinct.size);
  expect(seen).not.toEqual(seen.toSorted((one, other) => ids.indexOf(one) - ids.indexOf(other)));
});

test("the secret can be written and not read; ports other than 80 and 443 are refused; what is switched off is quiet", async () => {
  const { endpoint, step } = await register("Create");
  const shown = await it.api("GET", `serviceendpoints(${endpoint})`);
  expect(shown.body).toMatchObject({ isauthvalueset: true, contract: 8 });
  expect(shown.text).not.toContain("perennial-key");
  expect((await it.api("GET", `serviceendpoints(${endpoint})?$select=authvalue`)).status).toBe(400);
  const wrong = await it.api("POST", "serviceendpoints", {
    body: { name: "x", contract: 8, url: "https://hooks.example:8443/x" },
  });
  expect(wrong.text).toContain("Webhooks support only the ports 80 and 443");
  await it.api("PATCH", `sdkmessageprocessingsteps(${step})`, {
    body: { statecode: 1, statuscode: 2 },
    headers: { "if-match": "*" },
  });
  it.org.staff.create("contact", { lastname: "x" });
  expect(it.org.webhooks.pending).toBe(0);
  const check = await it.api(
    "POST",
    `serviceendpoints(${endpoint})/Microsoft.Dynamics.CRM.TriggerServiceEndpointCheck`,
    { body: {} },
  );
  expect(check.status).toBe(204);
});

test("a key in the address", async () => {
  await register("Create", { auth: { authtype: 4, authvalue: "k&1" } });
  it.org.staff.create("contact", { lastname: "x" });
  await it.org.tick();
  expect(new URLSearchParams(door.requests[0]?.query).get("code")).toBe("k&1");
});
