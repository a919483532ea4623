import { once } from "node:events";
import { connect, type Socket } from "node:net";

/** A mail as a test sends it. */
export interface TestMail {
  readonly from?: string;
  readonly to: string | readonly string[];
  /** The header and the body, lines parted by \r\n. */
  readonly content: string;
  /** Gives the log-in by AUTH PLAIN. */
  readonly auth?: { readonly user: string; readonly pass: string };
}

/** A mail's content with a Message-ID. */
export function mailContent(messageId: string, subject: string, body = "Hej!"): string {
  return [
    "From: Exempelkraft <kundservice@exempelkraft.example>",
    `Subject: ${subject}`,
    `Message-ID: <${messageId}>`,
    "Content-Type: text/plain; charset=utf-8",
    "",
    body,
  ].join("\r\n");
}

/**
 * Sends one mail over a connection of its own and gives the last reply: the one that refused a command, or
 * the one after the content. Gives "dropped" when the connection broke instead.
 */
export async function sendMail(port: number, mail: TestMail): Promise<string> {
  const socket = connect(port, "127.0.0.1");
  const replies = readReplies(socket);
  try {
    await once(socket, "connect");
    const from = mail.from ?? "kundservice@exempelkraft.example";
    const plain = `\0${mail.auth?.user}\0${mail.auth?.pass}`;
    const login = mail.auth ? [`AUTH PLAIN ${Buffer.from(plain).toString("base64")}`] : [];
    const recipients = [mail.to].flat().map((address) => `RCPT TO:<${address}>`);
    const commands = ["EHLO test.example", ...login, `MAIL FROM:<${from}>`, ...recipients, "DATA"];
    await replies();
    for (const command of commands) {
      socket.write(`${command}\r\n`);
      const reply = await replies();
      if (!/^[23]/.test(reply)) return reply;
    }
    socket.write(`${mail.content.replace(/^\./gm, "..")}\r\n.\r\n`);
    return await replies();
  } catch {
    return "dropped";
  } finally {
    socket.destroy();
  }
}

/** Reads one whole reply at a time. */
function readReplies(socket: Socket): () => Promise<string> {
  let text = "";
  let wake: (() => void) | undefined;
  let broken = false;
  socket.on("data", (chunk: Buffer) => {
    text += chunk.toString("utf8");
    wake?.();
  });
  for (const event of ["error", "close"])
    socket.on(event, () => {
      broken = true;
      wake?.();
    });
  return async () => {
    for (;;) {
      const match = /^(?:\d{3}-.*\r\n)*(\d{3} .*)\r\n/.exec(text);
      if (match !== null) {
        text = text.slice(match[0].length);
        return match[1] ?? "";
      }
      if (broken) throw new BrokenConnection();
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  };
}

class BrokenConnection extends Error {}
