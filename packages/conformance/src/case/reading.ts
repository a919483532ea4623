import type { ChangePage, Session, Signal } from "@perennial/contract";
import type { WorldFeed } from "../scenario/world.ts";
import { claim, ScenarioMissingError } from "./conformance-error.ts";
import type { Kit, Place } from "./place.ts";

/** A feed that is read, and the records behind it. */
export interface Reading {
  readonly place: Place;
  readonly feed: WorldFeed;
  readonly changesSince: NonNullable<Session["changesSince"]>;
  /** Deletes a customer. Throws a `ScenarioMissingError` where the world cannot. */
  remove(id: string): Promise<void>;
  /** Merges a customer into another. Throws a `ScenarioMissingError` where the world cannot. */
  merge(gone: string, stays: string): Promise<void>;
  /** A minute passes. */
  later(): void;
}

/** More pages than a case ever has records. */
const ENDLESS = 100;

const EXAMPLE = `feed: {
  add: async (count) => { /* new records, changed at clock.now() */ return ids; },
  change: async (id) => { /* changes one at clock.now() */ },
}`;

/** Reads in a world that has a feed. Throws a `ScenarioMissingError` where it has none. */
export function readable(kit: Kit, check: (reading: Reading) => Promise<void>): Promise<void> {
  return kit.inWorld(async (place) => {
    const { world, session, clock } = place;
    const { feed } = world;
    if (feed === undefined) throw new ScenarioMissingError("feed of the world", EXAMPLE);
    const { changesSince } = session;
    claim(changesSince !== undefined, "changes.read is declared; give changesSince");
    await check({
      place,
      feed,
      changesSince: (cursor) => changesSince.call(session, cursor),
      remove: (id) => feed.remove?.(id) ?? missing("remove(id)"),
      merge: (gone, stays) => feed.merge?.(gone, stays) ?? missing("merge(gone, stays)"),
      later: () => clock.moveTo(new Date(Date.parse(clock.now()) + 60_000).toISOString()),
    });
  });
}

/** The pages after a cursor, all of them or the first few. Throws a `ConformanceError` where they never end. */
export async function readPages(
  { changesSince }: Reading,
  cursor: string | undefined,
  most = ENDLESS,
): Promise<readonly ChangePage[]> {
  const pages: ChangePage[] = [];
  for await (const page of changesSince(cursor)) {
    claim(page.cursor !== "", "a page has an empty cursor");
    pages.push(page);
    if (pages.length === most) break;
  }
  claim(
    pages.length < ENDLESS,
    "the reading does not end; a feed ends when there are no more changes",
  );
  return pages;
}

/** The ids of all signals. */
export function idsOf(pages: readonly ChangePage[]): readonly string[] {
  return pages.flatMap(({ signals }) => signals.map(({ id }) => id));
}

/** The records that signals are about, in the order they are told. */
export function recordsOf(pages: readonly ChangePage[]): readonly string[] {
  return pages.flatMap(({ signals }) => signals.map(aboutOf));
}

/** The record that a signal is about. */
export function aboutOf(signal: Signal): string {
  if ("customer" in signal) return signal.customer.id;
  if ("agreement" in signal) return signal.agreement.id;
  if ("purchase" in signal) return signal.purchase.id;
  if ("interaction" in signal) return signal.interaction.id;
  if ("consent" in signal) return signal.consent.customerId;
  return ("customerId" in signal ? signal.customerId : undefined) ?? signal.id;
}

async function missing(what: string): Promise<never> {
  const example = `feed: { …, ${what}: async () => { /* and the feed tells it */ } }`;
  throw new ScenarioMissingError(
    `${what} in the feed of the world, as customer.deleted is declared`,
    example,
  );
}
