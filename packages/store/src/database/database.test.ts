import fc from "fast-check";
import { sql } from "kysely";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { DatabaseError } from "./database-error.ts";
import { json, keepable } from "./json.ts";
import { parseInstant } from "./parse-instant.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

const value = async (text: string) =>
  (await sql<{ value: unknown }>`select ${sql.raw(text)} as value`.execute(database.db)).rows[0]
    ?.value;
const zones = ["UTC", "Europe/Stockholm", "Asia/Kathmandu", "America/St_Johns", "Pacific/Apia"];

/** How a moment is written in a zone, and how it is read then. */
async function written(moments: readonly string[], zone: string) {
  return database.db.connection().execute(async (db) => {
    await sql`select set_config('timezone', ${zone}, false)`.execute(db);
    const rows = await sql<{ at: string; text: string }>`
      select m::timestamptz as at, m::timestamptz::text as text from unnest(${moments}::text[]) m`.execute(
      db,
    );
    await sql`reset timezone`.execute(db);
    return rows.rows;
  });
}

describe("a moment", () => {
  it("is read as it was written, in every zone", async () => {
    const moment = fc
      .date({ min: new Date("0002-01-01"), max: new Date("9999-12-29"), noInvalidDate: true })
      .map((date) => date.toISOString());
    for (const zone of zones) {
      const moments = fc.sample(moment, { seed: 20_261_122, numRuns: 300 });
      const read = await written(moments, zone);
      expect(read.map(({ at }) => at)).toEqual(moments);
    }
  });

  it("of a time when zones had seconds is read, too", async () => {
    const [read] = await written(["1850-06-01T12:00:00.000Z"], "Europe/Stockholm");
    expect(read?.text).toMatch(/\+\d\d:\d\d:\d\d$/);
    expect(read?.at).toBe("1850-06-01T12:00:00.000Z");
    expect(parseInstant("1850-06-01 08:28:00-03:32")).toBe("1850-06-01T12:00:00.000Z");
  });

  it("loses its microseconds", async () => {
    expect(await value("timestamptz '2026-03-01 08:00:00.123999+00'")).toBe(
      "2026-03-01T08:00:00.123Z",
    );
    expect(parseInstant("2026-03-01 08:00:00.5+00")).toBe("2026-03-01T08:00:00.500Z");
  });

  it("for ever, or from before everything, becomes the last or the first that has a date everywhere", async () => {
    expect(await value("timestamptz 'infinity'")).toBe("9999-12-30T00:00:00.000Z");
    expect(await value("timestamptz '-infinity'")).toBe("0001-01-02T00:00:00.000Z");
    expect(await value("timestamptz '12345-01-01 00:00:00+00'")).toBe("9999-12-30T00:00:00.000Z");
    expect(await value("timestamptz '0044-03-15 12:00:00+00 BC'")).toBe("0001-01-02T00:00:00.000Z");
    expect(await value("timestamptz '9999-12-31 23:59:59+00'")).toBe("9999-12-30T00:00:00.000Z");
  });

  it("in another style than ISO is refused rather than misread", () => {
    expect(() => parseInstant("03/01/2026 08:00:00 UTC")).toThrow(/datestyle/);
    expect(() => parseInstant("")).toThrow(DatabaseError);
  });
});

describe("other values", () => {
  it("a date stays the text it is", async () => {
    expect(await value("date '2024-02-29'")).toBe("2024-02-29");
  });

  it("a whole number is a number, up to the largest that is exact", async () => {
    expect(await value("9007199254740991::bigint")).toBe(Number.MAX_SAFE_INTEGER);
    expect(await value("-9007199254740991::bigint")).toBe(Number.MIN_SAFE_INTEGER);
    await expect(value("9007199254740993::bigint")).rejects.toThrow(/larger than 2\^53/);
    await expect(value("9223372036854775807::bigint")).rejects.toThrow(DatabaseError);
  });

  it("a sum is a number", async () => {
    expect(await value("(select sum(x) from (values (1::bigint), (2)) v(x))")).toBe(3);
    expect(await value("12.5::numeric")).toBe(12.5);
  });
});

describe("texts that PostgreSQL keeps in no column", () => {
  const text = fc.string({
    unit: fc.constantFrom("a", "å", "\0", "\ud800", "\udc00", "😀", "\\", "u0000", '"'),
  });

  it("lose the character 0 and the halves of a pair, and nothing else", () => {
    const property = fc.property(text, (each) => {
      const kept = keepable(each);
      expect(kept).not.toMatch(/\0/);
      expect(kept.isWellFormed()).toBe(true);
      if (!/\0/.test(each) && each.isWellFormed()) expect(kept).toBe(each);
      expect(JSON.parse(json({ [each]: [each, { deep: each }] }))).toEqual({
        [kept]: [kept, { deep: kept }],
      });
    });
    fc.assert(property, { seed: 20_261_122, numRuns: 500 });
  });

  it("are kept as JSON whatever they hold", async () => {
    const texts = fc.sample(text, { seed: 7, numRuns: 200 });
    const { rows } = await sql<{ value: string[] }>`select ${json(texts)}::jsonb as value`.execute(
      database.db,
    );
    expect(rows[0]?.value).toEqual(texts.map(keepable));
  });
});
