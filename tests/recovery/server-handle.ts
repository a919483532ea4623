import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Answer, Envelope, Request } from "./messages.ts";
import { killAll } from "./process-tree.ts";

/** How long a server may take to end that has to, in milliseconds. */
const PATIENCE = 30_000;

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
  /** Nobody touched it, its database was killed, or it was killed itself. */
  #fate: "well" | "maimed" | "killed" = "well";
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
    if (answer.problem === undefined) return answer;
    if (this.#fate === "well") throw new Error(answer.problem);
    throw new Killed();
  }

  /** kill -9, together with other processes. */
  kill(others: readonly number[] = []): void {
    this.#fate = "killed";
    killAll([this.pid, ...others]);
  }

  /** Whether it was killed. */
  get isKilled(): boolean {
    return this.#fate === "killed";
  }

  /** kill -9 of its database, upon which it may fail, and must end by itself if it does. */
  maim(database: readonly number[]): void {
    if (this.#fate === "well") this.#fate = "maimed";
    killAll(database);
  }

  /** Resolves when it is gone; fails if it does not go. */
  async ended(): Promise<void> {
    const { promise, reject } = Promise.withResolvers<never>();
    const late = setTimeout(() => {
      reject(new Error(`The server does not end. Its last words: ${this.#last}`));
    }, PATIENCE);
    await Promise.race([this.#ended, promise]).finally(() => clearTimeout(late));
  }

  #take(answer: Answer): void {
    this.#waiting.get(answer.id)?.resolve(answer);
    this.#waiting.delete(answer.id);
  }

  #read(line: string): void {
    this.#last = line;
    // pino's number for errors. What a dying server has to say is not held against it.
    if (this.#fate !== "well" || (line.startsWith("{") && !line.includes('"level":50'))) return;
    this.errors.push(line);
  }

  #giveUp(): void {
    const error =
      this.#fate === "well"
        ? new Error(`The server ended by itself. Its last words: ${this.#last}`)
        : new Killed();
    for (const each of this.#waiting.values()) each.reject(error);
    this.#waiting.clear();
  }
}
