import { execFile } from "node:child_process";
import { access, mkdir, mkdtemp, readdir, rename, rm, stat } from "node:fs/promises";
import { createRequire } from "node:module";
import { delimiter, join } from "node:path";
import { promisify } from "node:util";
import { QueueError } from "../queue-error.ts";

const run = promisify(execFile);

/** A redis-server, or a valkey-server, that can be started on this machine. */
export interface RedisProgram {
  readonly path: string;
  /** Where it comes from, for the line that tells the tester. */
  readonly from: string;
  readonly env: NodeJS.ProcessEnv;
}

const PACKAGES = ["redis-server", "redis-tools", "liblzf1", "libjemalloc2", "libatomic1"];
const UNPACKED = "perennial-redis";
const UNPACKING = "perennial-redis-unpacking-";
/** A younger directory may be one that another run is unpacking into. */
const ABANDONED_AFTER = 10 * 60_000;
const LONGEST_UPDATE = 120_000;
const REMEDY =
  "Set REDIS_URL to a Redis that tests may use, or install valkey-server or redis-server so that it is on PATH.";

/**
 * Finds a server on PATH, or unpacks Debian's packages into `node_modules/.cache`, which needs no rights.
 * @throws QueueError that says what to do where there is neither.
 */
export async function findRedisProgram(
  cache = join(modulesDirectory(), ".cache"),
): Promise<RedisProgram> {
  for (const name of ["valkey-server", "redis-server"]) {
    const path = await onPath(name);
    if (path) return { path, from: path, env: process.env };
  }
  try {
    return await unpacked(cache);
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new QueueError(
      `The tests need a real Redis, and none was found on PATH or could be unpacked from Debian's packages (${reason}). ${REMEDY}`,
      { cause },
    );
  }
}

async function unpacked(cache: string): Promise<RedisProgram> {
  const home = join(cache, UNPACKED);
  if (!(await exists(home))) await unpackInto(cache, home);
  return programIn(home);
}

/** Unpacks beside its place and then moves there in one step: whoever finds it finds it whole. */
async function unpackInto(cache: string, home: string): Promise<void> {
  await mkdir(cache, { recursive: true });
  await removeAbandoned(cache);
  const directory = await mkdtemp(join(cache, UNPACKING));
  try {
    await download(directory);
    for (const name of await readdir(directory)) {
      if (!name.endsWith(".deb")) continue;
      await run("dpkg", ["-x", name, "."], { cwd: directory });
      await rm(join(directory, name));
    }
    const program = await programIn(directory);
    await run(program.path, ["--version"], { env: program.env });
    await rename(directory, home).catch(async (error: unknown) => {
      // Another process was first with the same.
      if (!(await exists(home))) throw error;
    });
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
}

async function download(directory: string): Promise<void> {
  const fetch = () =>
    run("apt-get", ["download", "-q", ...PACKAGES], { cwd: directory, timeout: 120_000 });
  try {
    await fetch();
  } catch (error) {
    if (process.getuid?.() !== 0) throw error;
    await refreshLists();
    await fetch();
  }
}

/** On a fresh machine there is no list of packages, and several test processes find that out at the same time. */
async function refreshLists(): Promise<void> {
  const env = { ...process.env, LC_ALL: "C" };
  for (const until = Date.now() + LONGEST_UPDATE; Date.now() < until; ) {
    try {
      await run("apt-get", ["update", "-q"], { timeout: LONGEST_UPDATE, env });
      return;
    } catch (error) {
      const said = error instanceof Error && "stderr" in error ? String(error.stderr) : "";
      if (!said.includes("lock")) throw error;
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  }
}

async function programIn(home: string): Promise<RedisProgram> {
  const libraries = join(home, "usr", "lib");
  const folders = (await readdir(libraries, { withFileTypes: true }))
    .filter((entry) => entry.isDirectory())
    .map((entry) => join(libraries, entry.name));
  const known = process.env.LD_LIBRARY_PATH;
  const path = [...folders, ...(known ? [known] : [])].join(":");
  return {
    path: join(home, "usr", "bin", "redis-server"),
    from: "Debian's packages in node_modules/.cache",
    env: { ...process.env, LD_LIBRARY_PATH: path },
  };
}

async function removeAbandoned(cache: string): Promise<void> {
  for (const name of await readdir(cache)) {
    if (!name.startsWith(UNPACKING)) continue;
    const directory = join(cache, name);
    const age =
      Date.now() - ((await stat(directory).catch(() => undefined))?.mtimeMs ?? Date.now());
    if (age > ABANDONED_AFTER) await rm(directory, { recursive: true, force: true });
  }
}

function modulesDirectory(): string {
  const path = createRequire(import.meta.url).resolve("ioredis");
  return path.slice(0, path.lastIndexOf("node_modules") + "node_modules".length);
}

async function onPath(name: string): Promise<string | undefined> {
  for (const folder of (process.env.PATH ?? "").split(delimiter)) {
    const path = join(folder, name);
    if (folder && (await exists(path))) return path;
  }
  return undefined;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
