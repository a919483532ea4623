import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Client } from "@perennial/api";
import { silentLog } from "@perennial/contract";
import { startTestDatabase, type TestDatabase } from "@perennial/import/testing";
import { type RunningServer, startServer } from "@perennial/server";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { perennialHere, TRACE } from "../testing/run-commands.ts";

const HEADER = ["name", "objective", "target", "targetGroup", "responsible", "doneBy"];
const CLUB = `id: club
${HEADER.map((key) => `${key}: { sv: Klubben, en: The club }`).join("\n")}
updated: 2026-03-01
subject: customer
triggers: [{ signal: program.requested }]
holdout: 40
steps:
  - { id: rest, do: wait, for: P60D }
`;

let database: TestDatabase;
let server: RunningServer;
let dataDir: string;
beforeAll(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "perennial-cli-effect-"));
  database = await startTestDatabase();
  const environment = { DATABASE_URL: database.url };
  server = await startServer({ port: 0, dataDir, environment, log: silentLog });
  const { url, token } = server;
  const client = new Client({ url, token });
  const files = { "program.yaml": CLUB };
  await client.ask("putProgram", { params: { id: "club" }, body: { files } });
}, 120_000);
afterAll(async () => {
  await server.stop();
  await database.stop();
  await rm(dataDir, { recursive: true, force: true });
}, 60_000);

const effect = (...args: readonly string[]) =>
  perennialHere(["insight", "effect", ...args, "--url", server.url, "--token", server.token]);

describe("insight effect", () => {
  test("tells what a program led to in sentences, and what each figure means", async () => {
    const { code, out, err } = await effect("club", "--window", "P60D");
    expect({ code, err }).toEqual({ code: 0, err: "" });
    expect(out).toMatch(
      /^The club: 0 customers with the program and 0 in the control group[\s\S]*\n\nNobody is held out/,
    );
    expect(out).toContain("followed for 60 days each");
    expect(out).toMatch(
      /\nWhat the measures mean\n {2}Bought at least once: The share of customers/,
    );
    expect(Math.max(...out.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("speaks Swedish where that is asked for", async () => {
    const { code, out } = await effect("club", "--locale", "sv");
    expect(code).toBe(0);
    expect(out).toMatch(/^Klubben: 0 kunder med programmet och 0 i kontrollgruppen/);
    expect(out).toContain("\nVad måtten betyder\n  Köpte minst en gång: Andelen kunder");
  });

  test("gives all of it as JSON, by the settings that it is told", async () => {
    const settings = ["--margin", "0,3", "--wished", "0.2", "--confidence", "0.9"];
    const prices = ["--price", "call=3500", "sms=45.5"];
    const { code, out } = await effect("club", ...settings, ...prices, "--json");
    expect(code).toBe(0);
    expect(JSON.parse(out)).toMatchObject({
      ...{ program: "club", name: "The club", confidence: 0.9, window: "P30D" },
      customers: { treated: 0, heldOut: 0 },
    });
  });

  test("of all programs says what to do while nobody is held out of all", async () => {
    const { code, out, err } = await effect();
    expect({ code, out }).toEqual({ code: 1, out: "" });
    expect(err).toContain('Set "holdout" in the lifecycle plan.');
    expect(err).not.toMatch(TRACE);
  });

  test("of a program that there is not names the one it could mean", async () => {
    const near = await effect("clubb");
    expect(near).toEqual({
      ...{ code: 1, out: "" },
      err: 'The server has no program "clubb". Did you mean "club"?\n',
    });
    const far = await effect("something-else");
    expect(far.err).toMatch(/^The server has no program "something-else"\. It has .*club/);
  });

  test.each([
    [["--window", "soon"], "Write whole days, weeks, months or years, such as P30D."],
    [["--margin", "30"], "Write a number from 0 to 1."],
    [["--confidence", "x"], "Write a number from 0.5 to 0.999."],
    [["--price", "fax=3"], 'Nothing has a price "fax". Write sms, email, call or task.'],
    [["--price", "sms=dear"], 'The price of sms cannot be "dear". Write minor units'],
    [["--price", "sms"], '"sms" is no name with a value. Write --price name=value.'],
  ])("with %j is wrong usage, which is told", async (args, words) => {
    const { code, out, err } = await effect("club", ...args);
    expect({ code, out }).toEqual({ code: 2, out: "" });
    expect(err).toContain(words);
  });

  test("over hours is refused by the server, with the place", async () => {
    const { code, err } = await effect("club", "--window", "PT36H");
    expect(code).toBe(1);
    expect(err).toContain("query.window");
  });

  test("with a token that is not right is refused", async () => {
    const args = ["insight", "effect", "club", "--url", server.url, "--token", "wrong"];
    const { code, err } = await perennialHere(args);
    expect(code).toBe(1);
    expect(err).toContain("does not accept the token given with --token");
  });
});

test("the help shows an example", async () => {
  const { code, out } = await perennialHere(["insight", "effect", "--help"]);
  expect(code).toBe(0);
  expect(out).toContain("Usage: perennial insight effect [options] [program]");
  expect(out).toMatch(/Example:\n {2}\$ npx perennial insight effect /);
});
