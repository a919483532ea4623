import { type ChangePage, ConnectorError } from "@perennial/contract";
import type { AcmeSettings } from "./acme.ts";
import { opened, type Twist } from "./twist.ts";
import type { WrongConnectors } from "./wrong-connector.ts";

type Read = (cursor: string | undefined) => AsyncIterable<ChangePage>;

function reading(change: (read: Read) => Read): Twist<AcmeSettings> {
  return opened((session) => {
    const { changesSince } = session;
    return changesSince === undefined ? {} : { changesSince: change(changesSince) };
  });
}

function paging(change: (page: ChangePage) => ChangePage): Twist<AcmeSettings> {
  return reading(
    (read) =>
      async function* (cursor) {
        for await (const page of read(cursor)) yield change(page);
      },
  );
}

function ending(words: RegExp): Twist<AcmeSettings> {
  return reading(
    (read) =>
      async function* (cursor) {
        try {
          yield* read(cursor);
        } catch (error) {
          if (!ConnectorError.isInstance(error) || !words.test(error.message)) throw error;
        }
      },
  );
}

let count = 0;

/** What is wrong in what a connector reads. */
export const wrongRead: WrongConnectors = {
  read: [
    {
      does: "has a feed that it does not declare",
      base: "bare",
      fails: "what is not declared is not there",
      twist: opened(() => ({ changesSince: async function* () {} })),
    },
    {
      does: "tells the newest first",
      fails: "a first load gives every record, in order",
      twist: paging((page) => ({ ...page, signals: page.signals.toReversed() })),
    },
    {
      does: "tells what is no signal",
      fails: "every signal is one of the contract's, and declared",
      twist: paging((page) => ({
        ...page,
        signals: page.signals.map((one) => ({ ...one, at: "now" })),
      })),
    },
    {
      does: "begins anew each time",
      fails: "an increment gives what has changed since, and nothing else",
      twist: reading((read) => () => read(undefined)),
    },
    {
      does: "goes on after the last moment",
      fails: "a record with the same moment as the last one read is not lost",
      twist: afterLastMoment(),
    },
    {
      does: "gives every telling another id",
      fails: "a crash between a page and its cursor loses nothing",
      twist: paging((page) => {
        count += 1;
        return {
          ...page,
          signals: page.signals.map((one) => ({ ...one, id: `${one.id}-${count}` })),
        };
      }),
    },
    {
      does: "gives the last cursor with every page",
      fails: "a crash between a page and its cursor loses nothing",
      twist: reading(
        (read) =>
          async function* (cursor) {
            const pages: ChangePage[] = [];
            for await (const page of read(cursor)) pages.push(page);
            for (const page of pages)
              yield { ...page, cursor: pages.at(-1)?.cursor ?? page.cursor };
          },
      ),
    },
    {
      does: "gives the cursor before the page",
      fails: "a page's cursor stands right behind that page",
      twist: reading(
        (read) =>
          async function* (cursor) {
            let before = cursor ?? "0";
            for await (const page of read(cursor)) {
              yield { ...page, cursor: before };
              before = page.cursor;
            }
          },
      ),
    },
    {
      does: "takes a cursor once",
      fails: "a cursor may be used again",
      twist: cursorsOnce(),
    },
    {
      does: "takes a failure for the end",
      fails: "a reading that breaks is an error and not an end",
      twist: ending(/answered 500/),
    },
    {
      does: "takes a login page for the end",
      fails: "a page of HTML is an error and not an end",
      twist: ending(/not JSON/),
    },
    {
      does: "never ends",
      fails: "a first load gives every record, in order",
      twist: reading(
        (read) =>
          async function* (cursor) {
            for (;;) yield* read(cursor);
          },
      ),
    },
    {
      does: "keeps silent about deletions",
      fails: "a deleted customer is told",
      twist: paging((page) => ({
        ...page,
        signals: page.signals.filter(({ type }) => type !== "customer.deleted"),
      })),
    },
    {
      does: "tells only what is gone of a merger",
      fails: "of two customers merged it is told which is gone and which stays",
      twist: paging((page) => {
        const gone = page.signals.filter(({ type }) => type === "customer.deleted");
        return gone.length > 0 ? { ...page, signals: gone } : page;
      }),
    },
  ],
};

/** Its cursor is a moment, and it goes on with what is later. */
function afterLastMoment(): Twist<AcmeSettings> {
  return reading(
    (read) =>
      async function* (cursor) {
        const [place, moment = ""] = (cursor ?? "").split("|");
        let last = moment;
        for await (const page of read(place === "" ? undefined : place)) {
          const signals = page.signals.filter(({ at }) => at > moment);
          last = signals.at(-1)?.at ?? last;
          yield { signals, cursor: `${page.cursor}|${last}` };
        }
      },
  );
}

/** A cursor leads on only once. */
function cursorsOnce(): Twist<AcmeSettings> {
  return opened(({ changesSince }) => {
    const spent = new Set<string>();
    if (changesSince === undefined) return {};
    return {
      changesSince: async function* (cursor) {
        const key = cursor ?? "";
        if (key !== "" && spent.has(key)) return;
        for await (const page of changesSince(cursor)) {
          if (page.signals.length > 0) spent.add(key);
          yield page;
        }
      },
    };
  });
}
