import { once } from "node:events";
import type { AddressInfo, Socket } from "node:net";
import { setTimeout as pause } from "node:timers/promises";
import type { Clock, Instant } from "@perennial/contract";
import {
  SMTPServer,
  type SMTPServerAddress,
  type SMTPServerDataStream,
  type SMTPServerError,
  type SMTPServerSession,
} from "smtp-server";
import { chance } from "../chance/chance.ts";
import type { FaultSwitch, Mishap } from "../fault/faults.ts";
import { SimulatorError } from "../simulator-error.ts";
import { plusSeconds } from "../time/instant.ts";
import { readHeader } from "./mail-headers.ts";
import type { IncomingMail } from "./mail-store.ts";

/** How a mail server is opened. */
export interface SmtpOptions {
  readonly port: number;
  readonly clock: Clock;
  readonly faults: FaultSwitch;
  /** Who may send; anybody where it is missing. */
  readonly auth?: { readonly user: string; readonly pass: string } | undefined;
  /** Accepts a mail and gives its id. */
  accept(mail: IncomingMail): string;
  /** Keeps a mail that is to be accepted only later, though the sender hears nothing of it. */
  later(mail: IncomingMail): void;
}

const LARGEST = 10 * 1024 * 1024;
const IDLE_MS = 600_000;
type Done = (error?: Error | null) => void;

/** The SMTP side of the mailbox: a real mail server on the loopback interface, with its faults. */
export class SmtpDoor {
  readonly #options: SmtpOptions;
  readonly #sockets = new Map<number, Socket>();
  readonly #mishaps = new WeakMap<SMTPServerSession, Mishap>();
  readonly #greylist = new Map<string, Instant>();
  #server: SMTPServer | undefined;
  #port: number;

  private constructor(options: SmtpOptions) {
    this.#options = options;
    this.#port = options.port;
  }

  /** Opens the door; throws a `SimulatorError` when the port is taken. */
  static async open(options: SmtpOptions): Promise<SmtpDoor> {
    const door = new SmtpDoor(options);
    await door.#listen();
    options.faults.onChange(({ refuseConnections }) =>
      refuseConnections ? door.close() : door.#listen(),
    );
    if (options.faults.now.refuseConnections) await door.close();
    return door;
  }

  get port(): number {
    return this.#port;
  }

  /** Closes the door and all connections; may be called twice. */
  async close(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    if (server === undefined) return;
    const closed = new Promise<void>((resolve) => server.close(resolve));
    for (const socket of this.#sockets.values()) socket.destroy();
    await closed;
  }

  async #listen(): Promise<void> {
    if (this.#server !== undefined) return;
    const { auth } = this.#options;
    const server = new SMTPServer({
      name: "mailbox.exempelkraft.example",
      disabledCommands: auth === undefined ? ["STARTTLS", "AUTH"] : ["STARTTLS"],
      allowInsecureAuth: true,
      disableReverseLookup: true,
      size: LARGEST,
      rejectOversized: true,
      socketTimeout: IDLE_MS,
      closeTimeout: 1000,
      onAuth: (given, _session, done) => {
        const known = given.username === auth?.user && given.password === auth?.pass;
        done(known ? null : reply(535, "5.7.8 Error: authentication failed"), {
          user: given.username,
        });
      },
      onMailFrom: (_address, session, done) => this.#onMail(session, done),
      onRcptTo: (address, session, done) => done(this.#recipientFault(address, session)),
      onData: (stream, session, done) => {
        this.#onData(stream, session, done).catch(done);
      },
    });
    server.on("error", () => {
      // A client that breaks off is what the faults are for; a port that is taken is told by `listen`.
    });
    server.server.on("connection", (socket) => this.#remember(socket));
    await new Promise<void>((resolve, reject) => {
      server.server.once("error", (cause) => reject(taken(this.#port, cause)));
      server.listen(this.#port, "127.0.0.1", resolve);
    });
    const address: AddressInfo | string | null = server.server.address();
    if (typeof address === "object" && address !== null) this.#port = address.port;
    this.#server = server;
  }

  #remember(socket: Socket): void {
    const port = socket.remotePort;
    if (port === undefined) return;
    this.#sockets.set(port, socket);
    socket.once("close", () => this.#sockets.delete(port));
  }

  #onMail(session: SMTPServerSession, done: Done): void {
    const mishap = this.#options.faults.nextMishap();
    this.#mishaps.set(session, mishap);
    done(mishap === "too-many" ? reply(450, "4.7.1 Error: too much mail, try again later") : null);
  }

  #recipientFault({ address }: SMTPServerAddress, session: SMTPServerSession): Error | null {
    // Nobody has a mailbox below "invalid" (RFC 2606).
    if (/\.invalid$/i.test(address)) return reply(550, "5.1.1 Error: no such mailbox");
    const sender = session.envelope.mailFrom === false ? "" : session.envelope.mailFrom.address;
    const { greylist, greylistSeconds, seed } = this.#options.faults.now;
    const pair = `${sender} ${address}`;
    if (chance(seed, "greylist", pair) >= greylist) return null;
    const now = this.#options.clock.now();
    const until = this.#greylist.get(pair) ?? plusSeconds(now, greylistSeconds);
    this.#greylist.set(pair, until);
    return now >= until ? null : reply(451, "4.7.1 Error: greylisted, try again later");
  }

  async #onData(
    stream: SMTPServerDataStream,
    session: SMTPServerSession,
    done: (error?: Error | null, message?: string) => void,
  ): Promise<void> {
    const chunks: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => chunks.push(chunk));
    await once(stream, "end");
    const { delayMs } = this.#options.faults.now;
    if (delayMs > 0) await pause(delayMs);
    // The server itself answers that it is too large.
    const answer = stream.sizeExceeded ? "" : this.#settle(session, Buffer.concat(chunks));
    if (answer === undefined) this.#sockets.get(session.remotePort)?.resetAndDestroy();
    else if (typeof answer === "string") done(null, answer);
    else done(answer);
  }

  /** Gives what to answer, or nothing when the connection is to break instead. */
  #settle(session: SMTPServerSession, raw: Buffer): Error | string | undefined {
    const mishap = this.#mishaps.get(session) ?? "none";
    if (mishap === "server-error") return reply(451, "4.3.0 Error: local problem");
    const header = readHeader(raw);
    if (header.all("from").length !== 1)
      return reply(554, "5.6.0 Error: a message has exactly one From field");
    const { mailFrom, rcptTo } = session.envelope;
    const from = mailFrom === false ? "" : mailFrom.address;
    const mail: IncomingMail = { from, to: rcptTo.map(({ address }) => address), raw, header };
    if (mishap === "accept-late") {
      this.#options.later(mail);
      return undefined;
    }
    const id = this.#options.accept(mail);
    return mishap === "drop-after-accept" ? undefined : `2.0.0 Ok: queued as ${id}`;
  }
}

function reply(responseCode: number, text: string): SMTPServerError {
  return Object.assign(new SimulatorError(text), { responseCode });
}

function taken(port: number, cause: unknown): SimulatorError {
  return new SimulatorError(
    `Port ${port} on 127.0.0.1 cannot be listened on; stop what uses it, or give another port or 0.`,
    { cause },
  );
}
