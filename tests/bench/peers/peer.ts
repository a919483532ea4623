/** What a way is run on. */
export interface PeerTask {
  /** An empty database of its own on the server that all ways share. */
  readonly databaseUrl: string;
  readonly redisUrl: string;
  /** How many customers there are. */
  readonly customers: number;
  /** How much it does at once. */
  readonly concurrency: number;
}

/** Whom a way wrote reminders and calls for: the ids as its rows have them, in order. */
export interface PeerOutcome {
  readonly reminders: readonly string[];
  readonly calls: readonly string[];
}

/** Seconds by the name of a part of the work. */
export type Phases = Readonly<Record<string, number>>;

/** A way with its input in place. */
export interface PreparedPeer {
  /** Everything that is measured: from customers nobody has looked at to the last call written. */
  work(): Promise<void>;
  /** How long the parts of the work took, in seconds, where it tells. */
  phases?(): Phases;
  outcome(): Promise<PeerOutcome>;
  close(): Promise<void>;
}

/** One way of running the renewal rule. */
export interface Peer {
  prepare(task: PeerTask): Promise<PreparedPeer>;
}
