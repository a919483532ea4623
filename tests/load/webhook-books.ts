import { asTenant } from "@perennial/store";
import { sql } from "kysely";
import { idOf } from "../bench/fill-records.ts";
import type { Crowd } from "./crowd.ts";
import { eventOf } from "./load-event.ts";
import { THANKS, VISIT } from "./load-programs.ts";
import type { Stream } from "./sender-process.ts";
import type { Taken } from "./sink-process.ts";
import type { Site } from "./site.ts";

/** What was promised: what a door has answered for, and whoever was due. */
export interface Promised {
  readonly crowd: Crowd;
  readonly streams: readonly Stream[];
  /** Numbers of customers who were due for a visit: from, and below. */
  readonly visits: readonly [from: number, below: number];
  /** What the CRM has, by its own log. */
  readonly taken: readonly Taken[];
}

/** What is amiss, in words; nothing if all is right. */
export async function auditWebhooks(
  site: Site,
  { crowd, streams, visits, taken }: Promised,
): Promise<readonly string[]> {
  const events = streams.flatMap(({ first, events: count, at }) =>
    Array.from({ length: count }, (_, index) => eventOf(first + index, at)),
  );
  const customersThanked = events.flatMap(({ opens, customer }) => (opens ? customer : []));
  const [from, below] = visits;
  const visited = Array.from({ length: below - from }, (_, index) => idOf("c", from + index));
  const titled = (title: string) =>
    taken.flatMap((each) => (each.title === title ? each.customerId : []));
  const books = await readBooks(site, crowd);
  return [
    ...compare(
      "the event",
      events.map(({ signal }) => signal),
      books.signals,
    ),
    ...compare("the thanks to", customersThanked, books.thanked),
    ...compare("the task of thanking", customersThanked, titled(THANKS)),
    ...compare("the task of visiting", visited, titled(VISIT)),
    ...books.deliveries.map((each) => `the delivery ${each}`),
    ...books.effects.map((each) => `the effect ${each}`),
  ];
}

interface Books {
  /** Ids of the events that acted. */
  readonly signals: readonly string[];
  /** Customers in the program `thanks`, each as often as it was. */
  readonly thanked: readonly string[];
  /** Deliveries that were not taken apart, or not wholly. */
  readonly deliveries: readonly string[];
  /** Effects that are not done. */
  readonly effects: readonly string[];
}

function readBooks({ db }: Site, { tenant }: Crowd): Promise<Books> {
  return asTenant(db, tenant.id, async (tx) => {
    const lines = async (statement: ReturnType<typeof sql<{ line: string }>>) =>
      (await tx.rows(statement)).map(({ line }) => line);
    return {
      signals: await lines(sql<{ line: string }>`select id as line from signals`),
      thanked: await lines(
        sql<{ line: string }>`select customer_id as line from enrolments where program = 'thanks'`,
      ),
      deliveries: await lines(sql<{ line: string }>`
        select delivery_id || ': ' || coalesce(problem, 'not taken apart') as line from inbox
        where taken_at is null or problem is not null`),
      effects: await lines(sql<{ line: string }>`
        select enrolment_id || '-' || seq || ': ' || state as line from outbox where state <> 'done'`),
    };
  });
}

/** Where what is there is not what was to be there, each once. */
export function compare(
  what: string,
  wanted: readonly string[],
  found: readonly string[],
): readonly string[] {
  const times = new Map<string, number>(wanted.map((each) => [each, 0]));
  const strange = found.filter((each) => !times.has(each));
  for (const each of found) times.set(each, (times.get(each) ?? 0) + 1);
  const odd = [...times].filter(([, count]) => count !== 1);
  return [
    ...odd.map(([each, count]) => `${what} ${each}: ${count} times`),
    ...strange.map((each) => `${what} ${each}: nobody told of it`),
  ];
}
