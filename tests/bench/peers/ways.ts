import type { PeerName } from "./run-peer.ts";

/** A way as it is run and told of. */
export interface Way {
  readonly peer: PeerName;
  readonly title: string;
  /** How many times the customers it gets: what takes a thousand in one go is not measured by four thousand. */
  readonly times: number;
  /** What is tried for how much it does at once; the best is kept. */
  readonly concurrencies: readonly number[];
}

/** What is compared, this project first. */
export const WAYS: readonly Way[] = [
  {
    ...{ peer: "perennial", title: "Perennial: sweep and advance", times: 10 },
    concurrencies: [1, 2, 4],
  },
  {
    ...{ peer: "bull", title: "Bull and json-rules-engine, a job each", times: 1 },
    concurrencies: [1, 8, 32],
  },
  {
    ...{ peer: "bull-batches", title: "the same, a job for each hundred", times: 10 },
    concurrencies: [1, 8, 32],
  },
  {
    ...{ peer: "dbos", title: "DBOS Transact, a workflow each", times: 1 },
    concurrencies: [1, 8, 32],
  },
];

/** What all ways shared, and where they differ: without it the figures say little. */
export const TERMS = `equal
  The customers in the same order, a tenth as many for the ways that take them one by one. The outcome, by the rows:
  everyone who is to be reminded has one reminder and one call in the outbox, the very same ids, and nobody else has.
  PostgreSQL 18 on this machine, one server for all, a new database for each run; fsync, full pages and synchronous
  commit are on. State and outbox row are written in one transaction, and work that is repeated after a crash finds
  the state changed and writes nothing (by how it is written; no crash is part of this).
  Each way runs in a process of its own, alone. How much it does at once was tried, and the best was kept.
  All choose by the agreement's date in SQL and judge the rest of the rule in the process.
  Nobody calls a provider: what is measured ends with the row in the outbox.
not equal, in the peers' favour
  Their two tables are lean and hold one company; Perennial reads a mirror of the CRM under row level security.
  Perennial writes why: who came in, each move, the end, and who was turned away because of which condition.
  Perennial's rule is a published version that a company edits and that is checked before it runs; the peers' is code.
  Bull's jobs and time-outs are in Redis, which may lose the last second (appendfsync everysec) or everything. A
  complete worker would also sweep up what was lost and withdraw the job when a reply comes; this one does neither.
  The time-out is compressed to a millisecond for Bull and DBOS: nothing piles up, and nobody waits in vain.
  DBOS starts workflows without a queue, sleeps instead of receiving, and its steps are single idempotent statements
  instead of transactions of a data source: each is the cheaper choice.
not equal, in Perennial's favour
  Its clock is turned once for everybody, so all time-outs are due at the same moment.
  It takes a thousand customers in a transaction. What that alone is worth is seen in Bull's line for a hundred.
not in the figures
  Replies that come in, delivery, and contact policy (quiet hours, caps, consent by channel), which Perennial judges
  when it delivers and which the peers do not have.
`;
