import { recordingLog } from "@perennial/connector-kit/testing";
import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import type { SalesforceClient } from "../salesforce-client.ts";
import {
  type SalesforceWorld,
  type SalesforceWorldOptions,
  salesforceWorld,
} from "../testing/salesforce-world.ts";
import { type ObjectPage, readObject } from "./object-changes.ts";

const open: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

interface Loading extends SalesforceWorld {
  readonly log: ReturnType<typeof recordingLog>;
  /** Milliseconds that were waited for a job, each time. */
  readonly waits: number[];
  /** Reads on from a cursor, as another process does; to the end, or as far as so many pages. */
  read(options?: ReadOptions): Promise<Reading>;
}

interface ReadOptions {
  readonly from?: string | undefined;
  readonly pages?: number;
  readonly fields?: readonly string[];
  readonly client?: SalesforceClient;
}

interface Reading {
  readonly pages: readonly ObjectPage[];
  readonly names: readonly unknown[];
  readonly cursor: string;
}

const PAGE = 3;

async function loading(options: SalesforceWorldOptions = {}): Promise<Loading> {
  const world = await salesforceWorld(options);
  open.push(world);
  const log = recordingLog();
  const waits: number[] = [];
  return {
    ...{ ...world, log, waits },
    async read({ from, pages: most = Number.POSITIVE_INFINITY, ...of } = {}) {
      const { fields = ["LastName", "Email"], client = world.another() } = of;
      const bulk = {
        ...{ client, log, abort: new AbortController().signal },
        expected: async (object: string) => countOf(world, object),
        async wait(milliseconds: number) {
          waits.push(milliseconds);
          world.wait(milliseconds / 1_000);
        },
      };
      const tools = { client, clock: world.clock, pageSize: PAGE, bulk };
      const pages: ObjectPage[] = [];
      for await (const page of readObject(tools, { object: "Contact", fields }, from)) {
        pages.push(page);
        if (pages.length >= most) break;
      }
      const names = pages.flatMap(({ records }) => records.map(({ LastName }) => LastName));
      return { pages, names, cursor: pages.at(-1)?.cursor ?? from ?? "" };
    },
  };
}

function countOf({ org }: SalesforceWorld, object: string): number {
  const type = org.records.schema.type(object);
  return type === undefined ? 0 : org.records.store(type).size;
}

function contactType({ records }: SalesforceWorld["org"]) {
  const type = records.schema.type("Contact");
  if (type === undefined) throw new Error("the org has no contacts");
  return type;
}

const namesTo = (count: number) => Array.from({ length: count }, (_, n) => `Berg ${n}`);

function fill({ org }: SalesforceWorld, count: number): readonly string[] {
  const names = namesTo(count);
  org.staff.fill(
    "Contact",
    names.map((LastName) => ({ LastName })),
  );
  return names;
}

const jobsOf = ({ org }: SalesforceWorld) => org.bulk.jobs.filter(({ kind }) => kind === "query");

describe("a load by a job", () => {
  test("gives everything page by page, in fewer calls than statements", async () => {
    const of = await loading();
    const names = fill(of, 100);
    const before = of.org.calls.remaining(Date.parse(of.clock.now()));
    const { pages, names: told } = await of.read();
    expect([...told].sort()).toEqual([...names].sort());
    expect(pages.map(({ records }) => records.length).slice(0, 3)).toEqual([0, PAGE, PAGE]);
    // The object's fields, the job, how far it is, and its results in four parts; by statements there were 34.
    expect(before - of.org.calls.remaining(Date.parse(of.clock.now()))).toBe(7);
    expect(jobsOf(of)).toHaveLength(1);
  });

  test("gives records exactly as statements give them, whatever letters are in them", async () => {
    const of = await loading();
    const text = fc.string({ unit: fc.constantFrom(..."aå\"',;\n\r#\\ 雪", "#N/A", '""', "\r\n") });
    const texts = fc.sample(text, { seed: 1, numRuns: 60 });
    of.org.staff.fill(
      "Contact",
      texts.map((Description, n) => ({
        ...{ LastName: `Berg ${n}`, DoNotCall: n % 2 === 0 },
        ...(Description.trim() !== "" && { Description }),
      })),
    );
    const fields = ["LastName", "Description", "DoNotCall", "Email", "CreatedDate", "Birthdate"];
    const whole = (pages: readonly ObjectPage[]) =>
      pages
        .flatMap(({ records }) => records.map(({ attributes: _, ...record }) => record))
        .sort((one, two) => one.Id.localeCompare(two.Id));
    const bulk = whole((await of.read({ fields })).pages);
    const load = JSON.stringify({ phase: "load", begun: of.clock.now(), after: null });
    expect(bulk).toEqual(whole((await of.read({ fields, from: load })).pages));
    expect(bulk).toHaveLength(60);
  });

  test("goes on with the same job wherever a process died, and tells nothing twice", async () => {
    const of = await loading();
    const names = fill(of, 70);
    const seen: unknown[] = [];
    let cursor: string | undefined;
    for (;;) {
      const { pages, names: told, cursor: next } = await of.read({ from: cursor, pages: 1 });
      seen.push(...told);
      cursor = next;
      if (pages[0]?.isLast !== false) break;
    }
    expect([...seen].sort()).toEqual([...names].sort());
    expect(jobsOf(of)).toHaveLength(1);
  });

  test("misses nothing that changes, comes or goes between the job and what is read next", async () => {
    const of = await loading();
    fill(of, 40);
    of.org.bulk.waitSeconds = 3_600;
    const first = await of.read({ pages: 1 });
    const [change, drop, later] = await idsOf(of);
    // Before the job has read anything, and after it.
    of.org.staff.change(change ?? "", { LastName: "Before" });
    of.wait(4_000);
    const half = await of.read({ from: first.cursor, pages: 3 });
    of.org.staff.change(later ?? "", { LastName: "After" });
    of.org.staff.delete(drop ?? "");
    of.org.staff.create("Contact", { LastName: "New" });
    of.wait(1_200);
    const rest = await of.read({ from: half.cursor });
    of.wait(60);
    const next = await of.read({ from: rest.cursor });
    expect(next.names).toEqual(expect.arrayContaining(["Before", "After", "New"]));
    expect(next.pages.flatMap(({ gone }) => gone.map(({ id }) => id))).toEqual([drop]);
  });

  test("waits for Salesforce, some minutes at most, and takes the job up again afterwards", async () => {
    const of = await loading();
    fill(of, 40);
    of.org.bulk.waitSeconds = 900;
    const begun = await of.read({ pages: 1 });
    await expect(of.read({ from: begun.cursor })).rejects.toMatchObject({
      ...{ kind: "unavailable", retryAfter: 300_000 },
      message: expect.stringContaining("still at work"),
    });
    expect(of.waits.slice(0, 6)).toEqual([1_000, 2_000, 4_000, 8_000, 15_000, 30_000]);
    of.wait(900);
    expect((await of.read({ from: begun.cursor })).names).toHaveLength(40);
    expect(jobsOf(of)).toHaveLength(1);
  });

  test("begins anew where other fields are wanted than the job was asked for", async () => {
    const of = await loading();
    fill(of, 40);
    const half = await of.read({ pages: 4 });
    const fields = ["LastName", "Phone"];
    const { pages } = await of.read({ from: half.cursor, fields });
    const records = pages.flatMap((page) => page.records);
    expect([records.length, Object.hasOwn(records[0] ?? {}, "Phone")]).toEqual([40, true]);
    expect(jobsOf(of)).toHaveLength(2);
  });

  test("takes a table that was cut off for an error and not for the end", async () => {
    const of = await loading();
    fill(of, 40);
    const whole = of.another();
    const cut = (text: string): SalesforceClient => ({
      ...whole,
      async request(options) {
        const answer = await whole.request(options);
        return options.path?.at(-1) === "results" ? { ...answer, text } : answer;
      },
    });
    for (const text of ['"Id","LastName"\n"003000000000001AAA","Be', "<html></html>", ""]) {
      const reading = of.read({ client: cut(text) });
      await expect(reading).rejects.toMatchObject({ kind: "unavailable" });
    }
  });
});

type Doing = "create" | "change" | "delete" | "undelete" | "wait";

/** Somebody works in the org while it is read. */
function work({ org, wait }: SalesforceWorld, doing: Doing, which: number): void {
  const ids = [...org.records.store(contactType(org)).all()].map(({ id }) => id);
  const id = ids[which % Math.max(1, ids.length)] ?? "";
  const isBinned = org.staff.look(id)?.values.IsDeleted === true;
  if (doing === "create") org.staff.create("Contact", { LastName: `New ${which}` });
  if (doing === "change" && !isBinned) org.staff.change(id, { LastName: `Changed ${which}` });
  if (doing === "delete" && !isBinned) org.staff.delete(id);
  if (doing === "undelete" && isBinned) org.staff.undelete(id);
  if (doing === "wait") wait(which);
}

test("whatever happens in the org while it is loaded, and wherever processes die, nobody is missing or left over", async () => {
  const doings = fc.array(
    fc.record({
      doing: fc.constantFrom<Doing>("create", "change", "delete", "undelete", "wait"),
      which: fc.nat(900),
    }),
    { minLength: 5, maxLength: 40 },
  );
  await fc.assert(
    fc.asyncProperty(doings, fc.nat(120), async (all, waitSeconds) => {
      const of = await loading();
      fill(of, 30);
      of.org.bulk.waitSeconds = waitSeconds;
      const mirror = new Map<string, unknown>();
      const take = async (from: string | undefined, pages?: number) => {
        const told = await of.read({ from, ...(pages !== undefined && { pages }) });
        for (const page of told.pages) {
          for (const { Id, LastName } of page.records) mirror.set(Id, LastName);
          for (const { id } of page.gone) mirror.delete(id);
        }
        return told.cursor;
      };
      let cursor = await take(undefined, 1);
      for (const { doing, which } of all) {
        work(of, doing, which);
        cursor = await take(cursor, 1);
      }
      cursor = await take(cursor);
      of.wait(60);
      await take(cursor);
      const there = [...of.org.records.store(contactType(of.org)).all()].filter(
        ({ values }) => values.IsDeleted !== true,
      );
      expect([...mirror].sort()).toEqual(
        there.map(({ id, values }) => [id, values.LastName]).sort(),
      );
    }),
    { seed: 1, numRuns: 15 },
  );
});

describe("all is read by statements", () => {
  test("where the object is small", async () => {
    const of = await loading();
    expect((await of.read()).names).toEqual([]);
    fill(of, 15);
    expect((await of.read()).names).toHaveLength(15);
    expect(jobsOf(of)).toEqual([]);
  });

  test("where the edition has no Bulk API", async () => {
    const of = await loading({ org: { edition: "Professional", hasApi: true } });
    fill(of, 40);
    expect((await of.read()).names).toHaveLength(40);
    expect(of.log.lines.join()).toContain("Async API not enabled");
  });

  test("where the day's jobs are used up, and nobody else has to wait for that", async () => {
    const of = await loading();
    fill(of, 40);
    while (of.org.bulk.queries.admit(Date.parse(of.clock.now())));
    expect((await of.read()).names).toHaveLength(40);
    expect(of.log.lines.join()).toContain("DailyBulkV2QueryJobs Limit exceeded.");
    expect(of.limiter.drained).toEqual([]);
  });

  test.each([
    ["fails", (of: Loading) => of.org.bulk.failures.push("QUERY_TIMEOUT: took too long")],
    [
      "is ended in the org",
      ({ org }: Loading) => {
        for (const job of org.bulk.jobs) job.state = "Aborted";
      },
    ],
    ["is forgotten", (of: Loading) => of.wait(8 * 86_400)],
  ])("where a job %s", async (_, happen) => {
    const of = await loading();
    fill(of, 40);
    of.org.bulk.waitSeconds = 60;
    const begun = await of.read({ pages: 1 });
    happen(of);
    of.wait(120);
    const { names, cursor } = await of.read({ from: begun.cursor });
    expect([new Set(names).size, jobsOf(of).length <= 1]).toEqual([40, true]);
    expect(of.log.lines.join()).toContain("loaded by statements, not by a bulk job");
    of.org.staff.create("Contact", { LastName: "New" });
    expect((await of.read({ from: cursor })).names).toContain("New");
  });

  test("where a job's results are gone behind the first of them", async () => {
    const of = await loading();
    fill(of, 70);
    const some = await of.read({ pages: 5 });
    of.wait(8 * 86_400);
    const { names } = await of.read({ from: some.cursor });
    expect(new Set([...some.names, ...names]).size).toBe(70);
  });

  test("where a job is not begun for an hour, and the job is ended", async () => {
    const of = await loading();
    fill(of, 40);
    of.org.bulk.waitSeconds = 86_400;
    const begun = await of.read({ pages: 1 });
    of.wait(3_700);
    expect((await of.read({ from: begun.cursor })).names).toHaveLength(40);
    expect(jobsOf(of).map(({ state }) => state)).toEqual(["Aborted"]);
  });
});

async function idsOf(of: SalesforceWorld): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const page of of.client.query("SELECT Id FROM Contact ORDER BY Id")) {
    ids.push(...page.map(({ Id }) => Id));
  }
  return ids;
}
