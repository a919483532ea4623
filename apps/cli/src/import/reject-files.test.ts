import { access, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type FilePlan, openCsv, planFiles, RowReader } from "@perennial/import";
import { folderWith } from "@perennial/import/testing";
import { expect, test } from "vitest";
import { RejectFiles } from "./reject-files.ts";

/** Reads files and writes what is wrong with them to a file; gives where that is and what was told. */
async function rejectsOf(files: Readonly<Record<string, string>>, most = 100) {
  const folder = await folderWith(
    Object.fromEntries(Object.entries(files).map(([kind, text]) => [`${kind}.csv`, text])),
  );
  const plans = await planFiles({
    files: Object.fromEntries(
      Object.keys(files).map((kind) => [kind, join(folder, `${kind}.csv`)]),
    ),
    importedAt: "2026-03-02T08:00:00.000Z",
  });
  const told: string[] = [];
  const tell = (line: string) => told.push(line.replace(`${folder}/`, ""));
  const rejects = new RejectFiles({ plans, path: join(folder, "bad.csv"), most, tell });
  await addAll(rejects, plans);
  rejects.close();
  return { folder, rejects, told };
}

async function addAll(rejects: RejectFiles, plans: readonly FilePlan[]): Promise<void> {
  const reader = new RowReader();
  for (const plan of plans) {
    for await (const block of reader.read(plan))
      for (const each of block.rejects) rejects.add(each);
  }
}

const CUSTOMERS =
  'id;name;do_not_call\n1;Anna;no\n2;;maybe\n3;"Cai; Eva";perhaps\n4;"Dag\n5;Eva;no\n';

test("bad rows stand in a file with their columns, and with where and why they were refused", async () => {
  const { folder, rejects } = await rejectsOf({ customers: CUSTOMERS });
  expect(rejects.paths).toEqual([join(folder, "bad.csv")]);
  const csv = await openCsv(join(folder, "bad.csv"));
  expect(csv).toMatchObject({ delimiter: ";", encoding: "utf-8" });
  expect(csv.columns).toEqual([
    ...["id", "name", "do_not_call"],
    ...["rejected_line", "rejected_column", "rejected_reason"],
  ]);
  const rows = [];
  for await (const block of csv.blocks()) rows.push(...block.rows);
  expect(rows.map((row) => ("cells" in row ? row.cells.slice(0, 5) : row))).toEqual([
    ["2", "", "maybe", "3", "do_not_call"],
    ["3", "Cai; Eva", "perhaps", "4", "do_not_call"],
    ['4;"Dag', "", "", "5", ""],
  ]);
});

test("what was corrected there can be imported from there", async () => {
  const { folder } = await rejectsOf({ customers: CUSTOMERS });
  const text = await readFile(join(folder, "bad.csv"), "utf8");
  const corrected = text
    .replace(";maybe;", ";no;")
    .replace(";perhaps;", ";yes;")
    .replace("2;;", "2;Bo;");
  const again = await rejectsOf({ customers: corrected.replace(/\n"4;[^\n]*/, "") });
  expect(again.rejects.count).toBe(0);
});

test("each file with bad rows has its own, and one without has none", async () => {
  const { folder, rejects } = await rejectsOf({
    customers: "id,name\n1,Anna\n",
    agreements: "id,customer_id,product,kind,start\na1,1,Fast,fixed,soon\n",
  });
  expect(rejects.paths).toEqual([join(folder, "bad-agreements.csv")]);
  await expect(access(join(folder, "bad-customers.csv"))).rejects.toThrow();
});

test("every fault of a row is told, the row is counted once and stands there once", async () => {
  const { folder, rejects, told } = await rejectsOf({
    customers: "id,name,mobile,do_not_call\n1,Anna,12,maybe\n",
  });
  expect(told).toEqual([
    'customers.csv:2 column mobile: mobile: "12" is not in E.164; convert it, as with "phone: SE"',
    'customers.csv:2 column do_not_call: doNotCall: "maybe" is neither yes nor no; convert it with "values"',
  ]);
  expect(rejects.count).toBe(1);
  const lines = (await readFile(join(folder, "bad.csv"), "utf8")).trim().split("\n");
  expect(lines).toHaveLength(2);
  expect(lines[1]).toMatch(/,2,mobile; do_not_call,"mobile: .*; doNotCall: /);
});

test("more bad rows than anyone reads are not told one by one, but all are written", async () => {
  const rows = Array.from({ length: 20 }, (_, index) => `${index},\n`).join("");
  const { folder, rejects, told } = await rejectsOf({ customers: `id,name\n${rows}` }, 3);
  expect(told).toHaveLength(4);
  expect(told.at(-1)).toBe("… and more, which are not told one by one");
  expect(rejects.first).toHaveLength(3);
  expect((await readFile(join(folder, "bad.csv"), "utf8")).trim().split("\n")).toHaveLength(21);
});

test("a file that cannot be written is told before anything is imported", async () => {
  const folder = await folderWith({ "c.csv": "id,name\n" });
  const plans = await planFiles({ files: { customers: join(folder, "c.csv") }, importedAt: "" });
  const path = join(folder, "missing", "bad.csv");
  expect(() => new RejectFiles({ plans, path, most: 1, tell: () => undefined })).toThrow(
    /cannot be written\. Give another file with --rejects/,
  );
});
