import type { Instant } from "@perennial/contract";
import type { WorldSettings } from "@perennial/simulators";
import type { Doorman } from "./doorman.ts";
import type { Victim } from "./kill-plan.ts";
import type { Answer, Request } from "./messages.ts";
import { databaseProcesses } from "./process-tree.ts";
import { Killed, ServerHandle } from "./server-handle.ts";

/** What a server is started with. */
export interface PerennialOptions {
  readonly dataDir: string;
  readonly doorman: Doorman;
  readonly now: () => Instant;
  /** Called when a server begins to start. */
  readonly onStart: () => void;
}

/** Perennial as its operator sees it: a server that is started again whenever it has died. */
export class Perennial {
  /** What the logs of all its processes call errors. */
  readonly errors: string[] = [];
  readonly #options: PerennialOptions;
  /** The next one, loading beside the one that works. */
  #spare: Promise<ServerHandle>;
  #alive: ServerHandle | undefined;
  #stopped: Promise<void> | undefined;

  constructor(options: PerennialOptions) {
    this.#options = options;
    this.#spare = ServerHandle.load();
  }

  /** Connects the company and activates its program. */
  async setUp(settings: WorldSettings): Promise<void> {
    await this.#ask({ do: "set-up", settings });
  }

  /** Tells the server what time it is. */
  async turnClock(): Promise<void> {
    await this.#ask({ do: "turn-clock", now: this.#options.now() });
  }

  /** Has everything done that is due, over as many lives as it takes; gives when there is something again. */
  async settle(): Promise<Instant> {
    return (await this.#ask({ do: "settle" })).due ?? "";
  }

  /** kill -9. Says whether there was anything to kill. */
  kill(victim: Victim): boolean {
    const server = this.#alive;
    if (server === undefined || server.isKilled) return false;
    const database = victim === "server" ? [] : databaseProcesses(this.#options.dataDir);
    if (victim !== "database") server.kill(database);
    else if (database.length === 0) return false;
    else server.maim(database);
    return true;
  }

  /** Stops the server in order, and whoever stands by; may be called twice. */
  stop(): Promise<void> {
    this.#stopped ??= this.#stop();
    return this.#stopped;
  }

  async #stop(): Promise<void> {
    await this.#ask({ do: "stop" });
    await this.#bury();
    const spare = await this.#spare;
    spare.kill();
    await spare.ended();
  }

  async #ask(request: Request): Promise<Answer> {
    for (;;) {
      try {
        return await (await this.#server()).ask(request);
      } catch (error) {
        if (!(error instanceof Killed)) throw error;
        await this.#bury();
      }
    }
  }

  /** The server that is alive; if none is, the next one is started. */
  async #server(): Promise<ServerHandle> {
    if (this.#alive) return this.#alive;
    const server = await this.#spare;
    this.#spare = ServerHandle.load();
    this.#alive = server;
    const { dataDir, doorman, now, onStart } = this.#options;
    onStart();
    const { url } = await server.ask({ do: "start", dataDir, publicUrl: doorman.url, now: now() });
    doorman.target = url;
    return server;
  }

  async #bury(): Promise<void> {
    this.errors.push(...(this.#alive?.errors ?? []));
    this.#options.doorman.target = undefined;
    await this.#alive?.ended();
    this.#alive = undefined;
  }
}
