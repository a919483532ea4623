import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, expect, test, vi } from "vitest";
import { bareEnvironment, perennial, perennialHere, TRACE } from "../testing/run-commands.ts";

vi.setConfig({ testTimeout: 120_000, hookTimeout: 60_000 });

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));

const left: { readonly children: ChildProcess[]; readonly folders: string[] } = {
  children: [],
  folders: [],
};

afterEach(async () => {
  for (const child of left.children.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill("SIGTERM");
    await once(child, "close");
  }
  for (const folder of left.folders.splice(0)) await rm(folder, { recursive: true, force: true });
});

async function newDataDir(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "perennial-cli-start-"));
  // Root runs the database as another user, who must be able to pass.
  await chmod(folder, 0o711);
  left.folders.push(folder);
  return join(folder, "data");
}

/** A server that a person has started in a terminal. */
class StartedServer {
  readonly child: ChildProcess;
  out = "";
  err = "";

  constructor(args: readonly string[]) {
    this.child = spawn(
      process.execPath,
      ["--conditions=perennial-source", MAIN, "start", "--port", "0", ...args],
      { env: bareEnvironment() },
    );
    left.children.push(this.child);
    this.child.stdout?.setEncoding("utf8").on("data", (text) => {
      this.out += text;
    });
    this.child.stderr?.setEncoding("utf8").on("data", (text) => {
      this.err += text;
    });
  }

  async ready(): Promise<this> {
    while (!this.out.includes("Ctrl-C stops it.")) {
      if (this.child.exitCode !== null) throw new Error(`it ended: ${this.out}${this.err}`);
      await Promise.race([
        this.child.stdout && once(this.child.stdout, "data"),
        once(this.child, "close"),
      ]);
    }
    return this;
  }

  /** What the process ends with after a signal. */
  async ended(signal: NodeJS.Signals): Promise<number | null> {
    const closing = once(this.child, "close");
    this.child.kill(signal);
    await closing;
    return this.child.exitCode;
  }

  get url(): string {
    return /Console +(\S+?)\/console\//.exec(this.out)?.[1] ?? "";
  }
}

test("a server says where it is and shows its token once, and Ctrl-C stops it in order", async () => {
  const dataDir = await newDataDir();
  const first = await new StartedServer(["--data-dir", dataDir]).ready();
  const token = (await readFile(join(dataDir, "console-token"), "utf8")).trim();
  expect(first.out).toContain(`Token     ${token}`);
  expect(first.out).toMatch(
    /Perennial is ready\.\n {2}Console +http:\/\/127\.0\.0\.1:\d+\/console\/(?:#token=\S+)?\n {2}API +\S+\/docs/,
  );
  // For whoever collects them; a person who watches finds them in a file.
  expect(first.err.split("\n")[0]).toMatch(/^\{"level":30,/);
  const clock = await perennialHere(["clock", "--url", first.url, "--data-dir", dataDir]);
  expect(clock).toMatchObject({ code: 0, out: expect.stringMatching(/The clock is the real one/) });
  const turned = await perennialHere([
    "clock",
    "forward",
    "P1D",
    "--url",
    first.url,
    "--data-dir",
    dataDir,
  ]);
  expect(turned).toMatchObject({
    code: 1,
    err: expect.stringMatching(/Only the demo's clock can be turned/),
  });
  expect(await first.ended("SIGINT")).toBe(0);
  expect(first.out).toMatch(/Stopped\.\n$/);

  const second = await new StartedServer(["--data-dir", dataDir]).ready();
  expect(second.out).not.toContain(token);
  expect(second.out).toMatch(/Token +in .*console-token/);
  expect(await second.ended("SIGTERM")).toBe(0);
});

test("the demo tells what to type next; its clock can be turned and its customers explained", async () => {
  const dataDir = await newDataDir();
  const demo = await new StartedServer([
    "--demo",
    "--customers",
    "60",
    "--data-dir",
    dataDir,
  ]).ready();
  expect(demo.err).toBe("");
  expect(await readFile(join(dataDir, "server.log"), "utf8")).toMatch(
    /^\{"level":30,"time":\d+,.*"msg":/,
  );
  expect(demo.out).toMatch(/npx perennial clock forward P30D --data-dir \S+ --url \S+/);
  const there = ["--url", demo.url, "--data-dir", dataDir];

  const forward = await perennialHere(["clock", "forward", "P10D", ...there]);
  expect(forward.code).toBe(0);
  expect(forward.out).toMatch(/Mon, 2 March 2026: /);
  expect(forward.out).toMatch(/In all, from 2026-03-02 to 2026-03-12:\n {2}what +times/);
  const json = JSON.parse(
    (await perennialHere(["clock", "forward", "P1D", "--json", ...there])).out,
  );
  expect(json).toMatchObject({ days: expect.any(Array), totals: { entered: expect.any(Number) } });
  const now = JSON.parse((await perennialHere(["clock", "--json", ...there])).out);
  expect(now).toMatchObject({ demo: true, now: expect.stringMatching(/^2026-03-13/) });

  const customer = /npx perennial explain (\S+)/.exec(demo.out)?.[1] ?? "";
  const swedish = await perennialHere(["explain", customer, "--locale", "sv", ...there]);
  expect(swedish.out).toMatch(
    /Tider i Europe\/Stockholm\.[\s\S]*\(renewal\), avtal [\s\S]*Kontakter/,
  );
  const data = JSON.parse((await perennialHere(["explain", customer, "--json", ...there])).out);
  expect(data).toMatchObject({ customerId: customer, programs: expect.any(Array) });
  const unknown = await perennialHere(["explain", "no-such-one", ...there]);
  expect(unknown).toMatchObject({
    code: 1,
    err: expect.stringMatching(/no customer with the id "no-such-one"/),
  });
  const stranger = await perennialHere([
    "explain",
    customer,
    "--url",
    demo.url,
    "--token",
    "pt_1_wrongwrongwrongwrong",
  ]);
  expect(stranger).toMatchObject({
    code: 1,
    err: expect.stringMatching(/does not accept the token given with --token/),
  });
  expect(await demo.ended("SIGINT")).toBe(0);
});

test("a port that is taken is told with what to do, and nothing is left running", async () => {
  const taken = createServer().listen(0, "127.0.0.1");
  await once(taken, "listening");
  const address = taken.address();
  const port = typeof address === "object" ? String(address?.port) : "";
  const args = ["start", "--port", port, "--data-dir", await newDataDir()];
  const { code, err } = await perennial(args);
  taken.close();
  expect(code).toBe(1);
  expect(err).toMatch(
    new RegExp(`The port ${port} is in use\\. Stop what uses it, or choose another with --port\\.`),
  );
  expect(err).not.toMatch(TRACE);
});

test("a process that is to share the work says what it lacks for that", async () => {
  const { code, err } = await perennial(["start", "--role", "worker"]);
  expect(code).toBe(1);
  for (const name of ["DATABASE_URL", "PERENNIAL_PUBLIC_URL", "PERENNIAL_VAULT_KEY"]) {
    expect(err).toContain(`${name} must be set where PERENNIAL_ROLE is "worker", alike for all`);
  }
  expect(err).not.toMatch(TRACE);
  const demo = await perennial(["start", "--demo", "--role", "worker"]);
  expect(demo).toMatchObject({ code: 2, err: expect.stringMatching(/A demo is one process/) });
});
