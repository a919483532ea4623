import { ConnectorError } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { testContext } from "../testing/test-context.ts";
import { type ListPage, type PaginateOptions, paginate } from "./paginate.ts";

const place = { connector: "acme", place: "GET /contacts", context: testContext() };
const ROWS = Array.from({ length: 7 }, (_, index) => ({
  id: index + 1,
  at: Math.floor(index / 3),
}));

async function all<Item, Position>(options: PaginateOptions<Item, Position>): Promise<Item[]> {
  const items: Item[] = [];
  for await (const page of paginate(options)) items.push(...page.items);
  return items;
}

describe("a list is read to its end", () => {
  test("by cursor", async () => {
    const pages: Record<string, ListPage<number, string>> = {
      "": { items: [1, 2], next: "b" },
      b: { items: [3], next: "c" },
      c: { items: [] },
    };
    const read = async (cursor?: string) => pages[cursor ?? ""] ?? { items: [] };
    expect(await all({ ...place, read })).toEqual([1, 2, 3]);
    expect(await all({ ...place, read, from: "b" })).toEqual([3]);
  });

  test("by offset", async () => {
    const read = async (offset = 0) => {
      const items = ROWS.slice(offset, offset + 3);
      return { items, next: items.length < 3 ? undefined : offset + 3 };
    };
    expect(await all({ ...place, read })).toEqual(ROWS);
  });

  test("by the link to the next page", async () => {
    const read = async (link = "/contacts") => {
      const answer =
        link === "/contacts" ? { value: [1], next: "/contacts?skip=1" } : { value: [2] };
      return { items: answer.value, next: "next" in answer ? answer.next : undefined };
    };
    expect(await all({ ...place, read })).toEqual([1, 2]);
  });

  test("by the last key, where many have the same time", async () => {
    const read = async (last = { at: -1, id: 0 }) => {
      const after = ROWS.filter(({ at, id }) => at > last.at || (at === last.at && id > last.id));
      const items = after.slice(0, 2);
      return { items, next: items.at(-1) };
    };
    expect(await all({ ...place, read })).toEqual(ROWS);
  });
});

describe("a list without end", () => {
  test.each([
    ["the same page again", ["a", "a"]],
    ["a page from before", ["a", "b", "c", "a"]],
  ])("is given up at %s, and the place is named", async (_name, cursors) => {
    let reads = 0;
    const read = async () => ({ items: [reads], next: cursors[reads++] ?? "never" });
    const got: number[] = [];
    const reading = async () => {
      for await (const page of paginate({ ...place, read })) got.push(...page.items);
    };
    const error = await reading().catch((reason: unknown) => reason);
    expect(error).toBeInstanceOf(ConnectorError);
    expect(error).toMatchObject({ kind: "unavailable", connector: "acme", maybeDone: false });
    expect(String(error)).toContain("GET /contacts gives the same next page");
    expect(got).toHaveLength(cursors.length);
  });

  test("is recognised where it leads back to where reading began", async () => {
    const read = async () => ({ items: [], next: "start" });
    await expect(all({ ...place, read, from: "start" })).rejects.toThrow("GET /contacts");
  });
});

describe("reading ahead", () => {
  const counting = () => {
    const asked: number[] = [];
    const read = async (page = 0) => {
      asked.push(page);
      return { items: [page], next: page < 3 ? page + 1 : undefined };
    };
    return { asked, read };
  };

  test("asks for one page more than is worked on, and never for two", async () => {
    const { asked, read } = counting();
    for await (const { items } of paginate({ ...place, read, ahead: true })) {
      expect(asked.length).toBe(Math.min((items[0] ?? 0) + 2, 4));
    }
  });

  test("is not done unless asked for", async () => {
    const { asked, read } = counting();
    for await (const { items } of paginate({ ...place, read })) {
      expect(asked.length).toBe((items[0] ?? 0) + 1);
    }
  });

  test("that fails fails when its page is wanted, and tells nobody who has left", async () => {
    const read = (page = 0): Promise<ListPage<number, number>> =>
      page === 0
        ? Promise.resolve({ items: [0], next: 1 })
        : Promise.reject(
            new ConnectorError({ connector: "acme", kind: "unavailable", message: "x" }),
          );
    const got: number[] = [];
    const reading = async () => {
      for await (const { items } of paginate({ ...place, read, ahead: true })) got.push(...items);
    };
    await expect(reading()).rejects.toThrow(ConnectorError);
    expect(got).toEqual([0]);
    for await (const _page of paginate({ ...place, read, ahead: true })) break;
  });
});

test("who leaves ends the request that is under way", async () => {
  const ended: boolean[] = [];
  const read = async (page: number | undefined, signal: AbortSignal) => {
    signal.addEventListener("abort", () => ended.push(true));
    return { items: [page ?? 0], next: (page ?? 0) + 1 };
  };
  for await (const _page of paginate({ ...place, read, ahead: true })) break;
  expect(ended).toEqual([true, true]);
});

test("a session that closes reads no further page", async () => {
  const closing = new AbortController();
  const context = testContext({ abort: closing.signal });
  const read = async (page = 0) => ({ items: [page], next: page + 1 });
  const got: number[] = [];
  const reading = async () => {
    for await (const { items } of paginate({ ...place, context, read, ahead: true })) {
      got.push(...items);
      if (got.length === 2) closing.abort();
    }
  };
  await expect(reading()).rejects.toMatchObject({ kind: "unavailable" });
  expect(got).toEqual([0, 1, 2]);
});
