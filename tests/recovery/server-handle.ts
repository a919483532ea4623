import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Answer, Envelope, Request } from "./messages.ts";

/** The process was killed before it could answer. */
export class Killed extends Error {}

/** A `server-process.ts` at work. */
export class ServerHandle {
  /** What its log calls an error, and what is no log at all. */
  readonly errors: string[] = [];
  readonly #child: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, PromiseWithResolvers<Answer>>();
  #asked = 0;
  #killed = false;
  #last = "";

  private constructor(child: ChildProcess) {
    this.#child = child;
    this.#waiting.set(0, Promise.withResolvers());
    child.on("message", (answer: Answer) => this.#take(answer));
    if (child.stderr) createInterface(child.stderr).on("line", (line) => this.#read(line));
    this.#ended = once(child, "close").then(() => this.#giveUp());
  }

  /** Loads one, up to where it waits to be started. */
  static async load(): Promise<ServerHandle> {
    const program = join(import.meta.dirname, "server-process.ts");
    const child = spawn(process.execPath, ["--conditions=perennial-source", program], {
      stdio: ["ignore", "inherit", "pipe", "ipc"],
      // Halves the time to load TypeScript sources.
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") },
    });
    const handle = new ServerHandle(child);
    await handle.#waiting.get(0)?.promise;
    return handle;
  }

  get pid(): number {
    return this.#child.pid ?? 0;
  }

  /** Asks, and gives the answer. Throws `Killed` when it dies by our hand before it has answered. */
  async ask(request: Request): Promise<Answer> {
    this.#asked += 1;
    const envelope: Envelope = { id: this.#asked, request };
    const waiting = Promise.withResolvers<Answer>();
    this.#waiting.set(envelope.id, waiting);
    if (this.#child.connected) this.#child.send(envelope, () => undefined);
    else this.#giveUp();
    const answer = await waiting.promise;
    if (answer.problem !== undefined && !this.#killed) throw new Error(answer.problem);
    if (answer.problem !== undefined) throw new Killed();
    return answer;
  }

  /** Whether it is being killed. */
  get isDoomed(): boolean {
    return this.#killed;
  }

  /** Told before it is killed, so that its end is no surprise. */
  expectDeath(): void {
    this.#killed = true;
  }

  /** Resolves when it is gone. */
  async ended(): Promise<void> {
    await this.#ended;
  }

  #take(answer: Answer): void {
    this.#waiting.get(answer.id)?.resolve(answer);
    this.#waiting.delete(answer.id);
  }

  #read(line: string): void {
    this.#last = line;
    // pino's number for errors. What a dying server has to say is not held against it.
    if (this.#killed || (line.startsWith("{") && !line.includes('"level":50'))) return;
    this.errors.push(line);
  }

  #giveUp(): void {
    const error = this.#killed
      ? new Killed()
      : new Error(`The server ended by itself. Its last words: ${this.#last}`);
    for (const each of this.#waiting.values()) each.reject(error);
    this.#waiting.clear();
  }
}
