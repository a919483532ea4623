import fc from "fast-check";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { below, type Connected, connectedDataverse, enc } from "../testing/connected-dataverse.ts";

describe("pages", () => {
  let it: Connected;
  beforeEach(async () => {
    it = await connectedDataverse();
    it.org.staff.fill(
      "contact",
      Array.from({ length: 7 }, (_one, n) => ({ lastname: `P${6 - n}` })),
    );
  });
  afterEach(() => it.stop());
  const prefer = { prefer: "odata.maxpagesize=3" };

  async function pages(
    path: string,
    headers: Record<string, string> = prefer,
  ): Promise<string[][]> {
    const found: string[][] = [];
    for (let next: string | undefined = path; next !== undefined; ) {
      const { body } = await it.api("GET", next, { headers });
      const rows: { lastname: string }[] = Array.isArray(body.value) ? body.value : [];
      found.push(rows.map(({ lastname }) => lastname));
      next = body["@odata.nextLink"] === undefined ? undefined : below(body["@odata.nextLink"]);
    }
    return found;
  }

  test("pages follow each other by links with a cookie, in any order, also while rows come and go", async () => {
    expect(await pages("contacts?$select=lastname")).toEqual([
      ["P6", "P5", "P4"],
      ["P3", "P2", "P1"],
      ["P0"],
    ]);
    const first = await it.api("GET", "contacts?$select=lastname&$orderby=lastname", {
      headers: prefer,
    });
    const link = String(first.body["@odata.nextLink"]);
    expect(link).toContain(
      "$skiptoken=%3Ccookie%20pagenumber%3D%222%22%20pagingcookie%3D%22%25253Ccookie",
    );
    const [gone] = await it.rows(`contacts?$filter=${enc("lastname eq 'P2'")}`);
    it.org.staff.remove("contact", String(gone?.contactid));
    it.org.staff.create("contact", { lastname: "P0a" });
    expect(await pages(below(link))).toEqual([["P3", "P4", "P5"], ["P6"]]);
  });

  test("a link that was written by hand is refused", async () => {
    const answer = await it.api("GET", `contacts?$skiptoken=${enc("<cookie pagenumber='2' />")}`);
    expect(answer.text).toContain("Malformed XML in the Paging Cookie");
  });

  test("$top has one page, whatever size is preferred, and $count counts all", async () => {
    const { body } = await it.api("GET", "contacts?$select=lastname&$top=5&$count=true", {
      headers: prefer,
    });
    expect(body["@odata.count"]).toBe(7);
    expect(body.value).toHaveLength(5);
    expect(body).not.toHaveProperty(["@odata.nextLink"]);
  });

  test("100,000 rows are there at once, to be listed and tracked", async () => {
    function* rows() {
      for (let n = 0; n < 100_000; n += 1) yield { firstname: "Anna", lastname: `Berg ${n}` };
    }
    it.org.staff.fill("contact", rows());
    const headers = { prefer: "odata.track-changes,odata.maxpagesize=5000" };
    let count = 0;
    let next: string | undefined = "contacts?$select=lastname";
    while (next !== undefined) {
      const { body }: Awaited<ReturnType<Connected["api"]>> = await it.api("GET", next, {
        headers,
      });
      count += Array.isArray(body.value) ? body.value.length : 0;
      next = body["@odata.nextLink"] === undefined ? undefined : below(body["@odata.nextLink"]);
    }
    expect(count).toBe(100_007);
    const filter = enc("lastname eq 'Berg 99999'");
    expect(await it.rows(`contacts?$select=lastname&$filter=${filter}`)).toHaveLength(1);
  });

  test("5000 rows are a page, and no more are counted", async () => {
    it.org.staff.fill(
      "contact",
      Array.from({ length: 5000 }, () => ({ lastname: "Q" })),
    );
    const all = await pages("contacts?$select=lastname&$count=true", {});
    expect(all.map((page) => page.length)).toEqual([5000, 7]);
    expect((await it.api("GET", "contacts/$count")).text).toBe("5000");
  });
});

describe("what is written in names, addresses and filters", () => {
  let it: Connected;
  beforeAll(async () => {
    it = await connectedDataverse();
  });
  afterAll(() => it.stop());

  const piece = fc.constantFrom(
    "+",
    "&",
    "#",
    "'",
    "%",
    "%20",
    "?",
    "/",
    "=",
    '"',
    "\\",
    "å",
    "https://x.example/a?b=c&d",
    " ",
    "a",
    "B7",
    "(",
    ")",
    ",",
    ";",
    "@",
    "$",
  );
  const words = fc
    .array(piece, { minLength: 1, maxLength: 6 })
    .map((parts) => parts.join(""))
    .filter((text) => text.trim() === text && text !== "");

  test("arrives intact when encoded, and finds exactly its own row", async () => {
    await fc.assert(
      fc.asyncProperty(words, async (text) => {
        const made = await it.api("POST", "contacts", {
          body: { lastname: text, websiteurl: text },
        });
        expect(made.status).toBe(204);
        const filter = `lastname eq '${text.replaceAll("'", "''")}' and contains(websiteurl,'${text.replaceAll("'", "''").replace(/[%_[]/g, "[$&]")}')`;
        const rows = await it.rows(`contacts?$select=lastname,websiteurl&$filter=${enc(filter)}`);
        expect(rows.length).toBeGreaterThan(0);
        for (const row of rows) expect(row).toMatchObject({ lastname: text, websiteurl: text });
      }),
      { seed: 7, numRuns: 150 },
    );
  });

  test("is cut, changed or refused when not encoded", async () => {
    const { staff } = it.org;
    for (const lastname of ["x&y", "x#y", "x+y", "x%41y", "x y"])
      staff.create("contact", { lastname });
    const found = async (text: string) => {
      const { status, body } = await it.api(
        "GET",
        `contacts?$select=lastname&$filter=lastname eq '${text}'`,
      );
      return status === 200 && Array.isArray(body.value)
        ? body.value.map((row) => row.lastname)
        : status;
    };
    expect(await found("x&y")).toBe(400);
    expect(await found("x#y")).toBe(400);
    expect(await found("x+y")).toEqual(["x y"]);
    expect(await found("x%41y")).toEqual([]);
    expect(await found("x%2541y")).toEqual(["x%41y"]);
  });
});
