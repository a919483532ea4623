import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { MemberStart, MemberWord } from "./messages.ts";

/** What a process of the fleet does. */
export type MemberRole = "worker" | "web";

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of the fleet, as its operator sees it. */
export class Member {
  /** Lines of its log, the last of them. */
  readonly lines: string[] = [];
  /** Resolves when it is gone. */
  readonly ended: Promise<Ending>;
  /** Where its doors are, once it has started. */
  url = "";
  readonly #child: ChildProcess;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.ended = once(child, "close").then(([code, signal]) => ({ code, signal }));
    if (child.stderr) createInterface(child.stderr).on("line", (line) => this.#keep(line));
  }

  /**
   * Loads one, up to where it waits to be started.
   *
   * @param clockWrongBy how far the clock of its machine is off, in milliseconds; below nothing where it is slow
   */
  static async load(role: MemberRole, clockWrongBy = 0): Promise<Member> {
    const program = join(import.meta.dirname, `${role}-process.ts`);
    const before =
      clockWrongBy === 0 ? [] : ["--import", join(import.meta.dirname, "clock-wrong.ts")];
    const child = spawn(process.execPath, ["--conditions=perennial-source", ...before, program], {
      stdio: ["ignore", "inherit", "pipe", "ipc"],
      env: {
        ...process.env,
        PERENNIAL_TEST_CLOCK_WRONG_BY: String(clockWrongBy),
      },
    });
    const member = new Member(child);
    await member.#hear();
    return member;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Has it begin its work; throws with its reason when it cannot. */
  async start(order: MemberStart): Promise<void> {
    const heard = this.#hear();
    this.#child.send(order, () => undefined);
    const word = await heard;
    if (word.said === "started") this.url = word.url;
    if (word.said === "failed") throw new Error(word.problem);
  }

  /** Sends a signal: SIGKILL, SIGSTOP, SIGCONT, or SIGTERM for an orderly end. */
  signal(signal: NodeJS.Signals): void {
    this.#child.kill(signal);
  }

  /** kill -9, and waits until it is gone. */
  async kill(): Promise<void> {
    this.signal("SIGKILL");
    await this.ended;
  }

  /** The lines of its log that say so. */
  linesWith(words: string): readonly string[] {
    return this.lines.filter((line) => line.includes(words));
  }

  #keep(line: string): void {
    this.lines.push(line);
    if (this.lines.length > MOST_LINES) this.lines.shift();
  }

  async #hear(): Promise<MemberWord> {
    const word = once(this.#child, "message").then(([said]): MemberWord => said);
    const gone = this.ended.then(({ code, signal }) => {
      throw new Error(`A process ended (${signal ?? code}): ${this.lines.at(-1) ?? "no words"}`);
    });
    gone.catch(() => undefined);
    return Promise.race([word, gone]);
  }
}

const MOST_LINES = 10_000;
