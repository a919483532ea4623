import { inspect } from "node:util";
import {
  closedUrl,
  type LoopbackServer,
  type ReceivedRequest,
  type Reply,
  recordingLog,
  startServer,
  testContext,
} from "@perennial/connector-kit/testing";
import { ConnectorError, PutCall, type WithdrawCall } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import entry from "./__fixtures__/put-call.json" with { type: "json" };
import { createDialerWebhook } from "./dialer-webhook-connector.ts";

const dialerWebhookConnector = createDialerWebhook();

const settings = {
  baseUrl: "http://127.0.0.1:9",
  token: "t0k3n-canary",
  signingSecret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
};
const put = PutCall.parse({ kind: "put-call", ...entry });
const withdraw: WithdrawCall = {
  kind: "withdraw-call",
  id: "cmd-withdraw-1",
  customerId: "c-1001",
  callId: put.id,
  reason: "Kunden har svarat",
};
const attempt = (command: PutCall | WithdrawCall) => ({
  command,
  attemptedAt: "2026-03-02T08:59:00.000Z",
});
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function opened(answer: (request: ReceivedRequest) => Reply) {
  const server = await startServer(answer);
  servers.push(server);
  const log = recordingLog();
  const baseUrl = `${server.url}/perennial/`;
  const session = await dialerWebhookConnector.open({ ...settings, baseUrl }, testContext({ log }));
  return { session, server, log };
}

describe("a call for the list", () => {
  test("is put under the command's id with everything the agent needs", async () => {
    const { session, server } = await opened(() => ({ status: 201 }));
    expect(await session.perform([put])).toEqual([{ commandId: put.id, outcome: "accepted" }]);
    const [request] = server.requests;
    expect(request).toMatchObject({
      method: "PUT",
      path: "/perennial/entries/cmd-call-1",
      headers: { authorization: "Bearer t0k3n-canary" },
    });
    expect(JSON.parse(request?.body ?? "")).toEqual(entry);
  });

  test("that was promised goes with the time that was agreed, in words and in moments", async () => {
    const { session, server } = await opened(() => ({ status: 201 }));
    const agreed = {
      ...{ date: "2026-03-05", from: "14:00", to: "16:00", zone: "Europe/Stockholm" },
      ...{ notBefore: "2026-03-05T13:00:00.000Z", dueBy: "2026-03-05T15:00:00.000Z" },
    };
    await session.perform([{ ...put, agreed }]);
    expect(JSON.parse(server.requests[0]?.body ?? "")).toEqual({ ...entry, agreed });
  });

  test.each([
    [400, "refused", "invalid"],
    [401, "not-done", "unauthenticated"],
    [403, "refused", "forbidden"],
    [409, "not-done", "conflict"],
    [429, "not-done", "rate-limited"],
    [500, "unknown", "unavailable"],
  ])("answered %i is %s as %s, with the dialer's words", async (status, outcome, kind) => {
    const { session } = await opened(() => ({ status, body: { message: "phone: too short" } }));
    const message = expect.stringContaining("phone: too short");
    expect(await session.perform([put])).toMatchObject([{ outcome, kind, message }]);
  });

  test("whose answer is lost is unknown, and the look-up then finds it or not", async () => {
    const list = new Set<string>();
    const { session } = await opened(({ method, path }) => {
      if (method === "PUT") list.add(path);
      if (method === "PUT") return "drop";
      return { status: list.has(path) ? 200 : 404 };
    });
    expect(await session.perform([put])).toMatchObject([{ outcome: "unknown" }]);
    expect(await session.lookUp?.([attempt(put), attempt({ ...put, id: "cmd-call-2" })])).toEqual([
      { commandId: "cmd-call-1", found: true },
      { commandId: "cmd-call-2", found: false },
    ]);
  });

  test("is not done where nobody listens", async () => {
    const baseUrl = await closedUrl();
    const session = await dialerWebhookConnector.open({ ...settings, baseUrl }, testContext());
    expect(await session.perform([put])).toMatchObject([{ outcome: "not-done" }]);
  });
});

describe("withdrawing a call", () => {
  test.each([200, 204, 404])("answered %i is done", async (status) => {
    const { session, server } = await opened(() => ({ status }));
    expect(await session.perform([withdraw])).toEqual([
      { commandId: withdraw.id, outcome: "accepted" },
    ]);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "DELETE", path: "/perennial/entries/cmd-call-1" });
    expect(request?.query.get("reason")).toBe("Kunden har svarat");
  });

  test("that is under way is refused as a conflict, in the dialer's words or ours", async () => {
    for (const [body, message] of [
      [{ message: "Samtalet pågår" }, "Samtalet pågår"],
      ["", "the call is under way or over"],
    ]) {
      const { session } = await opened(() => ({ status: 409, body }));
      expect(await session.perform([withdraw])).toEqual([
        { commandId: withdraw.id, outcome: "refused", kind: "conflict", message },
      ]);
    }
  });

  test("counts as found once the entry is gone", async () => {
    for (const [status, found] of [
      [404, true],
      [200, false],
    ] as const) {
      const { session } = await opened(() => ({ status }));
      const answers = await session.lookUp?.([attempt(withdraw)]);
      expect(answers).toEqual([{ commandId: withdraw.id, found }]);
    }
  });
});

describe("checking the connection", () => {
  test("changes nothing and passes when the dialer knows us", async () => {
    const { session, server } = await opened(() => ({ status: 404 }));
    await session.check();
    expect(server.requests.map(({ method }) => method)).toEqual(["GET"]);
  });

  test("says why not, without the token, and closing twice is fine", async () => {
    const { session, log } = await opened(({ headers }) => ({
      status: 401,
      body: `unknown ${headers.authorization}`,
    }));
    const error = await session.check().catch((reason: unknown) => reason);
    expect(ConnectorError.isInstance(error) && error.kind).toBe("unauthenticated");
    expect(inspect([error, log.lines], { depth: 10 })).not.toContain(settings.token);
    await session.close();
    await session.close();
  });
});
