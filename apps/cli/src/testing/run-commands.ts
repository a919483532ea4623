import { spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { ManualClock } from "@perennial/contract";
import { runCli } from "../commands/run-cli.ts";
import { Terminal } from "../output/terminal.ts";

/** How a command ended, and what it said. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

const MAIN = fileURLToPath(new URL("../main.ts", import.meta.url));
const ROOT = fileURLToPath(new URL("../../../../", import.meta.url));

/** Runs the command line as a process of its own in the checkout, as a person would. */
export function perennial(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const child = spawn(process.execPath, ["--conditions=perennial-source", MAIN, ...args], {
    cwd: ROOT,
    env: { ...bareEnvironment(), ...environment },
  });
  const [out, err]: [string[], string[]] = [[], []];
  child.stdout.setEncoding("utf8").on("data", (text) => out.push(text));
  child.stderr.setEncoding("utf8").on("data", (text) => err.push(text));
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => resolve({ code, out: out.join(""), err: err.join("") }));
  });
}

/** What a process finds set that is to find nothing set but what makes it load quickly. */
export function bareEnvironment(): NodeJS.ProcessEnv {
  const { PATH, NODE_COMPILE_CACHE, NODE_OPTIONS, PERENNIAL_TEST_PROGRAMS } = process.env;
  return { PATH, NODE_COMPILE_CACHE, NODE_OPTIONS, PERENNIAL_TEST_PROGRAMS };
}

/** Runs the command line in this process, which takes a fraction of the time. */
export async function perennialHere(
  args: readonly string[],
  environment: Readonly<Record<string, string>> = {},
): Promise<Ended> {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = new Terminal(
    { write: (text) => out.push(text) },
    { write: (text) => err.push(text) },
  );
  const code = await runCli(args, {
    terminal,
    environment,
    clock: new ManualClock("2026-03-02T08:00:00.000Z"),
    quit: (code) => process.exit(code),
    onStop: () => () => undefined,
  });
  return { code, out: out.join(""), err: err.join("") };
}

/** What no person should have to read. */
export const TRACE = /\n\s+at |node:internal/;
