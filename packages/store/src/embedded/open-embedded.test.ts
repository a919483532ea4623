import { spawnSync } from "node:child_process";
import { readdir, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import pg from "pg";
import { expect, test, vi } from "vitest";
import { attachEmbedded } from "./attach-embedded.ts";
import { connectionString, poolConfig } from "./connection.ts";
import type { EmbeddedServer } from "./open-embedded.ts";
import { openEmbedded } from "./open-embedded.ts";
import { isAlive } from "./process-identity.ts";
import { isServing } from "./reach-server.ts";
import {
  killAllOn,
  madeEarlier,
  newPlace,
  open,
  processesOn,
  refusal,
  usePlaces,
} from "./testing/places.ts";

usePlaces();

const SLOW = { timeout: 60_000 };

async function ask(server: EmbeddedServer, question: string): Promise<Record<string, unknown>> {
  const client = new pg.Client(poolConfig(server));
  await client.connect();
  try {
    const { rows } = await client.query(question);
    return rows[0];
  } finally {
    await client.end();
  }
}

test("what was written is there after a stop and a start", SLOW, async () => {
  const dataDir = join(await newPlace(), "not", "made", "yet");
  const lines: string[] = [];
  const first = await openEmbedded({ dataDir, log: (line) => lines.push(line) });
  expect(first.how).toBe("created");
  await ask(first, "create table kept as select 'åäö' as word");
  await first.stop();
  expect(processesOn(dataDir)).toEqual([]);

  const second = await openEmbedded({ dataDir, log: (line) => lines.push(line) });
  expect(second.how).toBe("started");
  expect(await ask(second, "select upper(word) as word from kept")).toEqual({ word: "ÅÄÖ" });
  await second.stop();
  expect(lines.filter((line) => line.includes("makes a new database"))).toHaveLength(1);
  expect(lines.filter((line) => line.includes("is stopped"))).toHaveLength(2);
});

test("a durable server waits for the disk, is off the network and speaks UTC", SLOW, async () => {
  const dataDir = await madeEarlier();
  const server = await openEmbedded({ dataDir, log: () => undefined });
  const settings = await ask(
    server,
    `select current_setting('fsync') as fsync, current_setting('synchronous_commit') as commits,
            current_setting('full_page_writes') as pages, current_setting('listen_addresses') as net,
            current_setting('timezone') as zone, current_setting('server_encoding') as encoding,
            current_setting('data_checksums') as checksums`,
  );
  await server.stop();
  expect(settings).toEqual({
    fsync: "on",
    commits: "on",
    pages: "on",
    net: "",
    zone: "UTC",
    encoding: "UTF8",
    checksums: "on",
  });
});

test("the role owns its database and is no superuser", SLOW, async () => {
  const server = await open(await madeEarlier());
  await ask(server, "create table made_by_owner (id int)");
  const role = await ask(
    server,
    `select rolsuper, rolbypassrls, rolcreatedb, rolcreaterole from pg_roles where rolname = current_user`,
  );
  await server.stop();
  expect(role).toEqual({
    rolsuper: false,
    rolbypassrls: false,
    rolcreatedb: true,
    rolcreaterole: true,
  });
});

test("only the password opens the door, and only its user can read it", SLOW, async () => {
  const dataDir = await madeEarlier();
  const server = await open(dataDir);
  expect(await isServing(server)).toBe(true);
  expect(await isServing({ ...server, password: "guess" })).toBe(false);
  expect(await isServing({ ...server, user: "postgres" })).toBe(false);
  await server.stop();
  const mode = async (...path: string[]) => (await stat(join(dataDir, ...path))).mode & 0o777;
  expect(await mode("cluster", "password")).toBe(0o600);
  expect(await mode("cluster")).toBe(0o700);
  expect(await mode("socket")).toBe(0o700);
  expect(await mode("postgres.log")).toBe(0o600);
});

test("the connection string carries everything pg needs", SLOW, async () => {
  const server = await open(await madeEarlier());
  const client = new pg.Client({ connectionString: connectionString(server) });
  await client.connect();
  const { rows } = await client.query("select current_database() as database");
  await client.end();
  await server.stop();
  expect(rows).toEqual([{ database: "perennial" }]);
});

test("a lost password is replaced", SLOW, async () => {
  const dataDir = await madeEarlier();
  await rm(join(dataDir, "cluster", "password"));
  const lines: string[] = [];
  const server = await open(dataDir, lines);
  expect(await isServing(server)).toBe(true);
  await server.stop();
  expect(lines.join("\n")).toContain("password of the database was lost");
});

test("a command line finds a running server, and none when it is stopped", SLOW, async () => {
  const dataDir = await madeEarlier();
  expect(await attachEmbedded(join(dataDir, "nowhere"))).toBeUndefined();
  expect(await attachEmbedded(dataDir)).toBeUndefined();
  const server = await open(dataDir);
  const attached = await attachEmbedded(dataDir);
  expect(attached).toEqual(poolConfig(server));
  await server.stop();
  expect(await attachEmbedded(dataDir)).toBeUndefined();
});

test("the same process cannot open a directory twice", SLOW, async () => {
  const dataDir = await madeEarlier();
  const server = await open(dataDir);
  const error = await refusal(open(dataDir));
  await server.stop();
  expect(error.code).toBe("in-use");
  expect(error.message).toContain("this very process");
  await (await open(dataDir)).stop();
});

test("a server that dies is told, and the directory can be opened again", SLOW, async () => {
  const dataDir = await madeEarlier();
  const lines: string[] = [];
  const server = await open(dataDir, lines);
  await killAllOn(dataDir);
  const error = await server.died;
  expect(error.message).toContain(`process ${server.pid}) died (ended by SIGKILL)`);
  expect(lines.at(-1)).toBe(error.message);
  await server.stop();
  const next = await open(dataDir);
  expect(next.how).toBe("started");
  await next.stop();
});

test("a process that ends without stopping takes its server along", SLOW, async () => {
  const dataDir = await madeEarlier();
  const script = `
    import { openEmbedded } from ${JSON.stringify(join(import.meta.dirname, "open-embedded.ts"))};
    const { pid } = await openEmbedded({ dataDir: process.argv[1], log: () => undefined });
    process.stdout.write(String(pid));
    process.exit(3);`;
  const run = spawnSync(
    process.execPath,
    ["--conditions=perennial-source", "--input-type=module", "-e", script, dataDir],
    { encoding: "utf8" },
  );
  expect(run.status).toBe(3);
  await vi.waitFor(() => expect(isAlive(Number(run.stdout))).toBe(false), 20_000);
  const next = await open(dataDir);
  expect(next.how).toBe("started");
  await next.stop();
});

test("stopping twice, and with sessions open, is one orderly stop", SLOW, async () => {
  const dataDir = await madeEarlier();
  const server = await open(dataDir);
  const client = new pg.Client(poolConfig(server));
  const cut = new Promise((resolve) => client.on("error", resolve));
  await client.connect();
  await Promise.all([server.stop(), server.stop()]);
  await cut;
  expect(await readdir(join(dataDir, "socket"))).toEqual([]);
  expect(processesOn(dataDir)).toEqual([]);
});
