import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { copyFile, readFile, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { attachEmbedded, connectionString } from "@perennial/store";
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from "vitest";
import { type RunningServer, type StartOptions, startServer } from "./start-server.ts";
import { keepingLog, newDataDir } from "./testing/test-server.ts";

let dataDir = "";
beforeAll(async () => {
  dataDir = await newDataDir();
});
afterAll(() => rm(dataDir, { recursive: true, force: true }));

const LONG = { timeout: 60_000 };

function start(options: Partial<StartOptions> = {}): Promise<RunningServer> {
  const { log } = keepingLog();
  const demo = { demo: true, customers: 5 };
  return startServer({ port: 0, dataDir, ...demo, log, environment: {}, ...options });
}

async function refusal(options: Partial<StartOptions>): Promise<Error> {
  try {
    const server = await start(options);
    await server.stop();
  } catch (error) {
    if (error instanceof Error) return error;
  }
  throw new Error("it started");
}

describe("a start", () => {
  test("on a port in use says so, names it, and leaves nothing running", LONG, async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await once(other, "listening");
    const { port } = other.address() as AddressInfo;
    const error = await refusal({ port });
    expect(error).toMatchObject({
      name: "ServerError",
      message: `The server cannot listen on 127.0.0.1:${port}. The port ${port} is in use. Stop what uses it, or choose another with --port.`,
    });
    other.close();
    await (await start({ port })).stop();
  });

  test(
    "with another key than the secrets were sealed with is refused (reliability.md, 7.2 row 47)",
    LONG,
    async () => {
      const PERENNIAL_VAULT_KEY = Buffer.alloc(32, 7).toString("base64");
      const error = await refusal({ environment: { PERENNIAL_VAULT_KEY } });
      expect(error.name).toBe("ServerError");
      expect(error.message).toContain(
        "sealed with another key than the one of PERENNIAL_VAULT_KEY",
      );
      expect(error.message).not.toContain(PERENNIAL_VAULT_KEY);
      const key = join(dataDir, "vault-key");
      await copyFile(key, `${key}.kept`);
      await writeFile(key, "");
      const damaged = await refusal({});
      expect(damaged.message).toContain(`The key in ${key} is damaged`);
      await copyFile(`${key}.kept`, key);
      await (await start()).stop();
    },
  );

  test("with a damaged demo's world says which file, and what to do", LONG, async () => {
    const file = join(dataDir, "demo-world.json");
    await copyFile(file, `${file}.kept`);
    await writeFile(file, '{"base":');
    expect((await refusal({})).message).toContain(`The demo's world in ${file} cannot be read.`);
    await copyFile(`${file}.kept`, file);
    await (await start()).stop();
  });

  test(
    "with a database that cannot be used says which and why, and not its password",
    LONG,
    async () => {
      const refused = async (DATABASE_URL: string) =>
        (await refusal({ environment: { DATABASE_URL } })).message;
      const away = await refused("postgres://me:hemligt@127.0.0.1:1/mine");
      expect(away).toMatch(
        /^The database of DATABASE_URL \(127\.0\.0\.1:1\/mine\) cannot be used: .*ECONNREFUSED.*\./,
      );
      const server = await start();
      try {
        const embedded = await attachEmbedded(dataDir);
        if (!embedded) throw new Error("no server runs there");
        const missing = await refused(connectionString(embedded, "nowhere"));
        expect(missing).toContain('database "nowhere" does not exist');
        const { password } = embedded;
        for (const message of [away, missing]) {
          expect(message).toContain("leave DATABASE_URL out");
          for (const secret of ["hemligt", password]) expect(message).not.toContain(secret);
        }
      } finally {
        await server.stop();
      }
    },
  );

  test("of a demo on a database that another server works on is refused", LONG, async () => {
    const server = await start();
    try {
      const embedded = await attachEmbedded(dataDir);
      if (!embedded) throw new Error("no server runs there");
      const PERENNIAL_VAULT_KEY = (await readFile(join(dataDir, "vault-key"), "utf8")).trim();
      const environment = { DATABASE_URL: connectionString(embedded), PERENNIAL_VAULT_KEY };
      const { message } = await refusal({ environment, dataDir: join(dataDir, "second") });
      expect(message).toContain("a demo needs one for itself: stop the other");
    } finally {
      await server.stop();
    }
  });

  test("with an environment that is not right is refused before anything is opened", async () => {
    const error = await refusal({
      environment: { PERENNIAL_PUBLIC_URL: "ftp://x" },
      dataDir: "/dev/null",
    });
    expect(error.message).toContain("PERENNIAL_PUBLIC_URL");
  });
});

/** What a server process says when it is ready. */
interface Ready {
  readonly url: string;
  readonly token: string;
}

/** A server as a process of its own, once it is ready. */
async function startProcess(): Promise<{ readonly child: ChildProcess } & Ready> {
  const file = fileURLToPath(new URL("./testing/server-process.ts", import.meta.url));
  const child = spawn(process.execPath, ["--conditions=perennial-source", file, dataDir], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  onTestFinished(() => void child.kill("SIGKILL"));
  const [line] = await once(child.stdout.setEncoding("utf8"), "data");
  return { child, ...(JSON.parse(String(line)) as Ready) };
}

describe("a stop", () => {
  test(
    "may be asked for twice, and asked for during a request lets that come to its end",
    LONG,
    async () => {
      const server = await start();
      const asked = fetch(new URL("/v1/customers", server.url), {
        headers: { authorization: `Bearer ${server.token}` },
      });
      const answered = asked.then(async (response) => [response.status, await response.json()]);
      // The request is on its way once another one has been answered.
      await fetch(new URL("/v1/health", server.url));
      await Promise.all([server.stop(), server.stop()]);
      expect(await answered).toEqual([200, { items: expect.any(Array), next: null }]);
      await expect(fetch(new URL("/v1/health", server.url))).rejects.toThrow(TypeError);
    },
  );

  test(
    "leaves nothing that keeps the process, though the clock is being turned and clients stay connected",
    LONG,
    async () => {
      const { child, url, token } = await startProcess();
      // Nobody else may use the directory meanwhile; who does is named.
      const inUse = await refusal({});
      expect(inUse.message).toContain(`${child.pid}`);
      expect(inUse.message).toContain(dataDir);
      const ended = once(child, "exit");
      const turning = await fetch(new URL("/v1/clock/forward", url), {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ by: "P5Y" }),
      });
      expect(turning.status).toBe(200);
      child.kill("SIGTERM");
      const lines = (await turning.text()).trim().split("\n");
      expect(JSON.parse(lines.at(-1) ?? "")).toMatchObject({ status: 503, title: "Interrupted" });
      expect(await ended).toEqual([0, null]);
    },
  );
});
