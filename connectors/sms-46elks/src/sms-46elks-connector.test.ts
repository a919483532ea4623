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
import { ConnectorError, type SendSms } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import historyPage1 from "./__fixtures__/history-page-1.json" with { type: "json" };
import historyPage2 from "./__fixtures__/history-page-2.json" with { type: "json" };
import me from "./__fixtures__/me.json" with { type: "json" };
import created from "./__fixtures__/sms-created.json" with { type: "json" };
import { createSms46elks } from "./sms-46elks-connector.ts";

const sms46elksConnector = createSms46elks();

const PASSWORD = "p455w0rd-canary";
const TOKEN = "w3bh00k-t0k3n-0123456789";
const settings = sms46elksConnector.settings.parse({
  username: "u1",
  password: PASSWORD,
  sender: "ElkCo",
  webhookToken: TOKEN,
});
const sms = (id: string, text = created.message): SendSms => ({
  kind: "send-sms",
  class: "service",
  id,
  customerId: "c-1001",
  to: "+46 70 123 45 67",
  text,
});
const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function opened(answer: (request: ReceivedRequest) => Reply) {
  const server = await startServer(answer);
  servers.push(server);
  const log = recordingLog();
  const session = await sms46elksConnector.open(
    { ...settings, baseUrl: server.url },
    testContext({ log }),
  );
  return { session, server, log };
}

describe("sending", () => {
  test("posts the form that 46elks documents, and says what it cost in öre", async () => {
    const { session, server } = await opened(() => ({ body: created }));
    expect(await session.perform([sms("cmd-1")])).toEqual([
      { commandId: "cmd-1", outcome: "accepted", providerId: created.id, cost: 52 },
    ]);
    const [request] = server.requests;
    expect(request).toMatchObject({ method: "POST", path: "/a1/sms" });
    expect(request?.headers.authorization).toBe(`Basic ${btoa(`u1:${PASSWORD}`)}`);
    expect(Object.fromEntries(new URLSearchParams(request?.body))).toEqual({
      from: "ElkCo",
      to: "+46701234567",
      message: created.message,
      whendelivered: `https://perennial.example/hooks/conn-1?command=cmd-1&sent=2026-03-02T09%3A00%3A00.000Z&token=${TOKEN}`,
    });
  });

  test("a batch goes out at most eight at a time, with a receipt for each in order", async () => {
    let now = 0;
    let most = 0;
    const server = await startServer(async ({ body }) => {
      now += 1;
      most = Math.max(most, now);
      for (let turn = 0; turn < 3; turn += 1) await new Promise((done) => setImmediate(done));
      now -= 1;
      const text = new URLSearchParams(body).get("message");
      return text === "nr 7" ? { status: 400, body: "Invalid message" } : { body: { id: text } };
    });
    servers.push(server);
    const session = await sms46elksConnector.open(
      { ...settings, baseUrl: server.url },
      testContext(),
    );
    const commands = Array.from({ length: 30 }, (_, index) => sms(`cmd-${index}`, `nr ${index}`));
    const receipts = await session.perform(commands);
    expect(receipts.map(({ commandId }) => commandId)).toEqual(commands.map(({ id }) => id));
    expect(receipts.filter(({ outcome }) => outcome === "accepted")).toHaveLength(29);
    expect(receipts[7]).toMatchObject({ outcome: "refused", kind: "invalid" });
    expect(most).toBeLessThanOrEqual(8);
  });

  test.each<[Reply, string, string]>([
    [{ status: 400, body: "Missing key to" }, "refused", "invalid"],
    [
      { status: 401, body: "API access requires Basic HTTP authentication" },
      "not-done",
      "unauthenticated",
    ],
    [{ status: 403, body: { error: "Not enough credits" } }, "not-done", "unavailable"],
    [{ status: 403, body: "Missing key from" }, "refused", "invalid"],
    [{ status: 403, body: "Forbidden sender" }, "refused", "forbidden"],
    [{ status: 404, body: "" }, "refused", "not-found"],
    [{ status: 429, body: "Too many requests" }, "not-done", "rate-limited"],
    [{ status: 500, body: "Internal error" }, "unknown", "unavailable"],
    [{ status: 200, body: "<html>login</html>" }, "unknown", "unavailable"],
    ["drop", "unknown", "unavailable"],
  ])("answered %j it is %s as %s", async (reply, outcome, kind) => {
    const { session } = await opened(() => reply);
    expect(await session.perform([sms("cmd-1")])).toMatchObject([{ outcome, kind }]);
  });

  test("is not done where nobody listens, and an empty account says when to try again", async () => {
    const baseUrl = await closedUrl();
    const unheard = await sms46elksConnector.open({ ...settings, baseUrl }, testContext());
    expect(await unheard.perform([sms("cmd-1")])).toMatchObject([{ outcome: "not-done" }]);
    const { session } = await opened(() => ({ status: 403, body: "Not enough credits" }));
    expect(await session.perform([sms("cmd-1")])).toMatchObject([{ retryAfter: 900_000 }]);
  });

  test("to what is no number is refused and not sent", async () => {
    const { session, server } = await opened(() => ({ body: created }));
    const receipts = await session.perform([{ ...sms("cmd-1"), to: "070-123" }]);
    expect(receipts).toMatchObject([{ outcome: "refused", kind: "invalid" }]);
    expect(server.requests).toHaveLength(0);
  });
});

describe("looking up what became of a lost answer", () => {
  const attempt = (id: string, text: string, attemptedAt = "2026-03-02T09:00:00.000Z") => ({
    command: sms(id, text),
    attemptedAt,
  });
  const pages = ({ query }: ReceivedRequest): Reply => ({
    body: query.get("start") === null ? historyPage1 : historyPage2,
  });

  test("goes through the history of the number, page by page, and finds by text", async () => {
    const { session, server } = await opened(pages);
    const answers = await session.lookUp?.([
      attempt("cmd-1", created.message),
      attempt("cmd-2", "Tack för förtroendet!"),
      attempt("cmd-3", "Något annat"),
    ]);
    expect(answers).toEqual([
      { commandId: "cmd-1", found: true, providerId: "s17a6dafb12d6b1cabc053d57dac2b9d8" },
      { commandId: "cmd-2", found: true, providerId: "s4c1f0c0ffee945f59e1c9ea431eed9d8" },
      { commandId: "cmd-3", found: false },
    ]);
    expect(server.requests.map(({ path, query }) => [path, Object.fromEntries(query)])).toEqual([
      ["/a1/sms", { to: "+46701234567", end: "2026-03-02T08:59:00.000000", limit: "100" }],
      [
        "/a1/sms",
        {
          to: "+46701234567",
          end: "2026-03-02T08:59:00.000000",
          limit: "100",
          start: "2026-03-02T09:00:10.135000",
        },
      ],
    ]);
  });

  test("one message found answers for one command only", async () => {
    const { session } = await opened(pages);
    const twice = [attempt("cmd-1", created.message), attempt("cmd-2", created.message)];
    const answers = await session.lookUp?.(twice);
    expect(answers?.map(({ found }) => found)).toEqual([true, false]);
  });

  test("an earlier message with the same text is not taken for it", async () => {
    const { session } = await opened(pages);
    const later = attempt("cmd-1", created.message, "2026-03-02T09:02:00.000Z");
    expect(await session.lookUp?.([later])).toEqual([{ commandId: "cmd-1", found: false }]);
  });

  test("a failed look-up is an error, never an absence", async () => {
    const { session } = await opened(() => ({ status: 500 }));
    await expect(session.lookUp?.([attempt("cmd-1", "x")])).rejects.toMatchObject({
      kind: "unavailable",
    });
    const stuck = { ...historyPage1, next: "2026-03-02T09:00:10.135000" };
    const looping = await opened(() => ({ body: stuck }));
    await expect(looping.session.lookUp?.([attempt("cmd-1", "x")])).rejects.toMatchObject({
      kind: "unavailable",
    });
  });
});

describe("checking the connection", () => {
  test("fetches the account", async () => {
    const { session, server } = await opened(() => ({ body: me }));
    await session.check();
    expect(server.requests).toMatchObject([{ method: "GET", path: "/a1/me" }]);
    await session.close();
    await session.close();
  });

  test("says why not; neither password nor token ever stands in an error or the log", async () => {
    const { session, log } = await opened(({ headers, body }) => ({
      status: 401,
      body: `${headers.authorization} ${PASSWORD} ${body}`,
    }));
    const error = await session.check().catch((reason: unknown) => reason);
    expect(ConnectorError.isInstance(error) && error.kind).toBe("unauthenticated");
    const receipts = await session.perform([sms("cmd-1")]);
    const shown = inspect([error, receipts, log.lines], { depth: 10 });
    for (const canary of [PASSWORD, TOKEN, btoa(`u1:${PASSWORD}`)])
      expect(shown).not.toContain(canary);
  });
});

test("a sender is a number or a name as the networks take it; a short token is refused", () => {
  const ok = (sender: string) =>
    sms46elksConnector.settings.safeParse({ ...settings, sender }).success;
  expect(["+46766861004", "ElkCo", "Elbolaget1"].map(ok)).toEqual([true, true, true]);
  expect(["El", "1Elk", "Elbolaget i Sverige", "Åkes El", "0766861004"].map(ok)).toEqual(
    Array(5).fill(false),
  );
  const short = { ...settings, webhookToken: "kort" };
  expect(sms46elksConnector.settings.safeParse(short).success).toBe(false);
});
