import { afterEach, beforeEach, expect, test } from "vitest";
import { openDoor, type RecordingDoor } from "../../testing/recording-door.ts";
import { momentHeaders, requestHeaders } from "../delivery/signature.ts";
import { APP, type Installed, installedHubspot } from "../testing/installed-hubspot.ts";

const PUBLIC = "https://app.example.com";
let it: Installed;
let door: RecordingDoor;
beforeEach(async () => {
  door = await openDoor();
  it = await installedHubspot();
  it.hubspot.connectTo({ actionsUrl: `${PUBLIC}/actions`, proxy: { [PUBLIC]: door.url } });
});
afterEach(async () => {
  await it.hubspot.stop();
  await door.shut();
});

const callbacks = "/automation/actions/callbacks/2026-09";

function complete(callbackId: string, state: string) {
  const body = { outputFields: { hs_execution_state: state }, typedOutputs: {} };
  return it.api("POST", `${callbacks}/${callbackId}/complete`, body);
}

test("a page's request names its user in a query that is signed with it, for the public address", async () => {
  const admin = it.portal.owners.all[0]?.user;
  door.answer = () => ({ status: 200, body: { ok: true } });
  const url = `${PUBLIC}/v1/settings?tab=a%20b`;
  const answer = await it.portal.fetchAs(admin?.email ?? "", {
    method: "PUT",
    url,
    body: { a: 1 },
  });
  expect(await answer.json()).toEqual({ ok: true });
  const [request] = door.requests;
  const query = new URLSearchParams(request?.query);
  expect(Object.fromEntries(query)).toEqual({
    tab: "a b",
    userId: String(admin?.id),
    portalId: String(it.portal.id),
    userEmail: admin?.email,
    appId: APP.appId,
  });
  const signed = {
    method: "PUT",
    url: `${PUBLIC}/v1/settings?${request?.query}`,
    body: '{"a":1}',
  };
  expect(request?.headers).toMatchObject(
    momentHeaders(APP.clientSecret, signed, Date.parse(it.clock.now())),
  );
});

test("a page asks once more when the server fails, and passes on no header but Authorization", async () => {
  door.answer = () => ({ status: door.requests.length === 1 ? 503 : 200 });
  const admin = it.portal.owners.all[0]?.user.id ?? 0;
  const url = `${PUBLIC}/v1/settings`;
  expect((await it.portal.fetchAs(admin, { url })).status).toBe(200);
  expect(door.requests).toHaveLength(2);
  await expect(it.portal.fetchAs(admin, { url, headers: { "x-own": "1" } })).rejects.toThrow(
    /Authorization/,
  );
  await expect(it.portal.fetchAs("nobody@example.com", { url })).rejects.toThrow(/no user/);
});

test("an action of a workflow is signed by both versions and done when the app says so", async () => {
  door.answer = () => ({ status: 200, body: { outputFields: { hs_execution_state: "SUCCESS" } } });
  const inputFields = { program: "renewal" };
  const run = await it.portal.runWorkflowAction("enrol", { objectId: 1001, inputFields });
  expect(run).toMatchObject({ state: "succeeded", attempts: 1 });
  const [request] = door.requests;
  const body = request?.body ?? "";
  expect(JSON.parse(body)).toMatchObject({
    callbackId: run.callbackId,
    origin: { portalId: it.portal.id },
    object: { objectId: 1001, objectType: "CONTACT" },
    inputFields,
  });
  const signed = { method: "POST", url: `${PUBLIC}/actions/enrol`, body };
  expect(request?.headers).toMatchObject(requestHeaders(APP.clientSecret, signed));
  expect(request?.headers["x-hubspot-signature-v3"]).toBeDefined();
});

test("an action that fails on the server's side comes again, one that is refused does not", async () => {
  door.answer = () => ({ status: door.requests.length === 1 ? 500 : 200, body: {} });
  const run = await it.portal.runWorkflowAction("enrol", { objectId: 1001 });
  expect(run.state).toBe("running");
  it.clock.moveTo(it.hubspot.nextDue() ?? "");
  await it.hubspot.tick();
  expect(run).toMatchObject({ state: "succeeded", attempts: 2 });
  door.answer = () => ({ status: 400 });
  const refused = await it.portal.runWorkflowAction("enrol", { objectId: 1001 });
  expect(refused).toMatchObject({ state: "failed", attempts: 1 });
  expect(it.hubspot.nextDue()).toBeUndefined();
});

test("Retry-After of an action counts in milliseconds", async () => {
  door.answer = () => ({ status: 429, headers: { "retry-after": "2500" } });
  await it.portal.runWorkflowAction("enrol", { objectId: 1001 });
  expect(it.hubspot.nextDue()).toBe("2026-11-22T08:00:02.500Z");
});

test("a blocked action waits for its callback, which is completed once", async () => {
  door.answer = () => ({ status: 200, body: { outputFields: { hs_execution_state: "BLOCK" } } });
  const run = await it.portal.runWorkflowAction("enrol", { objectId: 1001 });
  expect(run.state).toBe("blocked");
  expect((await complete(run.callbackId, "DONE")).status).toBe(400);
  expect((await complete("ap-1-2", "SUCCESS")).status).toBe(404);
  expect((await complete(run.callbackId, "SUCCESS")).status).toBe(204);
  expect(run.state).toBe("succeeded");
  expect((await complete(run.callbackId, "SUCCESS")).status).toBe(404);
});

test("the editor asks for the choices of an input", async () => {
  door.answer = () => ({ status: 200, body: { options: [], searchable: true } });
  const answer = await it.portal.actionOptions("programs", {
    inputFieldName: "program",
    search: "re",
  });
  expect(answer).toEqual({ status: 200, body: { options: [], searchable: true } });
  expect(JSON.parse(door.requests[0]?.body ?? "")).toMatchObject({
    origin: { portalId: it.portal.id },
    fetchOptions: { q: "re" },
  });
});
