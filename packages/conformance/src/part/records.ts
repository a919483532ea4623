import { type RecordRef, type Session, Signal } from "@perennial/contract";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { failureOf, type Kit, type Place } from "../case/place.ts";
import { aboutOf } from "../case/reading.ts";
import type { WorldFeed } from "../scenario/world.ts";

/** What of a session is shown here. */
type Skill = "readRecords" | "describe" | "samples" | "prepare" | "uninstall";

const LEAVES = "the access stays; say in the app's leaves what an administrator takes out";

interface Having<Name extends Skill> {
  readonly place: Place;
  readonly has: NonNullable<Session[Name]>;
}

interface Named {
  readonly feed: WorldFeed;
  ref(id: string): RecordRef;
}

/** Records by name, the account as it is made, and what the app makes in it and leaves behind: as far as sessions have it. */
export function recordsCases(kit: Kit): readonly Case[] {
  const { manifest } = kit.connector;
  if (!manifest.capabilities.includes("changes.read")) return [];
  /** A case for sessions that have something; where they have not, there is nothing to show. */
  const fact = <Name extends Skill>(
    skill: Name,
    name: string,
    check: (having: Having<Name>) => Promise<void>,
  ): Case => ({
    part: "records",
    name,
    run: () =>
      kit.inWorld(async (place) => {
        const has = place.session[skill];
        if (has !== undefined) await check({ place, has });
      }),
  });
  return [
    fact(
      "readRecords",
      "records that are read by name are told as they are now",
      async ({ place, has }) => {
        const { feed, ref } = named(place);
        const ids = await feed.add(2);
        const [first = ""] = ids;
        const read = async () => (await has(ids.map(ref))).signals;
        const before = await read();
        claimSignals(before, manifest.signals);
        const untold = ids.find((id) => !before.some((signal) => aboutOf(signal) === id));
        claim(untold === undefined, `${untold} is read by name, and nothing is told of it`);
        place.clock.moveTo(new Date(Date.parse(place.clock.now()) + 60_000).toISOString());
        await feed.change(first);
        const known = new Set(before.map(({ id }) => id));
        const isTold = (await read()).some(
          (signal) => aboutOf(signal) === first && !known.has(signal.id),
        );
        const isLasting = kit.lacks("read.change");
        const words = isLasting
          ? `it is told anew; take "read.change" out of absent`
          : `${first} has changed, and is told as it was`;
        claim(isTold !== isLasting, words);
      },
    ),
    fact("readRecords", "a record that is gone is told as deleted", async ({ place, has }) => {
      const { feed, ref } = named(place);
      if (!manifest.signals.includes("customer.deleted") || feed.remove === undefined) return;
      const [gone = ""] = await feed.add(1);
      await feed.remove(gone);
      const isTold = (await has([ref(gone)])).signals.some(
        (signal) => signal.type === "customer.deleted" && signal.customerId === gone,
      );
      claim(isTold, `${gone} is gone; tell customer.deleted of it`);
    }),
    fact(
      "readRecords",
      "a kind of record that means nothing costs the others nothing",
      async ({ place, has }) => {
        const { feed, ref } = named(place);
        const [id = ""] = await feed.add(1);
        const failure = await failureOf(
          has([{ object: "nothing-of-the-kind", id: "1" }, ref(id)]).then(({ signals }) => {
            claim(
              signals.some((signal) => aboutOf(signal) === id),
              `${id} beside it is not told`,
            );
          }),
        );
        claim(failure === undefined, `it fails as a whole: ${failure?.message}`);
      },
    ),
    fact(
      "describe",
      "every kind of record and every field is there once, with words",
      async ({ has }) => {
        const { objects } = await has();
        claim(objects.length > 0, "an account without any kind of record cannot be mapped");
        claimOnce(objects.map(({ object }) => object));
        for (const { object, label, fields } of objects) {
          claim(label.trim() !== "", `${object} has no label`);
          claimOnce(fields.map(({ name }) => name));
          const bare = fields.find((field) => field.label.trim() === "" || field.type === "");
          claim(bare === undefined, `${bare?.name} of ${object} has no label or no type`);
        }
      },
    ),
    fact(
      "samples",
      "samples are records as they are, as many as asked for at most",
      async ({ place, has }) => {
        const { feed, ref } = named(place);
        const [id = ""] = await feed.add(3);
        const { object } = ref(id);
        const before = place.world.taken();
        const samples = await has(object, 2);
        claim(
          samples.length > 0 && samples.length <= 2,
          `2 were asked for, ${samples.length} given`,
        );
        claim(
          samples.every((each) => each.ref.object === object),
          `a sample is of another kind`,
        );
        claimSignals(
          samples.flatMap(({ signals }) => signals),
          manifest.signals,
        );
        claim(place.world.taken() === before, "looking at samples left something behind");
      },
    ),
    fact("prepare", "preparing an account twice changes nothing more", async ({ place, has }) => {
      await has();
      const before = place.world.taken();
      const failure = await failureOf(has());
      claim(failure === undefined, `the second time fails: ${failure?.message}`);
      claim(place.world.taken() === before, "the second time made something once more");
    }),
    fact(
      "uninstall",
      kit.lacks("uninstall.access")
        ? "what an administrator has to take out of the account is said, and taking out the rest again changes nothing"
        : "a connection is of no use once the app is out of the account",
      async ({ place, has }) => {
        await has();
        const failure = await failureOf(place.session.check());
        if (!kit.lacks("uninstall.access")) {
          claim(failure !== undefined, "the check passes though the app was taken out");
          return;
        }
        claim(failure === undefined, `the access is gone; take "uninstall.access" out of absent`);
        claim(kit.connector.app?.leaves !== undefined, LEAVES);
        const again = await failureOf(has());
        claim(again === undefined, `taking it out again fails: ${again?.message}`);
      },
    ),
  ];
}

function named({ world }: Place): Named {
  const { feed } = world;
  if (feed?.ref === undefined) {
    const example = 'feed: { …, ref: (id) => ({ object: "contact", id }) }';
    throw new ScenarioMissingError("ref(id) in the feed of the world", example);
  }
  const { ref } = feed;
  return { feed, ref: (id) => ref(id) };
}

function claimSignals(signals: readonly Signal[], declared: readonly Signal["type"][]): void {
  for (const signal of signals) {
    const { error } = Signal.safeParse(signal);
    claim(error === undefined, `a signal is none of the contract's: ${error?.message}`);
    claim(declared.includes(signal.type), `declare the signal ${signal.type}`);
  }
}

function claimOnce(names: readonly string[]): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index || name === "");
  claim(twice === undefined, `"${twice}" is there twice, or has no name`);
}
