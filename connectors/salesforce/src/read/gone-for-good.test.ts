import { afterEach, describe, expect, test } from "vitest";
import { createOrgTools, type OrgTools } from "../org-tools.ts";
import { SalesforceSettings } from "../salesforce-settings.ts";
import { type SalesforceWorld, salesforceWorld } from "../testing/salesforce-world.ts";
import { type GoneForGood, goneForGood } from "./gone-for-good.ts";

const open: SalesforceWorld[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

interface Purged extends SalesforceWorld {
  readonly tools: OrgTools;
  /** Makes contacts, throws them away and empties the bin. */
  purge(count: number): readonly string[];
}

async function world(): Promise<Purged> {
  const one = await salesforceWorld();
  open.push(one);
  const settings = SalesforceSettings.parse({ orgId: one.org.id, purchases: [] });
  const { clock, client } = one;
  const log = { info() {}, warn() {}, error() {} };
  const context = { clock, log, abort: new AbortController().signal };
  return {
    ...{ ...one, tools: createOrgTools({ client, settings, context }) },
    purge(count) {
      const names = Array.from({ length: count }, (_, n) => ({ LastName: `Berg ${n}` }));
      const ids = one.org.staff.fill("Contact", names);
      for (const id of ids) one.org.staff.delete(id);
      one.org.staff.emptyBin();
      return ids;
    },
  };
}

async function read({ tools }: Purged, until: string): Promise<readonly GoneForGood[]> {
  const pages: GoneForGood[] = [];
  for await (const page of goneForGood(tools, { until, agreements: {} })) pages.push(page);
  return pages;
}

const idsIn = (pages: readonly GoneForGood[]) =>
  pages.flatMap(({ signals }) =>
    signals.flatMap((each) => (each.type === "customer.deleted" ? [each.customerId] : [])),
  );

describe("what was deleted for good", () => {
  test("in great numbers is told page by page, each of which says until when it is known", async () => {
    const of = await world();
    const began = of.clock.now();
    of.wait(60);
    const first = of.purge(1_500);
    of.wait(1_200);
    const second = of.purge(1_500);
    of.wait(3_600);
    const pages = await read(of, began);
    expect(pages.map(({ signals }) => signals.length)).toEqual([2_000, 1_000]);
    expect(new Set(idsIn(pages))).toEqual(new Set([...first, ...second]));
    expect(pages.map(({ until }) => until)).toEqual(["2026-11-22T08:21:00.000Z", of.clock.now()]);
    // Whoever goes on behind the first page misses nothing of the second.
    const rest = new Set(idsIn(await read(of, pages[0]?.until ?? "")));
    expect(second.every((id) => rest.has(id))).toBe(true);
  });

  test("in greater numbers than an answer has is asked for in parts of the time", async () => {
    const of = await world();
    const began = of.clock.now();
    const ids: string[] = [];
    for (let hour = 0; hour < 6; hour += 1) {
      of.wait(3_600);
      ids.push(...of.purge(40));
    }
    of.wait(3_600);
    of.org.mostReplicated = 50;
    expect(new Set(idsIn(await read(of, began)))).toEqual(new Set(ids));
  });

  test("in one minute in greater numbers than an answer has is an error that says so", async () => {
    const of = await world();
    const began = of.clock.now();
    of.wait(60);
    of.purge(40);
    of.wait(3_600);
    of.org.mostReplicated = 30;
    await expect(read(of, began)).rejects.toMatchObject({
      message: expect.stringContaining("EXCEEDED_ID_LIMIT"),
    });
  });
});
