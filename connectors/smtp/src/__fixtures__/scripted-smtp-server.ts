import { type AddressInfo, createServer, type Socket } from "node:net";

/** The moments of an SMTP session at which a script may say what happens. */
export type Step =
  | "greeting"
  | "EHLO"
  | "STARTTLS"
  | "AUTH"
  | "MAIL"
  | "RCPT"
  | "DATA"
  | "message"
  | "QUIT";

/** A reply line; or the connection is cut, or nothing is said. Undefined for what a server normally does. */
export type Script = (step: Step, connection: number) => string | "drop" | "silence" | undefined;

/** A mail server on loopback that keeps to a script. */
export interface ScriptedSmtpServer {
  readonly port: number;
  /** Messages that came in full, with dots unstuffed. */
  readonly messages: readonly string[];
  /** Every command line, with the number of its connection in front. */
  readonly lines: readonly string[];
  close(): Promise<void>;
}

const NORMAL: Readonly<Record<Step, string>> = {
  greeting: "220 mail.example ESMTP",
  EHLO: "250-mail.example\r\n250-AUTH PLAIN\r\n250 SIZE 1000000",
  STARTTLS: "502 5.5.1 not implemented",
  AUTH: "235 2.7.0 welcome",
  MAIL: "250 2.1.0 ok",
  RCPT: "250 2.1.5 ok",
  DATA: "354 go on",
  message: "250 2.0.0 queued",
  QUIT: "221 bye",
};

/** Starts a mail server on a free port of loopback. */
export async function startSmtpServer(
  script: Script = () => undefined,
): Promise<ScriptedSmtpServer> {
  const messages: string[] = [];
  const lines: string[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on("error", () => {});
    connections += 1;
    const connection = connections;
    let pending = "";
    let inMessage = false;

    const play = (step: Step) => {
      const reply = script(step, connection) ?? NORMAL[step];
      if (reply === "drop") socket.destroy();
      else if (reply !== "silence") socket.write(`${reply}\r\n`);
      if (step === "DATA") inMessage = reply.startsWith("354");
      if (step === "QUIT") socket.end();
    };

    socket.on("data", (chunk) => {
      pending += chunk.toString("utf8");
      for (;;) {
        const end = pending.indexOf(inMessage ? "\r\n.\r\n" : "\r\n");
        if (end === -1) return;
        const part = pending.slice(0, end);
        pending = pending.slice(end + (inMessage ? 5 : 2));
        if (inMessage) {
          inMessage = false;
          messages.push(part.replaceAll("\r\n..", "\r\n."));
          play("message");
        } else {
          lines.push(`${connection} ${part}`);
          play(stepOf(part));
        }
      }
    });
    play("greeting");
  });

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    messages,
    lines,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function stepOf(line: string): Step {
  const verb = line.slice(0, 4).toUpperCase();
  const steps: Readonly<Record<string, Step>> = {
    EHLO: "EHLO",
    STAR: "STARTTLS",
    AUTH: "AUTH",
    RCPT: "RCPT",
    DATA: "DATA",
    QUIT: "QUIT",
  };
  // RSET is answered as MAIL is.
  return steps[verb] ?? "MAIL";
}
