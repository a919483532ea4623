import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { OpenerLine } from "./opener.ts";

/** An `opener.ts` at work in a process group of its own. */
export class OpenerProcess {
  readonly lines: OpenerLine[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  #wake: () => void = () => undefined;

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#ended = once(child, "close").then(() => this.#wake());
  }

  /** Starts it, as another user if one is given, up to where it waits for `open`. */
  static async start(dataDir: string, options: OpenerOptions = {}): Promise<OpenerProcess> {
    const child = spawn(
      process.execPath,
      [
        ...["--conditions=perennial-source", join(import.meta.dirname, "opener.ts"), dataDir],
        ...(options.durable ? ["durable"] : []),
      ],
      {
        stdio: ["pipe", "pipe", "inherit"],
        detached: true,
        cwd: "/",
        ...(options.uid === undefined ? {} : { uid: options.uid, gid: options.uid }),
      },
    );
    const opener = new OpenerProcess(child);
    child.stdin.on("error", () => undefined);
    createInterface(child.stdout).on("line", (text) => {
      const line: OpenerLine = JSON.parse(text);
      opener.lines.push(line);
      opener.#wake();
    });
    await opener.find((line) => line.log === "ready to open");
    return opener;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Has it open; does not wait. */
  open(): void {
    this.#child.stdin?.write("open\n");
  }

  /** Has it open and waits for the answer: the server or the error. */
  async opened(): Promise<OpenerLine> {
    this.open();
    return this.find((line) => line.server !== undefined || line.error !== undefined);
  }

  /** Has it stop the server and end. */
  async stop(): Promise<void> {
    this.#child.stdin?.write("stop\n");
    await this.#ended;
  }

  /** Waits for a line it prints; fails when it ends without. */
  async find(is: (line: OpenerLine) => boolean): Promise<OpenerLine> {
    for (;;) {
      const found = this.lines.find(is);
      if (found !== undefined) return found;
      if (this.#child.exitCode !== null || this.#child.signalCode !== null)
        throw new Error(`the opener ended after ${JSON.stringify(this.lines)}`);
      await new Promise<void>((resolve) => {
        this.#wake = resolve;
      });
    }
  }

  /** kill -9 of this process alone. */
  async kill(): Promise<void> {
    this.#child.kill("SIGKILL");
    await this.#ended;
  }

  /** kill -9 of this process and of what it runs in its group (initdb and its children). */
  async killGroup(): Promise<void> {
    process.kill(-this.pid, "SIGKILL");
    await this.#ended;
  }
}

/** How an opener runs. */
export interface OpenerOptions {
  readonly durable?: boolean;
  readonly uid?: number;
}
