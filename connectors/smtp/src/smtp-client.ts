import type { Readable } from "node:stream";
import { createRedactor, secretValues } from "@perennial/connector-kit";
import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import nodemailer, { type NodemailerError } from "nodemailer";
import { type SmtpFailure, smtpErrorDetails } from "./smtp-errors.ts";
import { smtpManifest } from "./smtp-manifest.ts";
import type { SmtpMessage } from "./smtp-message.ts";
import { SmtpSettings } from "./smtp-settings.ts";

/** Connections kept open at once; also how many messages are under way. */
export const SMTP_CONNECTIONS = 5;
const MESSAGES_A_CONNECTION = 500;

/** A message that takes longer is given up: milliseconds, connecting included. */
const SEND_TIMEOUT = 180_000;

/** What we use of a mail server. Its methods throw a `ConnectorError`. */
export interface SmtpClient {
  /** Sends one message and gives the server's name for it, or ours where it has none. */
  send(message: SmtpMessage): Promise<string>;
  /** Connects and logs in, and sends nothing. */
  verify(): Promise<void>;
  close(): void;
}

/** Opens a mail server, with connections that are kept and used for many messages. */
export function createSmtpClient(settings: SmtpSettings, context: ConnectorContext): SmtpClient {
  const transporter = createTransporter(settings);
  // The second is what AUTH PLAIN sends in base64 (RFC 4616).
  const login = `\0${settings.username}\0${settings.password}`;
  const redact = createRedactor([...secretValues(SmtpSettings, settings), login]);
  const bodies = watchBodies(transporter);

  function failed(error: unknown, bodySent: boolean): ConnectorError {
    const details = smtpErrorDetails(toFailure(error), bodySent);
    const words = details.message.replace(/\s+/g, " ").trim();
    const message = redact(`${settings.host}:${settings.port}: ${words}`);
    return new ConnectorError({ ...details, connector: smtpManifest.id, message });
  }

  return {
    async send(message) {
      const signal = AbortSignal.any([context.abort, AbortSignal.timeout(SEND_TIMEOUT)]);
      try {
        const info = await transporter.sendMail({ ...toOptions(message), signal });
        return info.serverMessageId ?? message.messageId;
      } catch (error) {
        throw failed(error, bodies.begun(signal));
      }
    },
    async verify() {
      try {
        await transporter.verify();
      } catch (error) {
        throw failed(error, false);
      }
    },
    close: () => transporter.close(),
  };
}

type Transporter = ReturnType<typeof createTransporter>;

function createTransporter(settings: SmtpSettings) {
  const { host, port, encryption, username, password } = settings;
  const login = username === undefined ? {} : { auth: { user: username, pass: password ?? "" } };
  return nodemailer.createTransport({
    pool: true,
    maxConnections: SMTP_CONNECTIONS,
    maxMessages: MESSAGES_A_CONNECTION,
    // Only messages of which nothing was written yet are queued again.
    maxRequeues: 2,
    host,
    port,
    secure: encryption === "tls",
    requireTLS: encryption === "starttls",
    ignoreTLS: encryption === "none",
    ...login,
    forceAuth: username !== undefined,
    connectionTimeout: 15_000,
    greetingTimeout: 15_000,
    socketTimeout: 120_000,
    disableFileAccess: true,
    disableUrlAccess: true,
  });
}

/**
 * Watches whether the library began to write a message's body. It reads the body's stream only once the
 * server has said that it may come; a retry over another connection makes a new stream of the same send.
 */
function watchBodies(transporter: Transporter) {
  const streams = new WeakMap<AbortSignal, Readable[]>();
  transporter.use("stream", (mail, done) => {
    // Every send has a signal of its own, which tells it from the others.
    const { signal } = mail.data;
    mail.message?.processFunc((stream) => {
      if (signal !== undefined) streams.set(signal, [...(streams.get(signal) ?? []), stream]);
      return stream;
    });
    done();
  });
  return {
    begun: (signal: AbortSignal): boolean =>
      (streams.get(signal) ?? []).some((stream) => stream.readableDidRead),
  };
}

function toOptions({ sentAt, headers, ...message }: SmtpMessage) {
  const prepared = Object.entries(headers).map(([key, value]) => ({
    key,
    value: { prepared: true, foldLines: false, value },
  }));
  return { ...message, headers: prepared, date: new Date(sentAt), xMailer: false as const };
}

function toFailure(error: unknown): SmtpFailure {
  if (!(error instanceof Error)) return { message: "the mail library failed" };
  const { message, code, responseCode, command }: NodemailerError = error;
  return { message, code, responseCode, command };
}
