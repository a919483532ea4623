import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { text } from "node:stream/consumers";
import { expect, onTestFinished, test } from "vitest";

const PROGRAM = join(import.meta.dirname, "../testing/blocked-process.ts");
const LONG = { timeout: 60_000 };

function start(how: string, limit: number): ChildProcess {
  const child = spawn(
    process.execPath,
    ["--conditions=perennial-source", PROGRAM, how, String(limit)],
    {
      stdio: ["ignore", "inherit", "pipe"],
      // What it says of where it stood is to be of its source.
      env: { ...process.env, PERENNIAL_TEST_PROGRAMS: "" },
    },
  );
  onTestFinished(() => void child.kill("SIGKILL"));
  return child;
}

/** What a process left behind. */
async function endOf(child: ChildProcess) {
  const [words, [code, signal]] = await Promise.all([
    child.stderr ? text(child.stderr) : "",
    once(child, "close"),
  ]);
  return { words, code, signal };
}

test.each(["spinning", "in an expression", "waiting"])(
  "a process whose event loop is blocked, %s, says with what and ends, not well",
  LONG,
  async (how) => {
    const { words, code, signal } = await endOf(start(how, 500));
    // A call of the system that never returns takes a signal; all else ends by itself.
    expect([code, signal]).toEqual([70, null]);
    const lines = words
      .split("\n")
      .flatMap((line) => (line.startsWith("{") ? [JSON.parse(line)] : []));
    expect(lines).toMatchObject([
      { level: 50, underWay: "due of tenant 7", milliseconds: expect.any(Number) },
      { level: 50, at: expect.arrayContaining([expect.stringContaining("blocked-process.ts")]) },
    ]);
  },
);

test("a process whose event loop turns goes on, and ends well", LONG, async () => {
  expect(await endOf(start("not at all", 2_000))).toEqual({ words: "", code: 0, signal: null });
});
