import {
  type Command,
  ConnectorError,
  type ConnectorErrorKind,
  type Log,
  Receipt,
  type Session,
} from "@perennial/contract";
import { type Measures, noMeasures } from "../measure/measures.ts";
import { inTime } from "./in-time.ts";

/** Failures of a whole batch that one of its commands may be to blame for. */
const ONE_TO_BLAME: ReadonlySet<ConnectorErrorKind> = new Set(["invalid", "not-found", "conflict"]);
/** Failures that another try would meet again. */
const FINAL: ReadonlySet<ConnectorErrorKind> = new Set([
  "invalid",
  "forbidden",
  "unsupported",
  "not-found",
]);

/** Who performs, and where faults of the connector are told. */
export interface Performing {
  readonly connector: string;
  readonly session: () => Promise<Session>;
  readonly log: Log;
  /** @default nobody */
  readonly measures?: Measures | undefined;
}

/**
 * Has a connector do a batch and gives the receipt of each command, in order; nothing for one that the connector
 * did not answer for. Never throws: an error that speaks for the batch becomes the receipt of each command, and
 * one command that spoils its batch is found by halving.
 */
export function performBatch(
  commands: readonly Command[],
  performing: Performing,
): Promise<readonly (Receipt | undefined)[]> {
  const { connector, measures = noMeasures } = performing;
  return measures.work(
    { name: "perform", connector, commands: commands.length },
    () => perform(commands, performing),
    countOutcomes,
  );
}

/** How many of a batch came to what, by the names of receipts' outcomes. */
function countOutcomes(receipts: readonly (Receipt | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const receipt of receipts) {
    const outcome = receipt?.outcome ?? "unanswered";
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

async function perform(
  commands: readonly Command[],
  performing: Performing,
): Promise<readonly (Receipt | undefined)[]> {
  try {
    const performed = performing.session().then((session) => session.perform(commands));
    return inOrder(commands, await inTime(performed, performing.connector));
  } catch (error) {
    const failure = ConnectorError.isInstance(error) ? error : fault(error, performing);
    const [first, second] = halves(commands);
    const spoilt = second.length > 0 && !failure.maybeDone && ONE_TO_BLAME.has(failure.kind);
    if (!spoilt) return commands.map((command) => receiptOf(failure, command));
    return [...(await perform(first, performing)), ...(await perform(second, performing))];
  }
}

function halves(commands: readonly Command[]): readonly [readonly Command[], readonly Command[]] {
  const middle = Math.ceil(commands.length / 2);
  return [commands.slice(0, middle), commands.slice(middle)];
}

function inOrder(
  commands: readonly Command[],
  receipts: readonly unknown[],
): readonly (Receipt | undefined)[] {
  const byId = new Map<string, Receipt>();
  for (const each of receipts) {
    const { success, data } = Receipt.safeParse(each);
    if (success && !byId.has(data.commandId)) byId.set(data.commandId, data);
  }
  return commands.map(({ id }) => byId.get(id));
}

/** A fault of the connector's own says nothing of the other side, so the outcome is open. */
function fault(error: unknown, { connector, log }: Performing): ConnectorError {
  const name = error instanceof Error ? error.name : typeof error;
  // Not the message: it may quote what was being sent.
  log.error("A connector failed unexpectedly.", { connector, error: name });
  const message = `${connector} failed unexpectedly (${name}).`;
  return new ConnectorError({
    connector,
    kind: "unavailable",
    maybeDone: true,
    message,
    cause: error,
  });
}

function receiptOf(error: ConnectorError, { id }: Command): Receipt {
  const told = { commandId: id, kind: error.kind, message: error.message };
  if (error.maybeDone) return { ...told, outcome: "unknown" };
  if (FINAL.has(error.kind)) return { ...told, outcome: "refused" };
  const { retryAfter } = error;
  return { ...told, outcome: "not-done", ...(retryAfter !== undefined && { retryAfter }) };
}
