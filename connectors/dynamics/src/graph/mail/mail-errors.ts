import { ConnectorError, type ConnectorErrorKind } from "@perennial/contract";
import { OUTLOOK_MAIL } from "./outlook-mail-manifest.ts";

/** A `ConnectorError` of the mail connector. */
export function mailError(kind: ConnectorErrorKind, message: string): ConnectorError {
  return new ConnectorError({ connector: OUTLOOK_MAIL, kind, message });
}

/** The error of a part that the connector shares with another, in its own name. */
export function asMailError(error: unknown): unknown {
  if (!ConnectorError.isInstance(error) || error.connector === OUTLOOK_MAIL) return error;
  const { kind, message, maybeDone, retryAfter, cause } = error;
  return new ConnectorError({
    ...{ connector: OUTLOOK_MAIL, kind, message, maybeDone, cause },
    ...(retryAfter !== undefined && { retryAfter }),
  });
}
