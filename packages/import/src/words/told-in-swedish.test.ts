import { describe, expect, test } from "vitest";
import { planFiles } from "../mapping/plan-files.ts";
import { readMapping } from "../mapping/read-mapping.ts";
import { RowReader } from "../records/make-rows.ts";
import { fileWith } from "../testing/temporary-folder.ts";

/** Mappings with every kind of mistake there is. */
const BROKEN: readonly string[] = [
  "customers: { id: [",
  "customers: { id: a, id: b }",
  "a: &x [*x, *y]",
  "customers: 3",
  "customers: { id: Nr, fields: {} }",
  "customers: { id: Nr, fields: { name: Namn, colour: Färg } }",
  "customers: { id: Nr, fields: { name: { column: A, template: '{B}' } } }",
  "customers: { id: Nr, fields: { name: {} } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ number: ',', times: 2 }] } } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ otherwise: x, number: ',' }] } } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ phone: se }] } } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ phone: XX }] } } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ date: DD/MM/YY }] } } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ date: YYYY-MM-DD xx }] } } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ plus: { column: B } }] } } }",
  "customers: { id: Nr, fields: { name: { column: A, convert: [{ plus: soon }] } } }",
  "customers: { id: Nr, fields: { name: { field: email }, email: { field: name } } }",
  "customers: { id: Nr, fields: { name: { field: nothing } } }",
  "customers: { id: Nr, when: { is: x }, fields: { name: A } }",
  "customers: { id: Nr, when: { column: A, is: x, isNot: y }, fields: { name: A } }",
  "timeZone: Mars/Phobos",
  "files: { customers: { skipLines: -1 } }",
  "files: { customers: { encoding: ebcdic } }",
];

/** Words that stand in English sentences and in no Swedish one. */
const ENGLISH = /\b(the|is|not|cannot|there|write|this|must|and|or|of|with|add|here)\b/i;

describe("a mapping", () => {
  test.each(BROKEN)("%s has its mistakes told in Swedish, at the same places", (text) => {
    const [en, sv] = [readMapping(text).faults, readMapping(text, "sv").faults];
    expect(sv.length).toBeGreaterThan(0);
    expect(sv.map(({ line, column }) => [line, column])).toEqual(
      en.map(({ line, column }) => [line, column]),
    );
    for (const { message, remedy } of sv) {
      // What people wrote, and keys of the file, are not translated.
      expect(`${message} ${remedy}`.replace(/”[^”]*”|\bis(?=, isNot)/g, "")).not.toMatch(ENGLISH);
    }
  });
});

test("rows that make no record are told in the language of the plan", async () => {
  const path = await fileWith(
    [
      "id,customer_id,kind,product,start,yearly_value,status",
      "a1,k1,fixed,El,2026-13-01,,active",
      "a2,k1,fixed,El,2026-01-01,tolv,active",
      "a3,k1,fixed,El,2026-01-01,,sovande",
      "a4,,fixed,El,2026-01-01,,active",
      "a5,k1,fixed",
      'a6,"k1"x,fixed,El,2026-01-01,,active',
      "a7,k1,fixed,El,2026-01-01,,active",
      "a7,k2,fixed,El,2026-01-01,,active",
    ].join("\n"),
  );
  const importedAt = "2026-03-01T00:00:00.000Z";
  const plans = await planFiles({ files: { agreements: path }, importedAt, locale: "sv" });
  const told: string[] = [];
  for (const plan of plans) {
    for await (const { rejects } of new RowReader().read(plan)) {
      told.push(...rejects.flatMap(({ faults }) => faults.map(({ reason }) => reason)));
    }
  }
  expect(told).toEqual([
    "start: ”2026-13-01” är ingen dag i kalendern",
    "yearlyValue: ”tolv” är inget rent tal; omvandla det med ”number”",
    expect.stringMatching(/^status: ”sovande” är inget av .*; omvandla det med ”values”$/),
    "customerId: värdet saknas, och varje post måste ha ett",
    "raden har 3 värden och rubriken 7",
    "ett värde fortsätter efter sitt avslutande citattecken",
    "avtalet ”a7” finns redan på rad 8, med andra värden; den första gäller",
  ]);
});
