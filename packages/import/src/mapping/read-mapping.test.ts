import { expect, test } from "vitest";
import { fileWith } from "../testing/temporary-folder.ts";
import { readMapping, readMappingFile } from "./read-mapping.ts";

const faultsOf = (text: string) =>
  readMapping(text).faults.map(
    ({ line, column, message, remedy }) => `${line}:${column} ${message} ${remedy}`,
  );

const CUSTOMERS = "customers:\n  id: id\n  fields:\n    name: name\n";

test("a mapping that says what every record needs is read", () => {
  expect(readMapping(CUSTOMERS)).toMatchObject({
    mapping: { customers: { id: "id", fields: { name: "name" } } },
    faults: [],
  });
});

test("an unknown field is told where it stands, with those there are", () => {
  expect(faultsOf(`${CUSTOMERS}    mobil: tel\n`)).toEqual([
    expect.stringMatching(
      /^5:5 In "fields": There is no key "mobil" here\. Remove it, or use one of kind, name, .*mobile/,
    ),
  ]);
});

test("a field that every record needs and nothing fills is told at the fields", () => {
  expect(faultsOf("agreements:\n  id: id\n  fields:\n    customerId: c\n    kind: k\n")).toEqual([
    '3:3 An agreement needs "product", and nothing fills it. Add "product" under "fields".',
    '3:3 An agreement needs "start", and nothing fills it. Add "start" under "fields".',
  ]);
});

test("a value that comes from two places, or from none, is told", () => {
  expect(faultsOf(`${CUSTOMERS}    email: { column: a, constant: b }\n`)).toEqual([
    '5:12 In "email": The value comes from both column and constant. Write one of column, template, constant, field, choose.',
  ]);
  expect(faultsOf(`${CUSTOMERS}    email: { convert: [lowercase] }\n`)).toEqual([
    expect.stringMatching(/^5:12 In "email": It is not said where the value comes from\./),
  ]);
});

test("conversions are told apart and checked one by one", () => {
  const convert = (text: string) =>
    faultsOf(`${CUSTOMERS}    email: { column: a, convert: [${text}] }\n`);
  expect(convert("lowercase")).toEqual([]);
  expect(convert("lowercaze")).toEqual([
    expect.stringMatching(
      /^5:35 Item 1 of "convert" cannot be "lowercaze"\. Write one of "number", .*"lowercase"/,
    ),
  ]);
  expect(convert("{ date: DD/MM/YY }")).toEqual([
    '5:43 "DD/MM/YY" is no format: it needs YYYY, MM and DD. Write one such as YYYY-MM-DD.',
  ]);
  expect(convert("{ phone: XX }")).toEqual([
    '5:44 "XX" is no country with telephone numbers. Write its two letters, such as SE.',
  ]);
  expect(convert("{ plus: 3 days }")).toEqual([
    expect.stringMatching(/^5:43 "plus" cannot be "3 days"\. Write a span of whole days/),
  ]);
  expect(convert("{ date: YYYYMMDD, plus: P1D }")).toEqual([
    expect.stringMatching(
      /^5:35 In item 1 of "convert": One conversion has one key, and this has 2\./,
    ),
  ]);
  expect(convert("{ minus: { column: t } }")).toEqual([
    expect.stringMatching(/^5:44 In "minus": A span by a column needs either a unit or values\./),
  ]);
});

test("fields that are made of a field that is not there, or of each other, are told", () => {
  expect(faultsOf(`${CUSTOMERS}    email: { field: mail }\n`)).toEqual([
    '5:21 There is no field "mail" in this customer. Write "today" or one of name, email.',
  ]);
  const circle =
    "    email: { field: owner }\n    owner: { field: segment }\n    segment: { field: email }\n";
  expect(faultsOf(`${CUSTOMERS}${circle}`)).toEqual([
    "5:5 These fields are made of each other: email from owner from segment from email. Take one of them from a column.",
  ]);
});

test("a condition asks one question about one thing", () => {
  const when = (text: string) =>
    faultsOf(`customers:\n  when: ${text}\n  id: id\n  fields: { name: n }\n`);
  expect(when("{ column: a, is: x }")).toEqual([]);
  expect(when("{ column: a }")).toEqual([
    expect.stringMatching(/^2:9 .*A condition has one question/),
  ]);
  expect(when("{ is: x }")).toEqual([expect.stringMatching(/^2:9 .*either a column or a field/)]);
});

test("what is wrong in a list of records is told at its own place", () => {
  const list =
    "consents:\n  - fields:\n      customerId: id\n      channel: { constant: email }\n      state: { constant: given }\n      at: when\n";
  expect(faultsOf(list)).toEqual([
    '2:5 A consent needs "source", and nothing fills it. Add "source" under "fields".',
  ]);
});

test("what is no YAML, an unknown zone and an unknown part are told with their place", () => {
  expect(faultsOf("customers:\n  id: {\n")).toEqual([
    expect.stringMatching(/^3:1 This is not YAML/),
  ]);
  expect(faultsOf(`${CUSTOMERS}timeZone: Mars\n`)).toEqual([
    '5:11 "Mars" is no time zone. Write one such as Europe/Stockholm.',
  ]);
  expect(faultsOf(`${CUSTOMERS}customer: {}\n`)).toEqual([
    expect.stringMatching(
      /^5:1 There is no key "customer" here\. Remove it, or use one of timeZone, files, customers/,
    ),
  ]);
  expect(faultsOf("just text\n")).toEqual([
    expect.stringMatching(/^1:1 The file cannot be "just text"/),
  ]);
  expect(faultsOf("")).toHaveLength(1);
});

test("a mapping's file is named in front of each place", async () => {
  const path = await fileWith("customers:\n  id: id\n", "mapping.yaml");
  await expect(readMappingFile(path)).rejects.toThrow(
    `${path}:2:3 "fields" is missing. Add a group of keys.`,
  );
  await expect(readMappingFile("nowhere.yaml")).rejects.toThrow(/no mapping "nowhere.yaml"/);
});
