import fc from "fast-check";
import { expect, test } from "vitest";
import { isForBulk, recordsIn } from "./bulk-record.ts";
import { csvRows } from "./csv-rows.ts";

const ID = "003Qz0000000001AAA";
const FIELDS = [
  ...[
    { name: "Id", type: "id" },
    { name: "LastName", type: "string" },
  ],
  ...[
    { name: "DoNotCall", type: "boolean" },
    { name: "Score__c", type: "double" },
  ],
  ...[
    { name: "Birthdate", type: "date" },
    { name: "SystemModstamp", type: "datetime" },
  ],
];

test("a table is read cell by cell, whichever way its lines end", () => {
  const rows: readonly (readonly [string, readonly (readonly string[])[]])[] = [
    ["", []],
    ['"a","b"\n', [["a", "b"]]],
    [
      '"a","b"\r\n"c","d"',
      [
        ["a", "b"],
        ["c", "d"],
      ],
    ],
    [
      "a,\n,b\n",
      [
        ["a", ""],
        ["", "b"],
      ],
    ],
    ["a,", [["a", ""]]],
    ['"say ""hej"",\nor not","\r\n"\n', [['say "hej",\nor not', "\r\n"]]],
  ];
  for (const [text, expected] of rows) expect([...csvRows(text)]).toEqual(expected);
});

test("whatever letters stand in cells, they come back as they were", () => {
  const cell = fc.string({ unit: "binary", maxLength: 12 });
  fc.assert(
    fc.property(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        const lines = rows.map((row) =>
          row.map((one) => `"${one.replaceAll('"', '""')}"`).join(","),
        );
        for (const end of ["\n", "\r\n"]) expect([...csvRows(lines.join(end))]).toEqual(rows);
      },
    ),
    { seed: 1 },
  );
});

test("a table that ends in the middle of a cell is no table", () => {
  for (const text of ['"a","b', '"a"b,"c"\n'])
    expect(() => [...csvRows(text)]).toThrow(/asked for again/);
});

test("a record has the values that a query gives, also in other columns than were asked for", () => {
  const text = [
    '"Id","LASTNAME","DoNotCall","Score__c","Birthdate","SystemModstamp","Other__c"',
    `"${ID}","Berg","true","1.5E3","1980-01-31","2026-11-22T08:00:00.000Z","1"`,
    `"${ID}","","false","","",""," "`,
  ].join("\n");
  expect([...recordsIn(text, FIELDS)]).toEqual([
    {
      ...{ Id: ID, LastName: "Berg", DoNotCall: true, Score__c: 1_500, Birthdate: "1980-01-31" },
      ...{ SystemModstamp: "2026-11-22T08:00:00.000+0000", Other__c: "1" },
    },
    {
      ...{ Id: ID, LastName: null, DoNotCall: false, Score__c: null, Birthdate: null },
      ...{ SystemModstamp: null, Other__c: " " },
    },
  ]);
});

test("a row that is no record is refused", () => {
  for (const text of ['"LastName"\n"Berg"', `"Id","LastName"\n"${ID}"`])
    expect(() => [...recordsIn(text, FIELDS)]).toThrow(/is no record/);
});

test("fields that are made of others are for no job", () => {
  expect(["string", "address", "location", "base64"].map((type) => isForBulk({ type }))).toEqual([
    ...[true, false, false, false],
  ]);
});
