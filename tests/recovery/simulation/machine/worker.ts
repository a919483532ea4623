import type { Clock, Connector, Log } from "@perennial/contract";
import { createConnections, type EventContext, type PostEvent } from "@perennial/runtime";
import type { Pool } from "pg";
import { type Library, openVault } from "../outside/company.ts";
import type { Chance } from "./chance.ts";
import { type Errand, errandNow } from "./errand.ts";
import { FaultyDatabase, type Meddler, type TransactionFault } from "./faulty-database.ts";
import { after, type Story } from "./story.ts";
import type { Turns } from "./turns.ts";

/** What all workers of a life share. */
export interface Surroundings {
  readonly pool: Pool;
  readonly library: Library;
  readonly connectors: readonly Connector[];
  readonly clock: Clock;
  readonly story: Story;
  readonly turns: Turns;
  readonly postEvent: PostEvent;
  readonly onCommit: (texts: readonly string[]) => Promise<void>;
  readonly fault: (chance: Chance) => TransactionFault;
  readonly meddler: Meddler | undefined;
}

/** What came of an errand; one whose worker was killed never ends. */
export type ErrandEnd = { readonly result: unknown } | { readonly error: unknown };

/** A process that works for the company: its own connections to the database and to the systems outside. */
export class Worker {
  readonly name: string;
  readonly context: EventContext;
  readonly #surroundings: Surroundings;
  readonly #database: FaultyDatabase;
  readonly #errands = new Set<Errand>();

  constructor(name: string, surroundings: Surroundings, chance: Chance) {
    const { pool, library, connectors, clock, story, turns, postEvent } = surroundings;
    this.name = name;
    this.#surroundings = surroundings;
    const { onCommit, fault, meddler } = surroundings;
    const tell = (what: string) => void story.tell(name, what);
    this.#database = new FaultyDatabase({
      ...{ pool, turns, chance, onCommit, tell, meddler },
      fault: () => fault(chance),
    });
    const { db } = this.#database;
    const log = logTo(tell);
    const callbackUrl = () => "https://perennial.example/hooks";
    this.context = {
      ...{ db, clock, log, postEvent, vault: openVault, programs: library.programs },
      connections: createConnections({ db, clock, log, vault: openVault, connectors, callbackUrl }),
      rulePack: library.rulePack,
      unsubscribeUrl: () => "https://perennial.example/stop",
      checkContext: () => ({ rulePacks: {}, programs: [] }),
    };
  }

  /** The names of what it is busy with. */
  get errands(): readonly string[] {
    return [...this.#errands].map(({ name }) => name);
  }

  /** Sends it on an errand; `ended` is told what came of it, unless it is killed. */
  send(name: string, work: () => Promise<unknown>, ended: (end: ErrandEnd) => void): void {
    const { story, clock, turns } = this.#surroundings;
    const since = story.tell(this.name, `${name} begins`);
    const pause: Errand["pause"] = (milliseconds, signal) =>
      turns.stop(errand, "pause", { notBefore: after(clock.now(), milliseconds), signal });
    const errand: Errand = { worker: this.name, name, since, clock, pause };
    this.#errands.add(errand);
    const end = (what: ErrandEnd) => {
      this.#errands.delete(errand);
      const words = "result" in what ? JSON.stringify(what.result) : `fails: ${what.error}`;
      story.tell(this.name, `${name} ends: ${words}`);
      ended(what);
    };
    void errandNow.run(errand, async () => {
      try {
        end({ result: await work() });
      } catch (error) {
        end({ error });
      }
    });
  }

  /** Kills it where it stands. */
  async kill(): Promise<void> {
    const { story, turns } = this.#surroundings;
    const standing = this.#standing();
    if (standing !== "") story.tell(this.name, `is killed (${standing})`);
    turns.forget(this.name);
    await this.#database.abandon();
  }

  #standing(): string {
    const mine = this.#surroundings.turns.stops.filter(({ errand }) => errand.worker === this.name);
    return mine.map(({ errand, at }) => `${errand.name}: ${at}`).join(", ");
  }
}

function logTo(tell: (what: string) => void): Log {
  const at = (level: string): Log["info"] => {
    return (message, fields) => tell(`[${level}] ${message} ${JSON.stringify(fields ?? {})}`);
  };
  return { info: at("info"), warn: at("warn"), error: at("error") };
}
