import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { WorkHint } from "../../queue.ts";

/** What the process works on. */
export interface WorkerProcessOptions {
  readonly url: string;
  readonly name: string;
  readonly lock: number;
}

/** A process that begins work and never ends it, until it is killed. */
export class WorkerProcess {
  readonly #child: ChildProcess;
  readonly #lines: AsyncIterator<string>;

  private constructor(child: ChildProcess, lines: AsyncIterator<string>) {
    this.#child = child;
    this.#lines = lines;
  }

  /** Resolves when it works. */
  static async start(options: WorkerProcessOptions): Promise<WorkerProcess> {
    const program = join(import.meta.dirname, "endless-worker.ts");
    const child = spawn(
      process.execPath,
      ["--conditions=perennial-source", program, JSON.stringify(options)],
      { stdio: ["pipe", "pipe", "inherit"] },
    );
    const lines = createInterface({ input: child.stdout })[Symbol.asyncIterator]();
    await lines.next();
    return new WorkerProcess(child, lines);
  }

  /** The hint whose work it has begun. */
  async began(): Promise<WorkHint> {
    return JSON.parse((await this.#lines.next()).value);
  }

  /** Ends it without a word. */
  async kill(): Promise<void> {
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGKILL");
    await gone;
  }
}
