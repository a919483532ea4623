import { Client } from "@perennial/api";
import type { Duration } from "@perennial/contract";
import type { Demo, RunningServer } from "@perennial/server";
import type { World } from "@perennial/simulators";
import { afterAll, beforeAll, expect, inject, onTestFinished } from "vitest";
import { type NewDatabase, newDatabase } from "../services/new-database.ts";
import { instantOf, localMoment } from "./local-moment.ts";
import type { Newcomer } from "./newcomer.ts";
import { Resident } from "./resident.ts";
import { Switchboard } from "./switchboard.ts";
import { modelDatabase, startTownServer } from "./town-server.ts";

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

  constructor(server: RunningServer, demo: Demo, databaseUrl: string) {
    this.#demo = demo;
    this.world = demo.world;
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

let model: NewDatabase | undefined;
beforeAll(async () => {
  model = await modelDatabase(inject("databaseUrl"));
});
afterAll(() => model?.drop());

/** Opens a town for the test that runs, and closes it after; whatever its server calls an error fails the test. */
export async function openTown(): Promise<Town> {
  const database = await newDatabase(inject("databaseUrl"), model);
  onTestFinished(() => database.drop());
  const { server, errors, stop } = await startTownServer(database);
  onTestFinished(async () => {
    await stop();
    expect(errors).toEqual([]);
  });
  if (server.demo === undefined) throw new Error("The server runs no demo.");
  const { world } = server.demo;
  onTestFinished(() => expect(left(world)).toEqual({ notTaken: [], refused: [] }));
  return new Town(server, server.demo, database.url);
}

/** What Perennial's doors never took, and what the CRM refused to do for it. */
function left({ sms, dialer, crm }: World) {
  const results = crm.accepted.entries.map(({ result }) => result);
  return {
    notTaken: [...sms.givenUp, ...dialer.givenUp],
    refused: results.filter(({ status }) => status === "refused"),
  };
}
