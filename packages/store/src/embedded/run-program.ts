import { spawn } from "node:child_process";
import { SERVER_ENVIRONMENT } from "./server-settings.ts";
import { asUser, type ServerUser } from "./server-user.ts";

/** How a program ended. */
export interface ProgramEnd {
  readonly ok: boolean;
  /** What it wrote, line by line, both outputs in order of arrival. */
  readonly words: string[];
}

/** One run of a program of PostgreSQL to its end. */
export interface ProgramRun {
  readonly program: string;
  readonly arguments: readonly string[];
  readonly user: ServerUser;
  /** What it reads; nothing when left out. */
  readonly input?: string;
}

/** Runs initdb, or postgres in single-user mode; a program that cannot be started rejects. */
export async function runProgram(run: ProgramRun): Promise<ProgramEnd> {
  const child = spawn(run.program, run.arguments, {
    cwd: "/",
    env: SERVER_ENVIRONMENT,
    stdio: ["pipe", "pipe", "pipe"],
    ...asUser(run.user),
  });
  let written = "";
  const collect = (chunk: Buffer) => {
    written += chunk.toString("utf8");
  };
  child.stdout.on("data", collect);
  child.stderr.on("data", collect);
  // A program that ends before it has read its input breaks the pipe; its exit code tells.
  child.stdin.on("error", () => undefined);
  child.stdin.end(run.input ?? "");
  const ok = await new Promise<boolean>((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (code) => resolve(code === 0));
  });
  return { ok, words: written.split("\n").filter((line) => line.trim() !== "") };
}
