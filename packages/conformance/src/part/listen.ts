import type { Heard } from "@perennial/contract";
import { meet } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { failureOf, type Kit, type Place } from "../case/place.ts";
import type { WorldFeed } from "../scenario/world.ts";

/** A session that listens, and what it has told. */
interface Hearing {
  /** What was told since it was last asked for. */
  take(): readonly Heard[];
  /** Resolves when the other side tells of changes. */
  readonly begun: Promise<void>;
  /** Resolves when something is told of a record, or that everything is to be read. */
  tells(id: string): Promise<void>;
  /** The last position that was told. */
  position(): string | undefined;
  readonly over: AbortController;
  readonly ended: Promise<void>;
}

/** Changes are heard as they happen, and listening ends when it is told to: for connectors that declare it. */
export function listenCases(kit: Kit): readonly Case[] {
  const fact = (name: string, check: (place: Place, feed: WorldFeed) => Promise<void>): Case => ({
    part: "listen",
    name,
    run: () => kit.inWorld((place) => check(place, feedOf(place))),
  });
  if (kit.connector.manifest.listens !== true) {
    const run = () =>
      kit.inWorld(async ({ session: { listen } }) =>
        claim(listen === undefined, "there is listen; declare listens in the manifest"),
      );
    return [{ part: "listen", name: "what is not declared is not there", run }];
  }
  const { manifest } = kit.connector;
  return [
    fact("what is heard can be read", async ({ session }) => {
      const reads = manifest.capabilities.includes("changes.read");
      claim(reads, "listening helps reading; declare changes.read");
      claim(session.readRecords !== undefined, "what is heard is read by name; give readRecords");
    }),
    fact(
      "a change is told while it is listened to, after all that was before it",
      async (place, feed) => {
        const hearing = hear(place);
        await kit.settled(hearing.begun, "begun is never called, or listening ends at once");
        await kit.settled(
          hearing.tells(""),
          "without a position nobody knows what changed before; tell readAll",
        );
        const [id = ""] = await feed.add(1);
        await kit.settled(
          hearing.tells(ref(feed, id)),
          "a change is not told while it is listened to",
        );
        hearing.over.abort();
      },
    ),
    fact(
      "what changed while nobody listened is told when it is listened to again",
      async (place, feed) => {
        const first = hear(place);
        await kit.settled(first.begun, "begun is never called, or listening ends at once");
        const [known = ""] = await feed.add(1);
        await kit.settled(
          first.tells(ref(feed, known)),
          "a change is not told while it is listened to",
        );
        first.over.abort();
        await kit.settled(first.ended, "listening does not end when it is over");
        const [missed = ""] = await feed.add(1);
        const second = hear(place, first.position());
        await kit.settled(
          second.tells(ref(feed, missed)),
          "what changed while nobody listened is not told; go on from the position, or tell readAll",
        );
        second.over.abort();
      },
    ),
    fact("it ends when it is over, and tells no more", async (place, feed) => {
      const hearing = hear(place);
      await kit.settled(hearing.begun, "begun is never called, or listening ends at once");
      hearing.over.abort();
      const failure = await kit.settled(
        failureOf(hearing.ended),
        "listening does not end when it is over",
      );
      claim(failure === undefined, "listening that is over throws");
      hearing.take();
      await feed.add(1);
      claim(hearing.take().length === 0, "something is told after it was over");
    }),
    fact(
      "closing the session ends it, and afterwards it ends at once without a word",
      async (place) => {
        const hearing = hear(place);
        await kit.settled(hearing.begun, "begun is never called, or listening ends at once");
        await place.session.close();
        for (const ended of [hearing.ended, hear(place).ended]) {
          const failure = await kit.settled(
            failureOf(ended),
            "closing the session does not end it",
          );
          claim(failure === undefined, "listening throws after the session was closed");
        }
      },
    ),
    fact("one who refuses us ends it with an error", async (place) => {
      await meet(place, "revoked");
      const failure = await kit.settled(
        failureOf(hear(place).ended),
        "it goes on listening to one who refuses us",
      );
      claim(failure !== undefined, "one who refuses us is taken for one who has nothing to tell");
      const { kind } = failure;
      claim(
        kind === "unauthenticated" || kind === "forbidden",
        `a refusal is told as ${kind}; say unauthenticated or forbidden`,
      );
    }),
  ];
}

function feedOf({ world: { feed } }: Place): WorldFeed {
  if (feed !== undefined) return feed;
  throw new ScenarioMissingError(
    "feed of the world",
    "feed: { add: async (count) => ids, change: async (id) => {}, ref: (id) => ({ object, id }) }",
  );
}

function ref({ ref: named }: WorldFeed, id: string): string {
  return named?.(id).id ?? id;
}

function hear({ session }: Place, from?: string): Hearing {
  const { listen } = session;
  claim(
    listen !== undefined,
    "listens is declared, but the session has no listen; switch it on in the settings of the world",
  );
  const over = new AbortController();
  const begun = Promise.withResolvers<void>();
  const told: Heard[] = [];
  let position: string | undefined;
  let hasHeard = () => {};
  const ended = listen.call(session, {
    ...{ from, over: over.signal, begun: begun.resolve },
    heard(what) {
      told.push(what);
      if (what.position !== undefined) position = what.position ?? undefined;
      hasHeard();
    },
  });
  ended.then(begun.reject, begun.reject);
  begun.promise.catch(() => undefined);
  return {
    ...{ over, ended, begun: begun.promise },
    take: () => told.splice(0),
    position: () => position,
    async tells(id) {
      for (;;) {
        const heard = told.splice(0);
        if (heard.some(({ changed, readAll }) => readAll || changed?.some((one) => one.id === id)))
          return;
        await new Promise<void>((resolve) => {
          hasHeard = resolve;
        });
      }
    },
  };
}
