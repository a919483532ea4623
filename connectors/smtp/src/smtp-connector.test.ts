import { inspect } from "node:util";
import { closedUrl, recordingLog, testContext } from "@perennial/connector-kit/testing";
import { ConnectorError, type SendEmail } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
import {
  type Script,
  type ScriptedSmtpServer,
  startSmtpServer,
} from "./__fixtures__/scripted-smtp-server.ts";
import { createSmtp } from "./smtp-connector.ts";

const smtpConnector = createSmtp();

const PASSWORD = "p455w0rd-canary";
const email = (id: string): SendEmail => ({
  kind: "send-email",
  class: "statutory",
  id,
  customerId: "c-1001",
  to: "anna.ek@example.com",
  subject: "Ditt elavtal går snart ut",
  text: "Hej Anna!\n.\nDitt avtal går ut 31 maj.",
});
const settings = smtpConnector.settings.parse({
  host: "127.0.0.1",
  encryption: "none",
  username: "perennial",
  password: PASSWORD,
  fromAddress: "kundtjanst@elbolaget.example",
});

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).reverse()) await close();
});

async function openedAt(port: number, parts: Partial<typeof settings> = {}, abort?: AbortSignal) {
  const log = recordingLog();
  const context = testContext({ log, ...(abort && { abort }) });
  const session = await smtpConnector.open({ ...settings, port, ...parts }, context);
  closing.push(() => session.close());
  return { session, log };
}

async function opened(script?: Script, parts?: Partial<typeof settings>, abort?: AbortSignal) {
  const server = await startSmtpServer(script);
  closing.push(() => server.close());
  return { server, ...(await openedAt(server.port, parts, abort)) };
}

const at =
  (where: string, reply: string): Script =>
  (step) =>
    step === where ? reply : undefined;

function verbs(server: ScriptedSmtpServer): string[] {
  return server.lines.map((line) => line.split(" ").slice(0, 2).join(" "));
}

describe("sending", () => {
  test("hands the message over once, under the Message-ID of its command", async () => {
    const { session, server } = await opened();
    expect(await session.perform([email("cmd-1")])).toEqual([
      {
        commandId: "cmd-1",
        outcome: "accepted",
        providerId: "<cmd-1@elbolaget.example>",
      },
    ]);
    expect(server.messages).toHaveLength(1);
    expect(server.messages[0]).toContain("Message-ID: <cmd-1@elbolaget.example>");
    expect(server.lines).toContain("1 RCPT TO:<anna.ek@example.com>");
  });

  test("a batch goes over at most five connections, each used for many messages", async () => {
    const { session, server } = await opened();
    const commands = Array.from({ length: 40 }, (_, index) => email(`cmd-${index}`));
    const receipts = await session.perform(commands);
    expect(receipts.map(({ commandId }) => commandId)).toEqual(commands.map(({ id }) => id));
    expect(new Set(receipts.map(({ outcome }) => outcome))).toEqual(new Set(["accepted"]));
    expect(server.messages).toHaveLength(40);
    expect(verbs(server).filter((line) => line.endsWith("EHLO")).length).toBeLessThanOrEqual(5);
  });

  test("logs in again for the next batch only if it has to", async () => {
    const { session, server } = await opened();
    await session.perform([email("cmd-1")]);
    await session.perform([email("cmd-2")]);
    expect(verbs(server).filter((line) => line.endsWith("AUTH"))).toEqual(["1 AUTH"]);
  });
});

describe("a reply that refuses", () => {
  test.each([
    ["MAIL", "550 5.7.1 sender not allowed", "refused", "invalid"],
    ["RCPT", "550 5.1.1 no such mailbox", "refused", "invalid"],
    ["RCPT", "450 4.2.0 greylisted, come back", "not-done", "unavailable"],
    ["RCPT", "421 4.3.2 shutting down", "not-done", "unavailable"],
    ["MAIL", "530 5.7.0 authentication required", "not-done", "unauthenticated"],
    ["DATA", "451 4.3.0 try later", "not-done", "unavailable"],
    ["message", "554 5.7.1 spam", "refused", "invalid"],
    ["message", "451 4.3.0 queue is full", "not-done", "unavailable"],
    ["AUTH", "535 5.7.8 wrong password", "not-done", "unauthenticated"],
    ["AUTH", "454 4.7.0 temporary failure", "not-done", "unavailable"],
    ["greeting", "554 5.3.2 no service for you", "not-done", "unavailable"],
  ])("to %s, %s: %s as %s, in the server's words", async (step, reply, outcome, kind) => {
    const { session } = await opened(at(step, reply));
    const message = expect.stringContaining(reply.slice(4));
    expect(await session.perform([email("cmd-1")])).toMatchObject([{ outcome, kind, message }]);
  });

  test("of one message does not touch the others", async () => {
    let recipients = 0;
    const { session, server } = await opened((step) => {
      if (step !== "RCPT") return undefined;
      recipients += 1;
      return recipients === 2 ? "550 5.1.1 no such mailbox" : undefined;
    });
    const outcomes = [];
    for (const id of ["cmd-1", "cmd-2", "cmd-3"]) {
      outcomes.push((await session.perform([email(id)]))[0]?.outcome);
    }
    expect(outcomes).toEqual(["accepted", "refused", "accepted"]);
    expect(server.messages).toHaveLength(2);
  });
});

describe("a connection that breaks", () => {
  test.each(["greeting", "EHLO", "AUTH", "MAIL", "RCPT", "DATA"])(
    "at %s leaves the message certainly not sent",
    async (step) => {
      const { session, server } = await opened(at(step, "drop"));
      expect(await session.perform([email("cmd-1")])).toMatchObject([
        { outcome: "not-done", kind: "unavailable" },
      ]);
      expect(server.messages).toHaveLength(0);
    },
  );

  test("after the message was handed over leaves it unknown, and it is not sent again", async () => {
    const { session, server } = await opened(at("message", "drop"));
    expect(await session.perform([email("cmd-1")])).toMatchObject([
      { outcome: "unknown", kind: "unavailable" },
    ]);
    expect(server.messages).toHaveLength(1);
  });

  test("while it was idle costs nothing: the message goes over a new one", async () => {
    let mails = 0;
    const { session, server } = await opened((step) => {
      if (step !== "MAIL") return undefined;
      mails += 1;
      return mails === 2 ? "drop" : undefined;
    });
    await session.perform([email("cmd-1")]);
    expect(await session.perform([email("cmd-2")])).toMatchObject([{ outcome: "accepted" }]);
    expect(server.messages).toHaveLength(2);
  });

  test("because we are closing down is unknown once the message was handed over", async () => {
    const abort = new AbortController();
    const { session } = await opened(
      (step) => {
        if (step !== "message") return undefined;
        setImmediate(() => abort.abort());
        return "silence";
      },
      {},
      abort.signal,
    );
    expect(await session.perform([email("cmd-1")])).toMatchObject([{ outcome: "unknown" }]);
    expect(await session.perform([email("cmd-2")])).toMatchObject([{ outcome: "not-done" }]);
  });

  test("is not there at all where nobody listens", async () => {
    const { session } = await openedAt(Number(new URL(await closedUrl()).port));
    expect(await session.perform([email("cmd-1")])).toMatchObject([
      { outcome: "not-done", kind: "unavailable" },
    ]);
  });
});

describe("safety", () => {
  test("a server without encryption gets neither password nor message where starttls is set", async () => {
    const { session, server } = await opened(undefined, { encryption: "starttls" });
    expect(await session.perform([email("cmd-1")])).toMatchObject([
      { outcome: "not-done", message: expect.stringContaining("STARTTLS") },
    ]);
    expect(verbs(server)).toEqual(["1 EHLO", "1 STARTTLS"]);
  });

  test("a recipient that is not one plain address is refused and not sent", async () => {
    const { session, server } = await opened();
    for (const to of [
      "a@b.example, c@d.example",
      "Anna <a@b.example>",
      "a@b\r\nBcc: x@y",
      "anna",
    ]) {
      const receipts = await session.perform([{ ...email("cmd-1"), to }]);
      expect(receipts, to).toMatchObject([{ outcome: "refused", kind: "invalid" }]);
    }
    expect(server.lines).toEqual([]);
  });

  test("the password never stands in a receipt, an error or the log", async () => {
    const plain = Buffer.from(`\0perennial\0${PASSWORD}`).toString("base64");
    const { session, log } = await opened(at("AUTH", `535 no: ${PASSWORD} AUTH PLAIN ${plain}`));
    const error = await session.check().catch((reason: unknown) => reason);
    expect(ConnectorError.isInstance(error) && error.kind).toBe("unauthenticated");
    const receipts = await session.perform([email("cmd-1")]);
    const shown = inspect([error, receipts, log.lines], { depth: 10 });
    for (const canary of [PASSWORD, plain]) expect(shown).not.toContain(canary);
  });
});

describe("a session", () => {
  test("is checked by logging in and sending nothing", async () => {
    const { session, server } = await opened();
    await session.check();
    expect(verbs(server).slice(0, 2)).toEqual(["1 EHLO", "1 AUTH"]);
    expect(verbs(server)).not.toContain("1 MAIL");
  });

  test("can be closed twice, and sends nothing afterwards", async () => {
    const { session } = await opened();
    await session.perform([email("cmd-1")]);
    await session.close();
    await session.close();
    expect(await session.perform([email("cmd-2")])).toMatchObject([{ outcome: "not-done" }]);
  });
});
