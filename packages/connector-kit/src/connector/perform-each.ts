import {
  type Command,
  type CommandKind,
  type ConnectorContext,
  ConnectorError,
  type Receipt,
} from "@perennial/contract";
import { endsAll, notTried } from "./halting.ts";
import { mapWithLimit } from "./map-with-limit.ts";
import { receiptFor } from "./receipt-for.ts";
import { toConnectorError } from "./to-connector-error.ts";

type CommandOf = { [Kind in CommandKind]: Extract<Command, { kind: Kind }> };

/** One function for each kind of command that a connector declares. */
export type CommandHandlers = {
  readonly [Kind in CommandKind]?: (command: CommandOf[Kind]) => Promise<Receipt>;
};

/** What `performEach` needs to know. */
export interface PerformOptions {
  /** The connector's id, for errors. */
  readonly connector: string;
  readonly context: Pick<ConnectorContext, "abort" | "log">;
  readonly handlers: CommandHandlers;
  /** How many commands are under way at once. @default 8 */
  readonly concurrency?: number;
}

/**
 * Makes a session's `perform` for a vendor that takes one command at a time: every command gets a
 * receipt whatever happens to the others. After refused credentials or a rate limit, commands not yet
 * begun are not tried.
 */
export function performEach(options: PerformOptions) {
  const { connector, context, concurrency = 8 } = options;
  return async (commands: readonly Command[]): Promise<readonly Receipt[]> => {
    let halt: ConnectorError | undefined;
    return mapWithLimit(commands, concurrency, async (command) => {
      if (halt !== undefined) return receiptFor(notTried(halt), command);
      if (context.abort.aborted) return receiptFor(closingDown(connector), command);
      try {
        return await perform(options, command.kind, command);
      } catch (error) {
        const failure = toConnectorError(error, connector, context.log);
        if (endsAll(failure)) halt = failure;
        return receiptFor(failure, command);
      }
    });
  };
}

async function perform<Kind extends CommandKind>(
  { connector, handlers }: PerformOptions,
  kind: Kind,
  command: CommandOf[Kind],
): Promise<Receipt> {
  const handler = handlers[kind];
  if (handler !== undefined) return handler(command);
  const message = `${connector} has no command ${kind}`;
  throw new ConnectorError({ connector, kind: "unsupported", message });
}

function closingDown(connector: string): ConnectorError {
  const message = `${connector} was not asked: closing down`;
  return new ConnectorError({ connector, kind: "unavailable", message });
}
