import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { silentLog } from "@perennial/contract";
import { fileWith, startTestDatabase, type TestDatabase } from "@perennial/import/testing";
import { checkPlanFile } from "@perennial/lifecycle";
import { listPrograms } from "@perennial/programs";
import { type RunningServer, startServer } from "@perennial/server";
import { asTenant, CUSTOMERS, upsertRecords } from "@perennial/store";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { perennialHere, TRACE } from "../testing/run-commands.ts";

const EXAMPLE = fileURLToPath(new URL("../../examples/lifecycle.yaml", import.meta.url));
const SCHEMA = fileURLToPath(new URL("../../examples/plan.schema.json", import.meta.url));

describe("plan check", () => {
  test("finds nothing wrong with the example, whose programs are in the library", async () => {
    const { code, out, err } = await perennialHere(["plan", "check", EXAMPLE]);
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(/^Nothing is wrong\./);
    const programs = Object.fromEntries(
      (await listPrograms()).map((id) => [id, { subject: "customer" as const }]),
    );
    const text = await readFile(EXAMPLE, "utf8");
    expect(checkPlanFile(text, { currency: "SEK", programs })).toEqual([]);
  });

  test("names line and column of what is wrong, and ends with failure", async () => {
    const file = await fileWith(
      "phases: {}\nsegments:\n  - id: a\n    name: { sv: A, en: A }\n    when: { field: customer.nmae, is: is-set }\n",
      "plan.yaml",
    );
    const { code, out } = await perennialHere(["plan", "check", file]);
    expect(code).toBe(1);
    expect(out).toMatch(/plan\.yaml:5:\d+ error There is no field "customer\.nmae"/);
    expect(out).toMatch(/1 error, \d+ warnings?\.\n$/);
    const told = JSON.parse((await perennialHere(["plan", "check", file, "--json"])).out);
    expect(told).toMatchObject({ errors: 1, problems: [{ line: 5, severity: "error" }] });
  });

  test("of a file that is not there is wrong usage", async () => {
    const { code, err } = await perennialHere(["plan", "check", "/nowhere.yaml"]);
    expect(code).toBe(2);
    expect(err).toBe('There is no plan "/nowhere.yaml" that may be read. Check the path.\n');
  });
});

test("plan schema prints what editors check the example by", async () => {
  const { out } = await perennialHere(["plan", "schema"]);
  expect(JSON.parse(out)).toEqual(JSON.parse(await readFile(SCHEMA, "utf8")));
});

describe("on a server", () => {
  let database: TestDatabase;
  let server: RunningServer;
  let dataDir: string;
  beforeAll(async () => {
    dataDir = await mkdtemp(join(tmpdir(), "perennial-cli-plan-"));
    database = await startTestDatabase();
    const environment = { DATABASE_URL: database.url };
    server = await startServer({ port: 0, dataDir, environment, log: silentLog });
    await asTenant(database.db, server.tenant.id, (tx) =>
      upsertRecords(tx, CUSTOMERS, [
        {
          ...{ id: "C-1", kind: "person", name: "Anna", locale: "sv", doNotCall: false },
          ...{ customerSince: "2020-01-01", attributes: {}, updatedAt: "2026-01-01T00:00:00.000Z" },
        },
      ]),
    );
  }, 120_000);
  afterAll(async () => {
    await server.stop();
    await database.stop();
    await rm(dataDir, { recursive: true, force: true });
  }, 60_000);

  const plan = (...args: readonly string[]) =>
    perennialHere(["plan", ...args, "--url", server.url, "--token", server.token]);

  test("a plan is previewed, published with --yes, and shown as it is in force", async () => {
    const club = await fileWith(
      "tiers:\n  tiers:\n    - { id: member, name: { sv: Medlem, en: Member }, from: 0 }\n",
      "club.yaml",
    );
    const none = await plan("show");
    expect(none.code).toBe(1);
    expect(none.err).toMatch(/^No lifecycle plan is in force\./);
    const preview = await plan("preview", club);
    expect(preview).toMatchObject({ code: 0, err: "" });
    expect(preview.out).toContain("Of 1 customers: 1 customer would join.");
    expect(preview.out).toMatch(/tier +- +member +1 +C-1/);
    const unsure = await plan("publish", club);
    expect(unsure.err).toBe("Nothing was published. Add --yes to publish it.\n");
    const sure = await plan("publish", club, "--yes", "--locale", "sv");
    expect(sure.out).toMatch(/1 kund skulle gå med\.[\s\S]*Version 1 is in force\./);
    const { out } = await plan("show");
    expect(out).toMatch(/^# Version 1, published \d{4}-\d\d-\d\d by /);
    const again = await fileWith(out, "shown.yaml");
    expect((await plan("publish", again, "--yes")).out).toContain("Version 1 is in force.");
  });

  test("a plan with errors is neither previewed nor published, and says where they are", async () => {
    const file = await fileWith(
      "phases: {}\nmatrix:\n  cells:\n    - { valueClass: gold, segment: nobody, strategy: retain }\n",
      "wrong.yaml",
    );
    for (const command of [["preview"], ["publish", "--yes"]]) {
      const [name = "", ...rest] = command;
      const { code, out, err } = await plan(name, file, ...rest);
      expect({ code, out }).toEqual({ code: 1, out: "" });
      expect(err).toMatch(/plan\.yaml:4:\d+: There is no segment "nobody"\./);
      expect(err).not.toMatch(TRACE);
    }
  });
});

test.each(["plan", "plan check", "plan show", "plan preview", "plan publish", "plan schema"])(
  "the help of %s shows an example",
  async (command) => {
    const { code, out } = await perennialHere([...command.split(" "), "--help"]);
    expect(code).toBe(0);
    expect(out).toMatch(/Example:\n {2}\$ npx perennial plan/);
  },
);
