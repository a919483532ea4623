import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Answered, Protocol } from "./protocol.ts";

/** How long a process may take to end that was asked to, in milliseconds. */
const PATIENCE = 30_000;
/** pino's number for errors. */
const ERROR_LEVEL = '"level":50';

/** A process of a load test that does what it is asked. */
export class Child<P extends Protocol> {
  /** What its log calls errors, and what is no log at all. */
  readonly errors: string[] = [];
  readonly #process: ChildProcess;
  readonly #ended: Promise<unknown>;
  readonly #waiting = new Map<number, PromiseWithResolvers<unknown>>();
  #asked = 0;

  /** Starts a program of this folder. */
  constructor(program: string) {
    const path = join(import.meta.dirname, program);
    // With the collector at hand, memory is what is in use and not what has not been looked at yet.
    const flags = ["--conditions=perennial-source", "--expose-gc"];
    this.#process = spawn(process.execPath, [...flags, path], {
      stdio: ["ignore", "inherit", "pipe", "ipc"],
      env: { ...process.env, NODE_COMPILE_CACHE: join(tmpdir(), "node-compile-cache") },
    });
    this.#process.on("message", (answer: Answered) => this.#take(answer));
    if (this.#process.stderr) {
      createInterface(this.#process.stderr).on("line", (line) => this.#read(line));
    }
    // Whoever lets go of the channel itself is told of the exit and never of the close.
    this.#ended = once(this.#process, "exit").then(() => this.#giveUp());
  }

  /** Asks, and gives the answer; fails with what the process says, or with its last words. */
  async ask<Name extends keyof P & string>(
    name: Name,
    request: P[Name]["request"],
  ): Promise<P[Name]["answer"]> {
    this.#asked += 1;
    const waiting = Promise.withResolvers<unknown>();
    this.#waiting.set(this.#asked, waiting);
    if (this.#process.connected) this.#process.send({ id: this.#asked, name, request });
    else this.#giveUp();
    return (await waiting.promise) as P[Name]["answer"];
  }

  /** Ends it: by letting go of it, and by force if that is not enough. */
  async end(): Promise<void> {
    if (this.#process.connected) this.#process.disconnect();
    const late = setTimeout(() => this.#process.kill("SIGKILL"), PATIENCE);
    await this.#ended.finally(() => clearTimeout(late));
  }

  #take({ id, answer, problem }: Answered): void {
    const waiting = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (problem === undefined) waiting?.resolve(answer);
    else waiting?.reject(new Error(problem));
  }

  #read(line: string): void {
    if (line.startsWith("{") && !line.includes(ERROR_LEVEL)) return;
    this.errors.push(line);
  }

  #giveUp(): void {
    const error = new Error(`A process ended by itself. Its last words: ${this.errors.at(-1)}`);
    for (const each of this.#waiting.values()) each.reject(error);
    this.#waiting.clear();
  }
}
