import type { ConnectorErrorDetails, ConnectorErrorKind } from "@perennial/contract";

/** What we read of an error of the mail library. */
export interface SmtpFailure {
  readonly message: string;
  /** The library's name for where it failed, such as `EAUTH`. */
  readonly code?: string | undefined;
  /** The server's reply code, where it replied. */
  readonly responseCode?: number | undefined;
  /** The SMTP command it replied to. */
  readonly command?: string | undefined;
}

/** The library's codes for what it refused by itself, before or without a reply. */
const WITHOUT_REPLY: ReadonlyMap<string, ConnectorErrorKind> = new Map([
  ["EAUTH", "unauthenticated"],
  ["ENOAUTH", "unauthenticated"],
  ["EENVELOPE", "invalid"],
  ["EMESSAGE", "invalid"],
  ["EMAXRECIPIENTS", "invalid"],
  ["EFILEACCESS", "invalid"],
  ["EURLACCESS", "invalid"],
  ["ECONFIG", "invalid"],
]);

/** Reply codes that ask for credentials or refuse them (RFC 4954, 6). */
const CREDENTIALS: ReadonlySet<number> = new Set([530, 534, 535, 538]);

/** Commands whose reply is about the message; others are about the session, which another try renews. */
const ABOUT_THE_MESSAGE: ReadonlySet<string> = new Set(["MAIL FROM", "RCPT TO", "DATA"]);

/**
 * What a failure to send means (RFC 5321, 4.2.1). `bodySent` is whether any of the message itself was
 * written: before that it is certainly not taken; after that only the server's own reply to it says so.
 */
export function smtpErrorDetails(
  failure: SmtpFailure,
  bodySent: boolean,
): Omit<ConnectorErrorDetails, "connector"> {
  const { code, responseCode, message } = failure;
  const judged = code === "EMESSAGE" && responseCode !== undefined;
  if (bodySent && !judged) return { kind: "unavailable", maybeDone: true, message };
  return { kind: kindOf(failure), maybeDone: false, message };
}

function kindOf({ code = "", responseCode, command = "" }: SmtpFailure): ConnectorErrorKind {
  if (responseCode === undefined) return WITHOUT_REPLY.get(code) ?? "unavailable";
  if (CREDENTIALS.has(responseCode)) return "unauthenticated";
  const permanent = responseCode >= 500 && responseCode !== 503;
  if (code === "EAUTH") return permanent ? "unauthenticated" : "unavailable";
  return permanent && ABOUT_THE_MESSAGE.has(command) ? "invalid" : "unavailable";
}
