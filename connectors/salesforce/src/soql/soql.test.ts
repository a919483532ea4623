import { ConnectorError } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { parseSoql } from "../testing/parse-soql.ts";
import { type SoqlCondition, type SoqlQuery, soql } from "./soql.ts";
import type { SoqlValue } from "./soql-value.ts";

const CONTACTS = { select: ["Id", "Account.Name"], from: "Contact" } as const;
const where = (condition: SoqlCondition): SoqlQuery => ({ ...CONTACTS, where: condition });
const is = (value: SoqlValue): SoqlQuery => where({ field: "LastName", is: "=", value });

function refusal(query: SoqlQuery): string {
  try {
    return `taken: ${soql(query)}`;
  } catch (error) {
    if (error instanceof ConnectorError) return `${error.kind}: ${error.message}`;
    throw error;
  }
}

describe("a statement", () => {
  test("is written out of its parts", () => {
    const statement = soql({
      ...CONTACTS,
      where: {
        all: [
          { field: "SystemModstamp", is: ">=", value: { moment: "2026-03-02T08:00:00.123Z" } },
          { field: "Birthdate", is: "<", value: { date: "1990-01-31" } },
          { any: [{ field: "HasOptedOutOfEmail", is: "=", value: false }] },
          { field: "Id", in: [{ id: "0035g00000AbCdE" }, { id: "0035g00000AbCdEAAA" }] },
          { field: "LastName", contains: "50 %_'\\" },
          { field: "Score__c", is: "!=", value: -1e21 },
        ],
      },
      orderBy: ["SystemModstamp", "Id"],
      limit: 2_000,
    });
    expect(statement).toBe(
      "SELECT Id, Account.Name FROM Contact WHERE (SystemModstamp >= 2026-03-02T08:00:00Z" +
        " AND Birthdate < 1990-01-31 AND HasOptedOutOfEmail = false" +
        " AND Id IN ('0035g00000AbCdE', '0035g00000AbCdEAAA')" +
        " AND LastName LIKE '%50 \\%\\_\\'\\\\%' AND Score__c != -1000000000000000000000)" +
        " ORDER BY SystemModstamp, Id LIMIT 2000",
    );
    expect(parseSoql(statement).errors).toEqual([]);
  });

  test.each<[string, SoqlQuery]>([
    ["a list that is empty", where({ field: "Id", in: [] })],
    ["a group that is empty", where({ all: [] })],
    ["no fields", { ...CONTACTS, select: [] }],
    ["an id that is none", is({ id: "003' OR Name != '" })],
    ["a date that is none", is({ date: "2026-02-32 OR 1=1" })],
    ["a day that no month has", is({ date: "2026-02-30" })],
    ["a moment that is none", is({ moment: "now" })],
    ["a moment without a zone", is({ moment: "2026-03-02T08:00" })],
    ["a number with too many digits", is(1e-25)],
    ["no number", is(Number.NaN)],
    ["half a record", { ...CONTACTS, limit: 0.5 }],
    ["a name that is none", { ...CONTACTS, from: "Contact WHERE Id != null" }],
    ["a field that is none", { ...CONTACTS, select: ["(SELECT Id FROM Tasks)"] }],
  ])("of %s is refused, and asks for nothing", (_name, query) => {
    expect(refusal(query)).toMatch(/^invalid: /);
  });
});

/** What somebody may put into a name, an id or a search. */
const hostile = fc.oneof(
  fc.string({ unit: "binary", maxLength: 60 }),
  fc
    .array(
      fc.constantFrom(
        ...["'", "\\", "\\'", "%", "_", "\n", "\r", "\t", "\b", "\f", ")", "(", "--", "/*", ";"],
        ...[" OR Name != ", " LIMIT 1 ", "\u2028", "\u0000", ":x", "{0}", "å", "𝒜"],
      ),
      { maxLength: 12 },
    )
    .map((parts) => parts.join("")),
);

describe("whatever is put into it", () => {
  const plain = parseSoql(soql(is("Berg"))).shape;
  const pattern = parseSoql(soql(where({ field: "LastName", contains: "Berg" }))).shape;
  const list = parseSoql(soql(where({ field: "LastName", in: ["Berg", "Ek"] }))).shape;

  test("a thousand hostile texts never change what a statement asks", () => {
    fc.assert(
      fc.property(hostile, (text) => {
        const statements = [
          [soql(is(text)), plain],
          [soql(where({ field: "LastName", contains: text })), pattern],
          [soql(where({ field: "LastName", in: [text, text] })), list],
        ] as const;
        for (const [statement, shape] of statements) {
          const read = parseSoql(statement);
          expect(read.errors, statement).toEqual([]);
          expect(read.shape, statement).toEqual(shape);
        }
      }),
      { seed: 20261123, numRuns: 1_000 },
    );
  });

  test("a thousand hostile names and ids are refused, or are names and ids", () => {
    const own = parseSoql(soql({ select: ["Id"], from: "Contact" })).shape;
    const byId = parseSoql(soql(is({ id: "0035g00000AbCdE" }))).shape;
    fc.assert(
      fc.property(hostile, (text) => {
        const asName = refusal({ select: ["Id"], from: text });
        const asId = refusal(is({ id: text }));
        if (asName.startsWith("taken: ")) {
          expect(parseSoql(asName.slice("taken: ".length)).shape).toEqual(own);
        }
        if (asId.startsWith("taken: ")) {
          expect(parseSoql(asId.slice("taken: ".length)).shape).toEqual(byId);
        }
      }),
      { seed: 20261123, numRuns: 1_000 },
    );
  });
});
