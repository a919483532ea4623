import fc from "fast-check";
import { afterEach, describe, expect, test } from "vitest";
import { parseSoql } from "../testing/parse-soql.ts";
import { type SalesforceWorld, salesforceWorld } from "../testing/salesforce-world.ts";
import { type ObjectPage, readObject } from "./object-changes.ts";

const open: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

async function world(): Promise<SalesforceWorld> {
  const one = await salesforceWorld();
  open.push(one);
  return one;
}

const CONTACTS = { object: "Contact", fields: ["LastName", "HasOptedOutOfEmail", "No_Such__c"] };

/** Reads to the end; `stopAfter` breaks off behind so many pages, as a process that dies does. */
async function read(of: SalesforceWorld, cursor?: string, stopAfter = Number.POSITIVE_INFINITY) {
  const pages: ObjectPage[] = [];
  for await (const page of readObject(of, CONTACTS, cursor)) {
    pages.push(page);
    if (pages.length >= stopAfter) break;
  }
  return {
    pages,
    ids: pages.flatMap(({ records }) => records.map(({ Id }) => Id)),
    gone: pages.flatMap((page) => page.gone.map(({ record: _, ...gone }) => gone)),
    cursor: pages.at(-1)?.cursor ?? "",
  };
}

async function allOf(pages: AsyncIterable<ObjectPage>): Promise<readonly ObjectPage[]> {
  const all: ObjectPage[] = [];
  for await (const page of pages) all.push(page);
  return all;
}

const fill = (of: SalesforceWorld, count: number) =>
  of.org.staff.fill(
    "Contact",
    Array.from({ length: count }, (_, n) => ({ LastName: `Berg ${n}` })),
  );

describe("the first reading", () => {
  test("goes through all by id, without the fields that the org has not", async () => {
    const of = await world();
    fill(of, 4_500);
    const { pages, ids } = await read(of);
    expect([pages.length, new Set(ids).size]).toEqual([3, 4_500]);
    const [first] = pages[0]?.records ?? [];
    expect(Object.keys(first ?? {}).sort()).toEqual([
      ...["HasOptedOutOfEmail", "Id", "LastName", "SystemModstamp", "attributes"],
    ]);
  });

  test("that dies behind a page is gone on with from there by another process", async () => {
    const of = await world();
    fill(of, 4_500);
    const first = await read(of, undefined, 1);
    const rest = await read(of, first.cursor);
    expect(new Set([...first.ids, ...rest.ids]).size).toBe(4_500);
    expect(first.ids.length + rest.ids.length).toBe(4_500);
  });

  test("finds nothing where the object is hidden from us", async () => {
    const of = await world();
    const hidden = { object: "No_Such__c", fields: [] };
    expect((await allOf(readObject(of, hidden))).length).toBe(0);
  });
});

describe("the next readings", () => {
  test("tell what has changed, what is in the bin, and into whom somebody was merged", async () => {
    const of = await world();
    const [anna, eva, kim] = ["Anna", "Eva", "Kim"].map(
      (name) => of.org.staff.create("Contact", { LastName: name }).id,
    );
    of.wait(3_600);
    const { cursor } = await read(of);
    of.wait(3_600);
    of.org.staff.change(anna ?? "", { LastName: "Berg" });
    of.org.staff.delete(eva ?? "");
    of.wait(900);
    const next = await read(of, cursor);
    expect([next.ids, next.gone]).toEqual([[anna], [{ id: eva }]]);
    of.wait(3_600);
    of.org.staff.merge(anna ?? "", kim ?? "");
    const last = await read(of, next.cursor);
    expect(last.ids).toEqual([anna]);
    expect(last.gone).toEqual([{ id: kim, mergedInto: anna }]);
  });

  test("see what a long transaction dated back to before the reading", async () => {
    const of = await world();
    const { id } = of.org.staff.create("Contact", { LastName: "Anna" });
    of.wait(3_600);
    const before = of.clock.now();
    of.wait(300);
    const { cursor } = await read(of, (await read(of)).cursor);
    of.org.staff.inLongTransaction(before, () => of.org.staff.change(id, { LastName: "Berg" }));
    of.wait(60);
    expect((await read(of, cursor)).ids).toEqual([id]);
  });

  test("miss nothing of thousands with one stamp, wherever they break off", async () => {
    const of = await world();
    const first = await read(of);
    of.wait(3_600);
    fill(of, 5_000);
    const whole = new Set((await read(of, first.cursor)).ids);
    expect(whole.size).toBe(5_000);
    let { cursor } = first;
    const seen: string[] = [];
    for (let page = 0; page < 3; page++) {
      const part = await read(of, cursor, 1);
      seen.push(...part.ids);
      cursor = part.cursor;
    }
    expect([seen.length, new Set(seen).size]).toEqual([5_000, 5_000]);
  });

  test("go on when the org has moved to another host in the middle of them", async () => {
    const of = await world();
    const first = await read(of);
    of.wait(3_600);
    fill(of, 4_500);
    const part = await read(of, first.cursor, 1);
    await of.salesforce.move(of.org);
    of.wait(3 * 3_600);
    const rest = await read(of, part.cursor);
    expect(new Set([...part.ids, ...rest.ids]).size).toBe(4_500);
  });

  test("ask nothing that Salesforce's grammar does not know, and refuse a place that is none", async () => {
    const asked: string[] = [];
    const of = await world();
    fill(of, 2_500);
    const client = {
      describe: of.client.describe,
      query: (statement: string, options?: { readonly deleted?: boolean }) => {
        asked.push(statement);
        return of.client.query(statement, options);
      },
    };
    const tools = { client, clock: of.clock };
    const pages = await allOf(readObject(tools, CONTACTS));
    of.wait(60);
    await allOf(readObject(tools, CONTACTS, pages.at(-1)?.cursor));
    expect(asked).toHaveLength(4);
    expect(asked.map((each) => parseSoql(each).errors)).toEqual([[], [], [], []]);
    await fc.assert(
      fc.asyncProperty(fc.string(), async (cursor) => {
        const reading = allOf(readObject(tools, CONTACTS, cursor));
        await expect(reading).rejects.toMatchObject({ kind: "invalid" });
      }),
      { seed: 1, numRuns: 50 },
    );
  });
});
