import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import {
  fileWith,
  folderWith,
  startTestDatabase,
  type TestDatabase,
} from "@perennial/import/testing";
import { asTenant, CUSTOMERS, ensureTenant, readRecords } from "@perennial/store";
import { afterAll, beforeAll, describe, expect, test, vi } from "vitest";
import { perennial, perennialHere, TRACE } from "../testing/run-commands.ts";

// Processes start slowly where much else runs.
vi.setConfig({ testTimeout: 60_000 });

const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

describe("help", () => {
  test.each([
    ...["start", "clock", "clock forward", "explain", "check", "import"],
    ...["mapping", "mapping check", "mapping schema", "mapping try"],
  ])("of %s says what it does and shows an example", async (command) => {
    const { code, out, err } = await perennialHere([...command.split(" "), "--help"]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(`Usage: perennial ${command}`);
    expect(out).toMatch(/Example:\n {2}\$ npx perennial /);
  });

  test("without a command lists the commands and is wrong usage", async () => {
    const { code, out, err } = await perennial([]);
    expect(code).toBe(2);
    expect(out).toBe("");
    expect(err).toMatch(/Commands:[\s\S]*start[\s\S]*clock[\s\S]*explain[\s\S]*check[\s\S]*import/);
  });
});

describe("wrong usage ends with 2 and one clear sentence", () => {
  test.each([
    ["imprt", /unknown command 'imprt'\n\(Did you mean import\?\)/],
    [
      "start --port 70000",
      /'--port <port>' argument '70000' is invalid\. Write a whole number from 0 to 65535\./,
    ],
    ["clock forward tomorrow", /Write a duration such as P1D, P30D, P1M or P1Y\./],
    ["clock forward", /missing required argument 'duration'/],
    ["explain C-1 --locale de --token x", /Allowed choices are sv, en\./],
    [
      "explain C-1 --token x --url nowhere",
      /"nowhere" is no address\. Give one such as http:\/\/127\.0\.0\.1:4000/,
    ],
    [
      "explain C-1 --data-dir /nowhere",
      /There is no token in "\/nowhere\/console-token"\. Start the server/,
    ],
    ["import", /No file is given\. Give one with --customers/],
    [
      "import --customers /nowhere.csv",
      /There is no file "\/nowhere\.csv" that may be read\. Check the path\./,
    ],
    ["import --customers x.csv --mapping /nowhere.yaml", /There is no mapping "\/nowhere\.yaml"/],
    ["import --customers x.csv --today 2026-02-30", /Write a date such as 2026-03-31\./],
    ["check /nowhere", /There is no file or folder "\/nowhere"\. Check the path\./],
    ["check /etc/hosts", /"\/etc\/hosts" is no program, rule pack or mapping\./],
  ])("%s", async (line, sentence) => {
    const { code, out, err } = await perennialHere(line.split(" "));
    expect(err).toMatch(sentence);
    expect(err).not.toMatch(TRACE);
    expect({ code, out }).toEqual({ code: 2, out: "" });
  });

  test("a variable of the environment that is not right is named", async () => {
    const customers = await fileWith("id,name\n1,Anna\n");
    const { code, err } = await perennialHere(["import", "--customers", customers], {
      DATABASE_URL: "mysql://x",
    });
    expect(code).toBe(2);
    expect(err).toMatch(
      /The variable DATABASE_URL of the environment must be an address such as postgres:/,
    );
  });
});

test("a server that does not answer is failure, with what to do about it", async () => {
  const { code, err } = await perennial(["clock", "--token", "x", "--url", "http://127.0.0.1:9"]);
  expect(code).toBe(1);
  expect(err).toMatch(
    /^Nobody answers at http:\/\/127\.0\.0\.1:9.*Start the server with "npx perennial start"/,
  );
  expect(err).not.toMatch(TRACE);
});

test("an error that nobody foresaw shows where it comes from only when asked to", async () => {
  const customers = await fileWith("id,name\n1,Anna\n");
  const url = { DATABASE_URL: "postgres://nobody@127.0.0.1:9/none" };
  const quiet = await perennialHere(["import", "--customers", customers], url);
  expect(quiet).toMatchObject({ code: 1, out: "" });
  expect(quiet.err).not.toMatch(TRACE);
  const loud = await perennialHere(["import", "--customers", customers], {
    ...url,
    PERENNIAL_DEBUG: "1",
  });
  expect(loud.err).toMatch(TRACE);
});

describe("check", () => {
  test("the library's program has no errors, and warnings alone end with 0", async () => {
    const { code, out } = await perennialHere(["check", join(ROOT, "packages/programs/renewal")]);
    expect(code).toBe(0);
    expect(out).toMatch(/1 file checked: (?:nothing is wrong|0 errors, \d+ warnings?)\./);
  });

  test("a rule pack and the example mappings are right", async () => {
    const files = ["telco", "cdnow"].map((name) => join(ROOT, `apps/cli/examples/${name}.yaml`));
    const pack = join(ROOT, "packages/programs/rule-packs/se-electricity.yaml");
    const { code, out } = await perennialHere(["check", pack, ...files]);
    expect({ code, out }).toEqual({ code: 0, out: "3 files checked: nothing is wrong.\n" });
  });

  test("errors are told with file, line, column and remedy, and end with 1", async () => {
    const folder = await folderWith({
      "program.yaml": "id: winter\nnam: x\n",
      "pack.yaml": "id: se-test\ncountry: Sweden\nmarketingBasis: {}\n",
      "mapping.yaml": "customers:\n  id: id\n  fields: { nam: x }\n",
    });
    const files = ["program.yaml", "pack.yaml", "mapping.yaml"].map((name) => join(folder, name));
    const { code, out } = await perennial(["check", ...files]);
    expect(code).toBe(1);
    const [program, pack, mapping] = files;
    expect(out).toContain(`${program}:2:1 error There is no key "nam".`);
    expect(out).toContain(
      `${pack}:2:10 error "country" cannot be "Sweden". Write the country as two capitals, such as SE.`,
    );
    expect(out).toContain(`${mapping}:3:13 error In "fields": There is no key "nam" here.`);
    const json = await perennialHere(["check", "--json", ...files]);
    expect(json.code).toBe(1);
    expect(JSON.parse(json.out)).toMatchObject({
      problems: expect.arrayContaining([
        expect.objectContaining({ file: program, line: 2, column: 1, severity: "error" }),
      ]),
      warnings: 0,
    });
  });
});

describe("mapping check", () => {
  const mapping =
    "customers:\n  id: nr\n  fields:\n    name: namn\n    mobile: { column: tel, convert: [{ phone: SE }] }\n";

  test("shows rows before and after, what would be rejected, and what is not used", async () => {
    const folder = await folderWith({
      "m.yaml": mapping,
      "c.csv":
        "nr;namn;tel;sko\n1;Anna;070-174 06 05;38\n2;Bo;;39\n3;Cai;12;40\n4;Dag;;\n5;Eva;;\n",
    });
    const files = [join(folder, "m.yaml"), "--customers", join(folder, "c.csv")];
    const { code, out } = await perennial(["mapping", "check", ...files]);
    expect(code).toBe(1);
    expect(out).toMatch(/c\.csv:2 makes this customer:/);
    expect(out).toMatch(/mobile +\+46701740605 +tel="070-174 06 05"/);
    expect(out).toMatch(/mobile +\(none\) +tel=""/);
    expect(out).toMatch(/5 rows would make 4 customers; 1 rejected\./);
    expect(out).toMatch(/c\.csv:4 column tel: mobile: "12" is no telephone number of SE/);
    expect(out).toMatch(/Columns that nothing is made of: sko/);
    const { out: json } = await perennialHere(["mapping", "check", "--json", ...files]);
    const [{ samples, ...rest }] = JSON.parse(json).files;
    expect(rest).toMatchObject({ rows: 5, records: { customers: 4 }, rejected: 1 });
    expect(samples).toHaveLength(3);
  });
});

describe("import", () => {
  let database: TestDatabase;
  beforeAll(async () => {
    database = await startTestDatabase();
  }, 60_000);
  afterAll(() => database.stop());

  test("goes beside a server that is running on the data directory, and tells what became of it", async () => {
    const folder = await folderWith({ "c.csv": "id,name,shoe\n1,Anna,38\n2,,39\n" });
    const rejects = join(folder, "bad.csv");
    const args = ["import", "--customers", join(folder, "c.csv"), "--data-dir", database.dataDir];
    const first = await perennial([...args, "--rejects", rejects]);
    expect(first.code).toBe(1);
    expect(first.err).toMatch(/c\.csv:3 column name: name: there is no value/);
    expect(first.out).toMatch(/not imported: shoe/);
    expect(first.out).toMatch(/customers +2 +1 +0 +0 +1\n/);
    expect(first.out).toMatch(/1 record rejected\. They are in .*bad\.csv/);
    expect(await readFile(rejects, "utf8")).toMatch(/\n2,,39,3,name,/);
    const again = await perennialHere([...args, "--json"]);
    expect(JSON.parse(again.out)).toMatchObject({
      totals: { customers: { read: 2, new: 0, changed: 0, unchanged: 1, rejected: 1 } },
      rejected: 1,
    });
    const tenant = await ensureTenant(
      database.db,
      { slug: "default", name: "" },
      "2026-01-01T00:00:00.000Z",
    );
    const stored = await asTenant(database.db, tenant.id, (tx) =>
      readRecords(tx, CUSTOMERS, ["1"]),
    );
    expect(stored).toMatchObject([{ name: "Anna" }]);
  });

  test("ends at the first bad row with --strict, and keeps nothing", async () => {
    const customers = await fileWith("id,name\n11,Anna\n12,\n");
    const place = ["--data-dir", database.dataDir];
    const strict = await perennialHere(["import", "--customers", customers, "--strict", ...place]);
    expect(strict).toMatchObject({ code: 1, out: "" });
    expect(strict.err).toMatch(/:3 column name: .* as --strict asks, and nothing was kept\./);
    const { out } = await perennialHere(["import", "--customers", customers, "--json", ...place]);
    expect(JSON.parse(out).totals.customers).toMatchObject({ new: 1, rejected: 1 });
  });

  test("a tenant that is not there is told with those there are", async () => {
    const customers = await fileWith("id,name\n1,Anna\n");
    const place = ["--data-dir", database.dataDir, "--tenant", "acme"];
    const { code, err } = await perennialHere(["import", "--customers", customers, ...place]);
    expect(code).toBe(2);
    expect(err).toMatch(/There is no tenant "acme"\. There are: default\./);
  });

  test("uses the database of DATABASE_URL where there is one", async () => {
    const customers = await fileWith("id,name\n21,Anna\n");
    const { code, out } = await perennial(["import", "--customers", customers], {
      DATABASE_URL: database.url,
    });
    expect(code).toBe(0);
    expect(out).toMatch(/customers +1 +1 +0 +0 +0\n/);
  });
});

describe("mapping try", () => {
  const example = (name: string) => join(ROOT, "connectors/webhook", name);
  const order = example("src/__fixtures__/shopify-order.json");
  const shopify = ["mapping", "try", example("examples/shopify.yaml"), "--sample", order];

  test("shows what each rule makes of a delivery, and why the others do not match", async () => {
    const topic = "X-Shopify-Topic: orders/paid";
    const { code, out, err } = await perennialHere([...shopify, "--header", topic]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toContain(
      "paid-orders: matches, 1 item\n  purchase.made purchase:8209829119461545",
    );
    expect(out).toContain(
      'customers: does not match; header x-shopify-topic is none of "customers/create"',
    );
    const { out: json } = await perennialHere([...shopify, "--header", topic, "--json"]);
    expect(JSON.parse(json)).toMatchObject({
      mapping: { version: 1 },
      rules: [{ rule: "paid-orders", matched: true }, {}, {}, {}],
    });
    const { code: none, out: nothing } = await perennialHere(shopify);
    expect(none).toBe(0);
    expect(nothing).toContain("No rule is about this delivery, so it would mean nothing.");
  });

  test("ends with 1 and the place of what is wrong, in the mapping or in the sample", async () => {
    const rule = "  - { name: all, gives: customer, id: $.id, at: $.at, fields: { nam: $.name } }";
    const files = await folderWith({
      "m.yaml": `version: 1\nrules:\n${rule}\n`,
      "ok.yaml": `version: 1\nrules:\n${rule.replace("nam:", "name:")}\n`,
      "s.json": '{"id":1,"name":"Anna","at":"soon"}',
      "odd.json": "<xml/>",
    });
    const tried = (mapping: string, sample: string, ...more: string[]) =>
      perennialHere([
        "mapping",
        "try",
        join(files, mapping),
        "--sample",
        join(files, sample),
        ...more,
      ]);
    const wrong = await tried("m.yaml", "s.json");
    expect(wrong.code).toBe(1);
    expect(wrong.err).toMatch(/m\.yaml:3:\d+ .*customer has no field nam/);
    const item = await tried("ok.yaml", "s.json");
    expect([item.code, item.out]).toEqual([
      1,
      "all: matches, 1 item\n  problem at body: all: at: not written as iso\n",
    ]);
    expect(await tried("ok.yaml", "odd.json")).toMatchObject({
      code: 1,
      out: expect.stringMatching(/odd\.json: body: not JSON/),
    });
    expect(await tried("none.yaml", "s.json")).toMatchObject({
      code: 1,
      err: expect.stringMatching(/There is no mapping ".*none\.yaml" that may be read/),
    });
    expect(await tried("ok.yaml", "s.json", "--header", "x")).toMatchObject({ code: 2 });
  });
});
