import { type Command, ConnectorError, type Receipt } from "@perennial/contract";

/** A command was taken. */
export function accepted({ id }: Pick<Command, "id">, providerId?: string): Receipt {
  const told = { commandId: id, outcome: "accepted" } as const;
  return providerId === undefined ? told : { ...told, providerId };
}

/** Whether a failure speaks for everything that was still to be asked: refused credentials, or a limit. */
export function endsAll({ kind }: Pick<ConnectorError, "kind">): boolean {
  return kind === "unauthenticated" || kind === "rate-limited";
}

const NOT_TRIED = "not tried: ";

/** The same failure, for what was not even tried because of it. */
export function notTried({ connector, kind, message, retryAfter }: ConnectorError): ConnectorError {
  return new ConnectorError({
    ...{ connector, kind },
    message: message.startsWith(NOT_TRIED) ? message : NOT_TRIED + message,
    ...(retryAfter !== undefined && { retryAfter }),
  });
}
