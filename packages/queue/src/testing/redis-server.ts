import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { QueueError } from "../queue-error.ts";
import { REDIS_DIRECTORY, REDIS_OWNER, REDIS_SOCKET } from "./abandoned-redis.ts";
import type { RedisProgram } from "./redis-program.ts";
import type { TestRedis } from "./test-redis.ts";

/** What the server says when it may be connected to, whichever of the two it is. */
const READY = "Ready to accept connections";
/** Somebody else may take a free port before the server does. */
const ATTEMPTS = 5;

/** A server of a test's own: a child process without persistence, which ends with this process. */
export class RedisServer implements TestRedis {
  readonly from: string;
  readonly #program: RedisProgram;
  readonly #directory: string;
  readonly #port: number;
  #child: ChildProcess | undefined;
  readonly #end = () => void this.#child?.kill("SIGKILL");

  private constructor(program: RedisProgram, directory: string, port: number) {
    this.#program = program;
    this.#directory = directory;
    this.#port = port;
    this.from = program.from;
    process.once("exit", this.#end);
  }

  /** @throws QueueError with the server's own words if it does not start. */
  static async start(program: RedisProgram): Promise<RedisServer> {
    const directory = await mkdtemp(join(tmpdir(), REDIS_DIRECTORY));
    await writeFile(join(directory, REDIS_OWNER), String(process.pid));
    for (let attempt = 1; ; attempt++) {
      const server = new RedisServer(program, directory, await freePort());
      try {
        await server.restart();
        return server;
      } catch (error) {
        process.removeListener("exit", server.#end);
        if (attempt < ATTEMPTS) continue;
        await rm(directory, { recursive: true, force: true });
        throw error;
      }
    }
  }

  get url(): string {
    return `redis://127.0.0.1:${this.#port}`;
  }

  async restart(): Promise<void> {
    if (this.#child) await this.kill();
    const child = spawn(this.#program.path, this.#settings(), {
      env: this.#program.env,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.#child = child;
    await becomesReady(child);
  }

  async kill(): Promise<void> {
    await this.#endWith("SIGKILL");
  }

  async stop(): Promise<void> {
    // One that is paused hears no other signal.
    await this.#endWith("SIGKILL");
    process.removeListener("exit", this.#end);
    await rm(this.#directory, { recursive: true, force: true });
  }

  pause(): void {
    this.#child?.kill("SIGSTOP");
  }

  resume(): void {
    this.#child?.kill("SIGCONT");
  }

  async #endWith(signal: NodeJS.Signals): Promise<void> {
    const child = this.#child;
    this.#child = undefined;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const exited = once(child, "exit");
    child.kill(signal);
    await exited;
  }

  #settings(): readonly string[] {
    return [
      ...["--port", String(this.#port)],
      ...["--bind", "127.0.0.1"],
      ...["--unixsocket", join(this.#directory, REDIS_SOCKET)],
      ...["--save", ""],
      ...["--appendonly", "no"],
      ...["--dir", this.#directory],
    ];
  }
}

/** Waits for the server's own word: a port that answers may be somebody else's. */
async function becomesReady(child: ChildProcess): Promise<void> {
  let said = "";
  await new Promise<void>((resolve, reject) => {
    const hear = (chunk: Buffer) => {
      said += chunk.toString();
      if (said.includes(READY)) resolve();
    };
    child.stdout?.on("data", hear);
    child.stderr?.on("data", hear);
    child.once("error", reject);
    child.once("exit", () => reject(new QueueError(`The tests' Redis did not start:\n${said}`)));
  });
  // It writes for as long as it lives; nobody reads on.
  child.stdout?.removeAllListeners("data").resume();
  child.stderr?.removeAllListeners("data").resume();
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  server.close();
  await once(server, "close");
  if (address === null || typeof address === "string") {
    throw new QueueError("No free port was found on 127.0.0.1 for the tests' Redis");
  }
  return address.port;
}
