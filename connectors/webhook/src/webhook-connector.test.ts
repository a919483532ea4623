import { inspect } from "node:util";
import { verifyWebhook } from "@perennial/connector-kit";
import {
  closedUrl,
  type LoopbackServer,
  type ReceivedRequest,
  type Reply,
  recordingLog,
  startServer,
  TEST_NOW,
  testContext,
} from "@perennial/connector-kit/testing";
import {
  type AddNote,
  type ChangePage,
  type Command,
  ConnectorError,
  type Session,
} from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import changed from "./__fixtures__/records-changed.json" with { type: "json" };
import { createWebhook } from "./webhook-connector.ts";

const webhookConnector = createWebhook();

const settings = {
  baseUrl: "http://127.0.0.1:9",
  token: "t0k3n-canary",
  signingSecret: "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw",
  previousSigningSecret: `whsec_${Buffer.alloc(32, 9).toString("base64")}`,
};
const { items } = changed.data;
const note = (id: string): AddNote => ({
  kind: "add-note",
  id,
  customerId: "c-1001",
  at: "2026-03-02T08:59:00.000Z",
  text: "Påminnelse skickad",
});
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function opened(answer: (request: ReceivedRequest) => Reply) {
  const server = await startServer(answer);
  servers.push(server);
  const log = recordingLog();
  const session = await webhookConnector.open(
    { ...settings, baseUrl: server.url },
    testContext({ log }),
  );
  return { session, server, log };
}

async function pagesOf(session: Session, cursor: string | undefined): Promise<ChangePage[]> {
  const pages: ChangePage[] = [];
  for await (const page of session.changesSince?.(cursor) ?? []) pages.push(page);
  return pages;
}

function sentIds({ body }: ReceivedRequest): string[] {
  const { commands }: { commands: Command[] } = JSON.parse(body);
  return commands.map(({ id }) => id);
}

const allDone = (request: ReceivedRequest): Reply => ({
  body: { results: sentIds(request).map((id) => ({ id, status: "done" })) },
});

test("the other side is told of the fields that its settings name, where it has an address", () => {
  const told = { ...settings, writeBack: ["tier" as const] };
  expect(webhookConnector.keeps?.(told)).toEqual(["tier"]);
  const words = { ...settings, writeBack: ["tier", "programs", "nextStep", "nextStepAt", "say"] };
  expect(webhookConnector.keeps?.(webhookConnector.settings.parse(words))).toEqual(words.writeBack);
  const { baseUrl: _baseUrl, token: _token, ...receiving } = told;
  expect(webhookConnector.keeps?.(receiving)).toEqual([]);
  expect(webhookConnector.keeps?.(settings)).toEqual([]);
});

describe("commands", () => {
  test("go out in one request with the bearer token, signed with both secrets", async () => {
    const { session, server } = await opened(allDone);
    expect(await session.perform([note("n1"), note("n2")])).toEqual([
      { commandId: "n1", outcome: "accepted" },
      { commandId: "n2", outcome: "accepted" },
    ]);
    expect(server.requests).toHaveLength(1);
    const [request] = server.requests;
    if (request === undefined) throw new Error("nothing was sent");
    expect(request).toMatchObject({ method: "POST", path: "/commands" });
    expect(request.headers.authorization).toBe("Bearer t0k3n-canary");
    expect(JSON.parse(request.body)).toEqual({ commands: [note("n1"), note("n2")] });
    for (const secret of [settings.signingSecret, settings.previousSigningSecret]) {
      expect(verifyWebhook(request, [secret], TEST_NOW).genuine).toBe(true);
    }
  });

  test("sent again have the same message id, others another", async () => {
    const { session, server } = await opened(allDone);
    for (const ids of [["n1", "n2"], ["n1", "n2"], ["n1"]]) await session.perform(ids.map(note));
    const ids = server.requests.map(({ headers }) => headers["webhook-id"]);
    expect(ids[0]).toBe(ids[1]);
    expect(ids[2]).not.toBe(ids[0]);
  });

  test("beyond a hundred go in further requests, and receipts keep the order", async () => {
    const { session, server } = await opened(allDone);
    const commands = Array.from({ length: 230 }, (_, index) => note(`n${index}`));
    const receipts = await session.perform(commands);
    expect(server.requests.map((request) => sentIds(request).length)).toEqual([100, 100, 30]);
    expect(receipts.map(({ commandId }) => commandId)).toEqual(commands.map(({ id }) => id));
  });

  test("are judged one by one: done, refused, not mentioned, misspelt", async () => {
    const { session } = await opened(() => ({
      body: {
        results: [
          { id: "n4", status: "accepted" },
          { id: "n2", status: "refused", message: "kunden finns inte" },
          { id: "n1", status: "done" },
          { id: "other", status: "done" },
        ],
      },
    }));
    const receipts = await session.perform(["n1", "n2", "n3", "n4"].map(note));
    expect(receipts).toMatchObject([
      { commandId: "n1", outcome: "accepted" },
      { commandId: "n2", outcome: "refused", kind: "invalid", message: "kunden finns inte" },
      { commandId: "n3", outcome: "unknown", kind: "unavailable" },
      { commandId: "n4", outcome: "unknown", kind: "unavailable" },
    ]);
  });

  test.each<[Reply, string, string]>([
    ["drop", "unknown", "unavailable"],
    [{ body: "<html>" }, "unknown", "unavailable"],
    [{ status: 500 }, "unknown", "unavailable"],
    [{ status: 401 }, "not-done", "unauthenticated"],
    [{ status: 429 }, "not-done", "rate-limited"],
    [{ status: 400, body: { message: "för många" } }, "refused", "invalid"],
  ])("all fare alike where the request as a whole gets %j", async (reply, outcome, kind) => {
    const { session } = await opened(() => reply);
    const receipts = await session.perform([note("n1"), note("n2")]);
    expect(receipts).toMatchObject([
      { commandId: "n1", outcome, kind },
      { commandId: "n2", outcome, kind },
    ]);
  });

  test("are not done where nobody listens", async () => {
    const baseUrl = await closedUrl();
    const session = await webhookConnector.open({ ...settings, baseUrl }, testContext());
    expect(await session.perform([note("n1")])).toMatchObject([{ outcome: "not-done" }]);
  });

  test("of a kind it does not declare are refused and not sent", async () => {
    const { session, server } = await opened(allDone);
    const withdraw: Command = {
      kind: "withdraw-call",
      id: "w1",
      customerId: "c",
      callId: "k",
      reason: "r",
    };
    expect(await session.perform([withdraw])).toMatchObject([
      { outcome: "refused", kind: "unsupported" },
    ]);
    expect(server.requests).toHaveLength(0);
  });
});

describe("changes", () => {
  test("are read page by page from the beginning, each page with its cursor", async () => {
    const { session, server } = await opened(({ query }) => ({
      body:
        query.get("cursor") === null
          ? { items: items.slice(0, 2), cursor: "k1", more: true }
          : { items: items.slice(2), cursor: "k2", more: false },
    }));
    const pages = await pagesOf(session, undefined);
    expect(pages.map(({ cursor, signals }) => [cursor, signals.length])).toEqual([
      ["k1", 2],
      ["k2", 2],
    ]);
    expect(server.requests.map(({ path, query }) => `${path}?${query}`)).toEqual([
      "/changes?limit=500",
      "/changes?cursor=k1&limit=500",
    ]);
  });

  test("an item not understood is reported and costs nothing else", async () => {
    const bad = { ...items[0], record: { id: "c-1001", name: "Anna Ek" } };
    const body = { items: [bad, items[1]], cursor: "k1", more: false };
    const { session, log } = await opened(() => ({ body }));
    const pages = await pagesOf(session, "k0");
    expect(pages).toMatchObject([
      { signals: [{ type: "agreement.changed" }], problems: [{ place: "items[0]" }] },
    ]);
    expect(log.lines).toHaveLength(1);
    expect(log.lines[0]).toContain("items[0]: customer c-1001: ");
    expect(log.lines[0]).not.toContain("Anna");
  });

  test("a cursor that does not move ends the reading with an error", async () => {
    const { session } = await opened(() => ({ body: { items: [], cursor: "k1", more: true } }));
    const reading = pagesOf(session, "k1");
    await expect(reading).rejects.toMatchObject({ kind: "unavailable" });
  });
});

test("the check reads one change and says why it fails, without a secret", async () => {
  const fine = await opened(() => ({ body: { items: [], cursor: "k", more: false } }));
  await fine.session.check();
  expect(fine.server.requests[0]?.query.get("limit")).toBe("1");

  const { session, log } = await opened(({ headers }) => ({
    status: 403,
    body: { message: `${headers.authorization} ${settings.signingSecret}` },
  }));
  const error = await session.check().catch((reason: unknown) => reason);
  expect(ConnectorError.isInstance(error) && error.kind).toBe("forbidden");
  const shown = inspect([error, log.lines], { depth: 10 });
  for (const secret of [settings.token, settings.signingSecret])
    expect(shown).not.toContain(secret);
  await session.close();
  await session.close();
});
