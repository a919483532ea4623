import { mkdir, readdir, rename, rm, truncate, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { EmbeddedPostgresError } from "./embedded-error.ts";
import { explainError, explainFailure } from "./explain-failure.ts";
import { chooseHome } from "./home.ts";
import { findProgramPackage } from "./program-package.ts";
import { OpenerProcess } from "./testing/opener-process.ts";
import { madeEarlier, newPlace, open, processesOn, refusal, usePlaces } from "./testing/places.ts";

usePlaces();

const SLOW = { timeout: 60_000 };

const damages: Readonly<Record<string, (cluster: string) => Promise<void>>> = {
  "PG_VERSION is missing": (cluster) => rm(join(cluster, "PG_VERSION")),
  "PG_VERSION is empty": (cluster) => truncate(join(cluster, "PG_VERSION")),
  "the control file is missing": (cluster) => rm(join(cluster, "global/pg_control")),
  "the control file is cut short": (cluster) => truncate(join(cluster, "global/pg_control"), 100),
  "the write-ahead log is gone": (cluster) => rm(join(cluster, "pg_wal"), { recursive: true }),
  "the write-ahead log is empty": async (cluster) => {
    const log = join(cluster, "pg_wal");
    const segments = (await readdir(log)).filter((name) => /^[0-9A-F]{24}$/.test(name));
    for (const name of segments) await rm(join(log, name));
  },
  "the data directory is empty": async (cluster) => {
    await rm(cluster, { recursive: true });
    await mkdir(cluster);
  },
};

test.each(Object.entries(damages))(
  "a cluster is refused and left alone when %s",
  SLOW,
  async (_, damage) => {
    const dataDir = await madeEarlier();
    const cluster = join(dataDir, "cluster/data");
    await damage(cluster);
    const before = await readdir(cluster, { recursive: true });

    const error = await refusal(open(dataDir));
    expect(error.code).toBe("damaged");
    expect(error.message).toContain(join(dataDir, "cluster"));
    expect(error.message).toContain("backup");
    const after = await readdir(cluster, { recursive: true });
    expect(after.filter((name) => !before.includes(name))).toEqual([]);
    expect(before.filter((name) => !after.includes(name))).toEqual([]);
    expect(processesOn(dataDir)).toEqual([]);
  },
);

test("a database that disappeared is not silently begun anew", SLOW, async () => {
  const dataDir = await madeEarlier();
  await rename(join(dataDir, "cluster"), join(dataDir, "moved-away"));
  const error = await refusal(open(dataDir));
  expect(error.code).toBe("damaged");
  expect(error.message).toContain(
    `delete ${join(dataDir, "created.json")} to begin with an empty database`,
  );

  await rename(join(dataDir, "moved-away"), join(dataDir, "cluster"));
  await (await open(dataDir)).stop();
});

test("a cluster of another major version is refused by name", SLOW, async () => {
  const dataDir = await madeEarlier();
  await writeFile(join(dataDir, "cluster/data/PG_VERSION"), "16\n");
  const error = await refusal(open(dataDir));
  expect(error.code).toBe("other-version");
  expect(error.message).toContain("made by PostgreSQL 16 and this is PostgreSQL 18");
  expect(error.message).toContain("DATABASE_URL");
});

test(
  "of two starts at once one wins, and the other names the winner and the way out",
  SLOW,
  async () => {
    const dataDir = join(await newPlace(), "data");
    const openers = await Promise.all([OpenerProcess.start(dataDir), OpenerProcess.start(dataDir)]);
    const answers = await Promise.all(openers.map((opener) => opener.opened()));
    const winner = openers[answers.findIndex((answer) => answer.server !== undefined)];
    const refusals = answers.flatMap((answer) => answer.error ?? []);
    expect(refusals).toHaveLength(1);
    expect(refusals[0]?.code).toBe("in-use");

    const third = await refusal(open(dataDir));
    expect(third.message).toContain(`in use by process ${winner?.pid}`);
    expect(third.message).toContain("DATABASE_URL");
    await Promise.all(openers.map((opener) => opener.stop()));
    await (await open(dataDir)).stop();
  },
);

test("where no PostgreSQL exists for the platform, the way out is named", async () => {
  const outcome = await findProgramPackage("sunos", "sparc").catch((error: unknown) => error);
  expect(outcome).toBeInstanceOf(EmbeddedPostgresError);
  expect(outcome).toMatchObject({ code: "no-programs" });
  expect(String(outcome)).toContain("set DATABASE_URL to a PostgreSQL 14 or newer");
});

test.each([
  ["disk-full", 'FATAL:  could not write to file "pg_wal/xlogtemp.42": No space left on device'],
  [
    "unsuitable",
    'FATAL:  could not resize shared memory segment "/PostgreSQL.1": No space left on device',
  ],
  ["no-permission", 'FATAL:  data directory "/x" has wrong ownership'],
  ["other-version", "FATAL:  database files are incompatible with server"],
  ["damaged", "PANIC:  could not locate a valid checkpoint record at 0/1"],
  ["in-use", 'FATAL:  lock file "postmaster.pid" already exists'],
  ["failed", "FATAL:  something nobody has seen yet"],
] as const)("the reason %s is read from PostgreSQL's last words", async (code, words) => {
  const home = await chooseHome(join(await newPlace(), "data"), () => undefined);
  const error = explainFailure(home, "PostgreSQL did not start", ["LOG:  starting", words]);
  expect(error.code).toBe(code);
  expect(error.message).toContain(words);
});

test("a full disk met by ourselves is told in the same way", () => {
  const error = explainError(Object.assign(new Error("write"), { code: "ENOSPC" }), "/srv/data");
  expect(error.code).toBe("disk-full");
  expect(error.message).toContain("/srv/data");
});
