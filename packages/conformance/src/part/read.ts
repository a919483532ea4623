import { type ChangePage, Signal } from "@perennial/contract";
import { meet } from "../case/attempt.ts";
import type { Case } from "../case/case.ts";
import { claim } from "../case/conformance-error.ts";
import { failureOf, type Kit } from "../case/place.ts";
import { aboutOf, idsOf, type Reading, readable, readPages, recordsOf } from "../case/reading.ts";

/** Changes come once each, in order, and reading can be broken off and taken up anywhere. */
export function readCases(kit: Kit): readonly Case[] {
  const { manifest } = kit.connector;
  const fact = (name: string, check: (reading: Reading) => Promise<void>): Case => ({
    part: "read",
    name,
    run: () => readable(kit, check),
  });
  if (!manifest.capabilities.includes("changes.read")) {
    const name = "what is not declared is not there";
    const run = () =>
      kit.inWorld(async ({ session }) =>
        claim(session.changesSince === undefined, "there is changesSince; declare changes.read"),
      );
    return [{ part: "read", name, run }];
  }
  const tellsDeletions =
    manifest.signals.includes("customer.deleted") && !kit.lacks("read.deletion");
  return [
    fact("a first load gives every record, in order", async (reading) => {
      const added = await reading.feed.add(5);
      const told = recordsOf(await readPages(reading, undefined)).filter((id) =>
        added.includes(id),
      );
      claim(told.join() === added.join(), `added were ${added.join()}, told are ${told.join()}`);
    }),
    fact("every signal is one of the contract's, and declared", async (reading) => {
      await reading.feed.add(3);
      for (const signal of (await readPages(reading, undefined)).flatMap((page) => page.signals)) {
        const { error } = Signal.safeParse(signal);
        claim(error === undefined, `a signal of the feed is none: ${error?.message}`);
        claim(manifest.signals.includes(signal.type), `declare the signal ${signal.type}`);
      }
    }),
    fact("an increment gives what has changed since, and nothing else", async (reading) => {
      const [first = "", second] = await reading.feed.add(3);
      const cursor = lastCursor(await readPages(reading, undefined), undefined);
      const quiet = recordsOf(await readPages(reading, cursor));
      claim(quiet.length === 0, `nothing has changed, and yet ${quiet.join()} is told`);
      reading.later();
      await reading.feed.change(first);
      const told = recordsOf(await readPages(reading, cursor));
      claim(told.includes(first), "a changed record is not told");
      claim(second === undefined || !told.includes(second), "a record that did not change is told");
    }),
    fact("a record with the same moment as the last one read is not lost", async (reading) => {
      await reading.feed.add(3);
      const cursor = lastCursor(await readPages(reading, undefined), undefined);
      const [late = ""] = await reading.feed.add(1);
      const told = recordsOf(await readPages(reading, cursor));
      claim(told.includes(late), "a record of the very moment the cursor stands at is lost");
    }),
    fact("a crash between a page and its cursor loses nothing", async (reading) => {
      const added = await reading.feed.add(5);
      const [first] = await readPages(reading, undefined, 1);
      const pages = await readPages(reading, undefined);
      claim(
        first !== undefined && pages.length > 1,
        "let a page of the world hold two records at most",
      );
      const repeated = idsOf([first]).every((id) => idsOf(pages).includes(id));
      claim(
        repeated,
        "a page whose cursor was never kept is not told again under the same signal ids",
      );
      const rest = await readPages(reading, first.cursor);
      const told = new Set(recordsOf([first, ...rest]));
      const lost = added.filter((id) => !told.has(id));
      claim(lost.length === 0, `going on from the first page's cursor loses ${lost.join()}`);
    }),
    fact("a page's cursor stands right behind that page", async (reading) => {
      await reading.feed.add(5);
      const [first, second] = await readPages(reading, undefined);
      claim(
        first !== undefined && second !== undefined,
        "let a page of the world hold two records",
      );
      const rest = await readPages(reading, first.cursor);
      const again = idsOf(rest).filter((id) => idsOf([first]).includes(id));
      claim(again.length === 0, "the first page's cursor leads to the first page again");
    }),
    fact("a cursor may be used again", async (reading) => {
      await reading.feed.add(2);
      const cursor = lastCursor(await readPages(reading, undefined), undefined);
      reading.later();
      await reading.feed.add(2);
      const [once, twice] = [await readPages(reading, cursor), await readPages(reading, cursor)];
      claim(
        idsOf(once).join() === idsOf(twice).join(),
        "the same cursor used again gives something else",
      );
    }),
    fact("a reading that breaks is an error and not an end", async (reading) => {
      await reading.feed.add(5);
      const pages = reading.changesSince(undefined)[Symbol.asyncIterator]();
      await pages.next();
      await meet(reading.place, "server-error");
      const failure = await failureOf(pages.next());
      claim(
        failure !== undefined,
        "the second page fails, and yet the reading goes on or ends well",
      );
    }),
    fact("a page of HTML is an error and not an end", async (reading) => {
      await meet(reading.place, "html");
      const failure = await failureOf(readPages(reading, undefined));
      claim(failure !== undefined, "a page of HTML is read as an empty feed");
    }),
    ...(tellsDeletions ? deletions(fact) : []),
  ];
}

function deletions(fact: (name: string, check: (reading: Reading) => Promise<void>) => Case) {
  return [
    fact("a deleted customer is told", async (reading) => {
      const [gone = ""] = await reading.feed.add(2);
      const cursor = lastCursor(await readPages(reading, undefined), undefined);
      reading.later();
      await reading.remove(gone);
      claimDeleted(await readPages(reading, cursor), gone);
    }),
    fact("of two customers merged it is told which is gone and which stays", async (reading) => {
      const [gone = "", stays = ""] = await reading.feed.add(2);
      const cursor = lastCursor(await readPages(reading, undefined), undefined);
      reading.later();
      await reading.merge(gone, stays);
      const signals = (await readPages(reading, cursor)).flatMap((page) => page.signals);
      const isMerged = signals.some(
        (signal) =>
          signal.type === "customer.merged" && signal.customerId === gone && signal.into === stays,
      );
      if (isMerged) return;
      const isGone = signals.some(
        (signal) => signal.type === "customer.deleted" && signal.customerId === gone,
      );
      const isChanged = signals.some(
        (signal) => signal.type === "customer.changed" && aboutOf(signal) === stays,
      );
      claim(
        isGone && isChanged,
        `${gone} was merged into ${stays}; tell customer.merged, or customer.deleted of ${gone} and customer.changed of ${stays}`,
      );
    }),
  ];
}

function claimDeleted(pages: readonly ChangePage[], id: string): void {
  const told = pages
    .flatMap(({ signals }) => signals)
    .some((signal) => signal.type === "customer.deleted" && signal.customerId === id);
  claim(told, `${id} is gone; tell customer.deleted of it`);
}

function lastCursor(pages: readonly ChangePage[], from: string | undefined): string | undefined {
  return pages.at(-1)?.cursor ?? from;
}
