import { execFile } from "node:child_process";
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";

const ROOT = join(import.meta.dirname, "..", "..");
/** What the author of a connector installs. */
const PACKED = ["core/contract", "packages/connector-kit", "packages/conformance"];
const GUIDE = join(ROOT, "apps", "docs", "src", "write-a-connector.md");
const SCAFFOLD = "packages/create-connector";
/** Packing builds first, and installing fetches what others have published. */
const PATIENCE = 5 * 60_000;

let directory = "";
let tarballs: Readonly<Record<string, string>> = {};

const run = promisify(execFile);
/** Runs a command of npm's as a person would, away from this repository. */
async function npm(folder: string, ...args: readonly string[]): Promise<string> {
  const environment = Object.fromEntries(
    Object.entries(process.env).filter(
      ([name]) => !/^(?:npm_|VITEST|NODE_ENV$|NODE_OPTIONS$)/.test(name),
    ),
  );
  const options = { cwd: folder, env: { ...environment, NO_COLOR: "1" }, maxBuffer: 2 ** 24 };
  try {
    const { stdout, stderr } = await run("npm", [...args], options);
    return stdout + stderr;
  } catch (error) {
    const { stdout = "", stderr = "" } = error as { stdout?: string; stderr?: string };
    throw new Error(`npm ${args.join(" ")} failed:\n${stdout}\n${stderr}`, { cause: error });
  }
}

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "perennial-scaffold-"));
  const folders = [...PACKED, SCAFFOLD];
  const filters = folders.map((folder) => `--filter=./${folder}`);
  await npm(ROOT, "exec", "--", "turbo", "run", "build", "--output-logs=errors-only", ...filters);
  for (const folder of folders) {
    await npm(ROOT, "pack", "--pack-destination", directory, "-w", folder);
  }
  const files = await readdir(directory);
  tarballs = Object.fromEntries(
    folders.map((folder) => {
      const name = `perennial-${folder.split("/").at(-1)}-`;
      return [folder, join(directory, files.find((file) => file.startsWith(name)) ?? name)];
    }),
  );
}, PATIENCE);
afterAll(() => rm(directory, { recursive: true, force: true }));

describe("somebody outside who wants to connect Acme", { timeout: PATIENCE }, () => {
  test("writes a folder with one command, and its tests pass at once", async () => {
    const { [SCAFFOLD]: scaffold = "", ...theirs } = tarballs;
    const contract = theirs["core/contract"] ?? "";
    await npm(directory, "init", "--yes");
    await npm(directory, "install", "--no-audit", "--no-fund", scaffold, contract);
    const create = ["exec", "--", "create-connector", "acme", "--title", "Acme", "--yes"];
    const said = await npm(directory, ...create);
    expect(said).toContain("perennial-connector-acme has 12 files.");

    const folder = join(directory, "perennial-connector-acme");
    await npm(folder, "install", "--no-audit", "--no-fund", "--save-dev", ...Object.values(theirs));
    const tested = await npm(folder, "test");
    expect(tested).toMatch(/Tests {2}\d+ passed \(\d+\)/);
    await npm(folder, "run", "types");
    await npm(folder, "run", "build");
    expect(await readdir(join(folder, "dist"))).toContain("index.js");
  });

  test("follows the guide to two capabilities, and all of the suite passes", async () => {
    const options = ["--commands", "add-note", "--capabilities", "inbound", "--yes"];
    const elsewhere = join(directory, "guide");
    await mkdir(elsewhere);
    await npm(elsewhere, "exec", "--", "create-connector", "acme", "--title", "Acme", ...options);
    const folder = join(elsewhere, "perennial-connector-acme");
    const guide = await readFile(GUIDE, "utf8");
    const files = [...guide.matchAll(/^```ts (\S+)\n(.*?)^```$/gms)];
    expect(files.length).toBeGreaterThan(5);
    for (const [, path = "", content = ""] of files) await writeFile(join(folder, path), content);
    const { [SCAFFOLD]: _, ...theirs } = tarballs;
    await npm(folder, "install", "--no-audit", "--no-fund", "--save-dev", ...Object.values(theirs));
    await npm(folder, "run", "types");
    expect(await npm(folder, "test")).toMatch(/Tests {2}\d+ passed \(\d+\)/);
  });

  test("is told what is missing for what it shall be able to do", async () => {
    const create = ["exec", "--", "create-connector", "globex", "--commands", "send-sms", "--yes"];
    await npm(directory, ...create);
    const folder = join(directory, "perennial-connector-globex");
    const { [SCAFFOLD]: _, ...theirs } = tarballs;
    await npm(folder, "install", "--no-audit", "--no-fund", "--save-dev", ...Object.values(theirs));
    const failed = await npm(folder, "test").then(String, String);
    expect(failed).toContain("send-sms");
    expect(failed).toMatch(/commands/);
  });

  test("loses nothing that stands there already", async () => {
    const again = npm(directory, "exec", "--", "create-connector", "acme", "--yes");
    await expect(again).rejects.toThrow("perennial-connector-acme is not empty");
  });

  test("is told what is wrong with an answer", async () => {
    const wrong = npm(directory, "exec", "--", "create-connector", "Acme CRM", "--yes");
    await expect(wrong).rejects.toThrow("such as acme or acme-crm");
  });
});
