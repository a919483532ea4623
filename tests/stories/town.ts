import { Client } from "@perennial/api";
import type { Duration } from "@perennial/contract";
import type { Demo, RunningServer } from "@perennial/server";
import type { World } from "@perennial/simulators";
import { instantOf, localMoment } from "./local-moment.ts";
import type { Newcomer } from "./newcomer.ts";
import { Resident } from "./resident.ts";
import { Switchboard } from "./switchboard.ts";

/**
 * An electricity company with Perennial, the systems around it and the people they reach, who do nothing but what
 * a story has them do. The story turns the clock; it begins on Monday 2 March 2026 at 08:00.
 */
export class Town {
  readonly world: World;
  /** Perennial's own HTTP API, as its console uses it. */
  readonly api: Client;
  /** The database, for what cannot be seen from outside. */
  readonly databaseUrl: string;
  readonly #demo: Demo;
  readonly #phones: Switchboard;
  #residents = 0;

  constructor(server: RunningServer, databaseUrl: string) {
    if (server.demo === undefined) throw new Error("The server runs no demo.");
    this.#demo = server.demo;
    this.world = server.demo.world;
    this.api = new Client({ url: server.url, token: server.token });
    this.databaseUrl = databaseUrl;
    this.#phones = new Switchboard(this.world.dialer);
  }

  /** A customer comes to be, with an agreement; the company's CRM knows both. */
  movesIn(newcomer: Newcomer): Resident {
    this.#residents += 1;
    return new Resident(this.#demo, this.#phones, { number: this.#residents, ...newcomer });
  }

  /** Nobody at the call centre has time before so many hours have passed. */
  async agentsAreBusy(hours: number): Promise<void> {
    await this.#phones.keepAgentsBusy(hours);
    await this.passes("PT1M");
  }

  /** Time passes. */
  async passes(by: Duration): Promise<void> {
    for await (const _day of this.api.stream("forwardClock", { body: { by } }));
  }

  /** Time passes until a moment such as `2026-04-09 10:00`. */
  async until(moment: string): Promise<void> {
    const now = this.#demo.clock.now();
    const minutes = Math.round((Date.parse(instantOf(moment)) - Date.parse(now)) / 60_000);
    if (minutes < 0) throw new Error(`${moment} has passed: it is ${localMoment(now)}.`);
    if (minutes > 0) await this.passes(`PT${minutes}M`);
  }
}
