import type { ConnectorErrorKind } from "@perennial/contract";
import type { SettledRow } from "@perennial/store";
import type { Received } from "../receive/receive.ts";
import type { RuntimeContext } from "../runtime-context.ts";

/** The loops, and what is done within them that is worth a time of its own. */
export const MEASURED = [
  "receive",
  "ingest",
  "advance",
  "deliver",
  "perform",
  "events",
  "review",
  "sync",
] as const;

/** A piece of work, told apart without a word of whom it is about. */
export interface MeasuredWork {
  readonly name: (typeof MEASURED)[number];
  /** Whose it is, by number. */
  readonly tenant?: number;
  /** Who performs, by the connector's id. */
  readonly connector?: string;
  /** How many commands are handed over. */
  readonly commands?: number;
}

/** What came of a piece of work, in numbers. */
export type WorkCounts = Readonly<Record<string, number>>;

/** What became of an effect that was handed to a connector: the state its row is in then. */
export type DeliveryOutcome = SettledRow["state"];

/** What a door answered; `repeated` for a delivery that was kept before. */
export type DoorAnswer = Exclude<Received["status"], "stored"> | "stored" | "repeated";

/**
 * Told of what the loops do, by whoever counts and traces it for the operator. No method throws or waits; nothing
 * that is told names a person, a number, an address or a text.
 */
export interface Measures {
  /** Does a piece of work, gives what it gives and throws what it throws; `countsOf` says what came of it. */
  work<Result>(
    what: MeasuredWork,
    act: () => Promise<Result>,
    countsOf?: (result: Result) => WorkCounts,
  ): Promise<Result>;
  /** So many enrolments were taken on. */
  transitions(count: number): void;
  /** So many effects that a connector had in hand were recorded with an outcome. */
  deliveries(connector: string, outcome: DeliveryOutcome, count: number): void;
  /** A connector answered with an error, once for each command it spoke of. */
  connectorError(connector: string, kind: ConnectorErrorKind): void;
  /** A door answered; `connector` is missing where no connection is behind it. */
  received(connector: string | undefined, answer: DoorAnswer): void;
}

/** Measures nothing, and costs nothing. */
export const noMeasures: Measures = {
  work: (_what, act) => act(),
  transitions() {},
  deliveries() {},
  connectorError() {},
  received() {},
};

/** What measures a context's loops; nothing where nobody asked for it. */
export function measuresOf({ measures }: Pick<RuntimeContext, "measures">): Measures {
  return measures ?? noMeasures;
}
