import type { Customer } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { RowReader } from "../records/make-rows.ts";
import { fileWith, folderWith } from "../testing/temporary-folder.ts";
import { type FilesRequest, planFiles } from "./plan-files.ts";
import { readMappingFile } from "./read-mapping.ts";

const importedAt = "2026-03-02T08:00:00.000Z";
const today = "2026-03-01";

/** What a mapping makes of rows: records, or "line column: reason". */
async function make(mapping: string, csv: string, over: Partial<FilesRequest> = {}) {
  const file = await fileWith(csv);
  const loaded = await readMappingFile(await fileWith(mapping, "mapping.yaml"));
  const plans = await planFiles({
    ...{ files: { customers: file }, mapping: loaded, today, importedAt, ...over },
  });
  const reader = new RowReader();
  const told: unknown[] = [];
  for (const plan of plans) {
    for await (const { items, rejects } of reader.read(plan)) {
      told.push(...items.map(({ made }) => made.record));
      told.push(
        ...rejects.flatMap(({ line, faults }) =>
          faults.map(({ column, reason }) => `${line} ${column}: ${reason}`),
        ),
      );
    }
  }
  return told;
}

/** A mapping of customers with one more field. */
const withField = (field: string) =>
  `customers:\n  id: id\n  fields:\n    name: { constant: N }\n    ${field}\n`;
const fieldOf = async (field: string, cells: string, columns = "x,y") => {
  const [made] = await make(withField(field), `id,${columns}\n1,${cells}\n`);
  return made;
};

test("a record has the fields that are mapped, the defaults of its kind, and the date of the import", async () => {
  expect(
    await make("customers:\n  id: nr\n  fields: { name: namn }\n", "nr,namn\n7, Anna Ek \n"),
  ).toEqual([
    {
      ...{ id: "7", name: "Anna Ek", kind: "person", locale: "sv", doNotCall: false },
      ...{ attributes: {}, updatedAt: importedAt },
    },
  ]);
});

describe("where values come from", () => {
  test("a template joins columns, drops what is empty, and is no value where all are", async () => {
    const template = 'owner: { template: "{x} {y}" }';
    expect(await fieldOf(template, "Anna,Ek")).toMatchObject({ owner: "Anna Ek" });
    expect(await fieldOf(template, ",Ek")).toMatchObject({ owner: "Ek" });
    expect(await fieldOf(template, ",")).not.toHaveProperty("owner");
  });

  test("an empty cell is no value, and a default takes its place", async () => {
    expect(await fieldOf("segment: x", " ,")).not.toHaveProperty("segment");
    const source = "segment: { column: x, convert: [{ default: house }] }";
    expect(await fieldOf(source, ",")).toMatchObject({ segment: "house" });
    expect(await fieldOf(source, "flat,")).toMatchObject({ segment: "flat" });
  });

  test("the first choice whose condition holds is taken", async () => {
    const source =
      "segment: { choose: [{ when: { column: x, in: [A, B] }, constant: ab }, { when: { column: y, empty: false }, column: y }] }";
    expect(await fieldOf(source, "b,q")).toMatchObject({ segment: "ab" });
    expect(await fieldOf(source, "C,q")).toMatchObject({ segment: "q" });
    expect(await fieldOf(source, "C,")).not.toHaveProperty("segment");
    const isNot = "segment: { choose: [{ when: { column: x, isNot: A }, constant: other }] }";
    expect(await fieldOf(isNot, "B,")).toMatchObject({ segment: "other" });
    expect(await fieldOf(isNot, "A,")).not.toHaveProperty("segment");
  });

  test("a field is made of another, in whatever order they stand", async () => {
    const mapping =
      "customers:\n  id: id\n  fields:\n    owner: { field: name, convert: [uppercase] }\n    name: { column: x }\n";
    expect(await make(mapping, "id,x\n1,anna\n")).toMatchObject([{ owner: "ANNA" }]);
  });

  test("a row makes a record only where its condition holds", async () => {
    const mapping =
      "customers:\n  when: { column: x, is: Yes }\n  id: id\n  fields: { name: id }\n";
    const made = (await make(mapping, "id,x\n1,yes\n2,no\n3,YES\n")) as Customer[];
    expect(made.map(({ id }) => id)).toEqual(["1", "3"]);
  });
});

describe("what fields hold", () => {
  test("yes and no, whole numbers, moments and choices are read where there is one way to", async () => {
    expect(await fieldOf("doNotCall: x", "ja,")).toMatchObject({ doNotCall: true });
    expect(await fieldOf("kind: x", "Company,")).toMatchObject({ kind: "company" });
    expect(await fieldOf("customerSince: x", "2024-02-29 00:00:00,")).toMatchObject({
      customerSince: "2024-02-29",
    });
    // Midnight in Stockholm, summer time.
    expect(await fieldOf("pausedUntil: x", "2026-07-01,")).toMatchObject({
      pausedUntil: "2026-06-30T22:00:00.000Z",
    });
    expect(await fieldOf("pausedUntil: x", "2026-07-01T08:30:15.5+0200,")).toMatchObject({
      pausedUntil: "2026-07-01T06:30:15.500Z",
    });
    expect(
      await fieldOf(
        'pausedUntil: { column: x, convert: [{ instant: "D/M/YYYY HH:mm" }] }',
        "1/7/2026 08:30,",
      ),
    ).toMatchObject({ pausedUntil: "2026-07-01T06:30:00.000Z" });
  });

  test.each([
    ["doNotCall: x", "maybe", '"maybe" is neither yes nor no'],
    ["kind: x", "robot", '"robot" is none of person, company'],
    [
      "customerSince: x",
      "1/3/2026",
      '"1/3/2026" is no date such as 2026-03-31; convert it, as with "date: DD/MM/YYYY"',
    ],
    ["customerSince: x", "2026-02-30", '"2026-02-30" is no day of the calendar'],
    ["pausedUntil: x", "soon", '"soon" is no moment'],
    [
      "mobile: x",
      "070-174 06 05",
      '"070-174 06 05" is not in E.164; convert it, as with "phone: SE"',
    ],
    ["email: x", "anna", '"anna" is no e-mail address'],
    ["country: x", "Sweden", 'the number of characters in "Sweden" must be at most 2'],
    ["segment: { column: x, convert: [{ values: { A: a } }] }", "B", '"B" is none of A'],
  ])("%s refuses %j with the column and what to do", async (field, cell, reason) => {
    const name = field.split(":")[0];
    expect(await fieldOf(field, `${cell},`)).toContain(`2 x: ${name}: ${reason}`);
  });

  test("a value that does not fit can be left out instead of the row", async () => {
    const source = "mobile: { column: x, convert: [{ phone: SE }], invalid: leave-out }";
    expect(await fieldOf(source, "070-174 06 05,")).toMatchObject({ mobile: "+46701740605" });
    const left = await fieldOf(source, "none,");
    expect(left).toMatchObject({ id: "1" });
    expect(left).not.toHaveProperty("mobile");
  });

  test("attributes have the type that their conversions give them", async () => {
    const mapping =
      "customers:\n  id: id\n  fields: { name: id }\n  attributes:\n    text: x\n    number: { column: x, convert: [number] }\n    flag: { column: y, convert: [boolean] }\n    none: { column: y, convert: [{ values: { 'no': null } }] }\n    constant: { constant: 3 }\n";
    expect(await make(mapping, "id,x,y\n1,29.850,no\n")).toMatchObject([
      { attributes: { text: "29.850", number: 29.85, flag: false, constant: 3 } },
    ]);
  });

  test("everything wrong with a row is told at once, and what builds on it is not told again", async () => {
    const mapping =
      "customers:\n  id: id\n  fields:\n    name: n\n    customerSince: { column: x, convert: [{ date: YYYYMMDD }] }\n    pausedUntil: { field: customerSince }\n    doNotCall: y\n";
    expect(await make(mapping, "id,n,x,y\n1,Anna,5,perhaps\n")).toEqual([
      '2 y: doNotCall: "perhaps" is neither yes nor no; convert it with "values"',
      '2 x: customerSince: "5" is no date written as YYYYMMDD',
    ]);
  });
});

describe("spans", () => {
  const since = (convert: string) => `customerSince: { field: today, convert: [${convert}] }`;

  test("a column tells a number of months, or a span by its values", async () => {
    expect(await fieldOf(since("{ minus: { column: x, unit: months } }"), "34,")).toMatchObject({
      customerSince: "2023-05-01",
    });
    const byValue = since("{ plus: { column: x, values: { one: P1Y }, otherwise: P1M } }");
    expect(await fieldOf(byValue, "One,")).toMatchObject({ customerSince: "2027-03-01" });
    expect(await fieldOf(byValue, "two,")).toMatchObject({ customerSince: "2026-04-01" });
    const next = since(
      "{ minus: { column: x, unit: months } }, { next: { every: P1Y, after: today } }",
    );
    expect(await fieldOf(next, "34,")).toMatchObject({ customerSince: "2026-05-01" });
  });

  test("an empty or strange cell is told", async () => {
    const months = since("{ minus: { column: x, unit: months } }");
    expect(await fieldOf(months, ",")).toMatch(/the column x is empty and should tell a span/);
    expect(await fieldOf(months, "-3,")).toMatch(/"-3" in the column x is no number of months/);
  });
});

describe("files and mappings that do not go together", () => {
  const mapping = "customers:\n  id: id\n  fields: { name: who }\n";

  test("a column that is not there is told with the place in the mapping and those there are", async () => {
    await expect(make(mapping, "id,name\n")).rejects.toThrow(
      /mapping\.yaml:3:19 There is no column "who" in .*file\.csv\.\nThe columns of .* are id, name\./,
    );
  });

  test("a name that two columns have is told where it is used", async () => {
    await expect(make(mapping, "id,who,who\n")).rejects.toThrow(/2 columns of .* are named "who"/);
    expect(await make(mapping, "id,who,x,x\n1,A,,\n")).toHaveLength(1);
  });

  test("a mapping that reckons from today wants to be told which day that is", async () => {
    const reckoning =
      "customers:\n  id: id\n  fields: { name: id, customerSince: { field: today } }\n";
    await expect(make(reckoning, "id\n1\n", { today: undefined })).rejects.toThrow(
      /mapping\.yaml:3:47 The mapping reckons from today\. .*--today/,
    );
  });
});

test("without a mapping columns are taken by their names, with or without underscores and in any case", async () => {
  const csv = "Customer_ID;first_name;NAME;do-not-call;Shoe size\n1;Anna;Anna Ek;no;38\n";
  const file = await fileWith(csv);
  const [plan] = await planFiles({ files: { customers: file }, importedAt });
  expect(plan?.unused).toEqual(["Shoe size"]);
  expect([...(plan?.makers[0]?.fields ?? [])]).toEqual(["id", "name", "firstName", "doNotCall"]);
  await expect(planFiles({ files: { agreements: file }, importedAt })).rejects.toThrow(
    /no column is named id or product or kind or start, which every agreement needs/,
  );
});

test("files are read in an order in which what others refer to comes first", async () => {
  const folder = await folderWith({
    "a.csv": "id,customer_id,product,kind,start\n",
    "p.csv": "id,customer,at,amount\n",
    "m.yaml": "customers:\n  from: purchases\n  id: customer\n  fields: { name: customer }\n",
  });
  const mapping = await readMappingFile(`${folder}/m.yaml`);
  const files = { agreements: `${folder}/a.csv`, purchases: `${folder}/p.csv` };
  const plans = await planFiles({ files, mapping, importedAt });
  expect(plans.map(({ given }) => given)).toEqual(["purchases", "agreements"]);
});
