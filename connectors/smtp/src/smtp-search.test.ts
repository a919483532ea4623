import { inspect } from "node:util";
import {
  type LoopbackServer,
  type ReceivedRequest,
  type Reply,
  startServer,
  testContext,
} from "@perennial/connector-kit/testing";
import type { AttemptedCommand } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import found from "./__fixtures__/search-found.json" with { type: "json" };
import { createSmtp } from "./smtp-connector.ts";

const smtpConnector = createSmtp();

const PASSWORD = "s34rch-canary";
const settings = smtpConnector.settings.parse({
  host: "127.0.0.1",
  port: 9,
  fromAddress: "kundtjanst@elbolaget.example",
});
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function opened(answer: (request: ReceivedRequest) => Reply) {
  const server = await startServer(answer);
  servers.push(server);
  const search = { url: `${server.url}/mail`, username: "u1", password: PASSWORD };
  const session = await smtpConnector.open({ ...settings, search }, testContext());
  return { session, server };
}

const attempt = (id: string): AttemptedCommand => ({
  attemptedAt: "2026-03-02T09:00:00.000Z",
  command: {
    kind: "send-email",
    class: "statutory",
    id,
    customerId: "c-1001",
    to: "anna.ek@example.com",
    subject: "Ditt elavtal går snart ut",
    text: "Hej Anna!",
  },
});

describe("looking up a message", () => {
  test("asks the relay's search as Mailpit documents it, and takes only the very Message-ID", async () => {
    const { session, server } = await opened(() => ({ body: found }));
    expect(await session.lookUp?.([attempt("cmd-1"), attempt("CMD-1")])).toEqual([
      { commandId: "cmd-1", found: true, providerId: "4oRBnPtCXgAqZniRhzLNmS" },
      { commandId: "CMD-1", found: false },
    ]);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "GET", path: "/mail/api/v1/search" });
    expect(Object.fromEntries(request?.query ?? [])).toEqual({
      query: 'message-id:"cmd-1@elbolaget.example"',
      start: "0",
      limit: "50",
    });
    expect(request?.headers.authorization).toBe(`Basic ${btoa(`u1:${PASSWORD}`)}`);
  });

  test("goes on to the next page while there are others like it", async () => {
    const others = Array.from({ length: 50 }, () => found.messages[0]);
    const { session, server } = await opened(({ query }) => ({
      body: query.get("start") === "0" ? { messages: others } : found,
    }));
    expect(await session.lookUp?.([attempt("cmd-1")])).toMatchObject([{ found: true }]);
    expect(server.requests.map(({ query }) => query.get("start"))).toEqual(["0", "50"]);
  });

  test("that fails is an error, never an absence, and tells no password", async () => {
    const { session } = await opened(({ headers }) => ({
      status: 401,
      body: headers.authorization,
    }));
    const error = await session.lookUp?.([attempt("cmd-1")]).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ name: "ConnectorError", kind: "unauthenticated" });
    const shown = inspect(error, { depth: 10 });
    for (const canary of [PASSWORD, btoa(`u1:${PASSWORD}`)]) expect(shown).not.toContain(canary);
  });

  test("is not offered by a connection without a search", async () => {
    const session = await smtpConnector.open(settings, testContext());
    expect(session.lookUp).toBeUndefined();
    expect(smtpConnector.manifest.proof.lookUp).toBeDefined();
    await session.close();
  });
});
