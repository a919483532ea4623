import type { Instant } from "@perennial/contract";
import { asTenant } from "@perennial/store";
import { sql } from "kysely";
import { Crew } from "./crew.ts";
import { Harm } from "./harm.ts";
import { Agenda } from "./machine/agenda.ts";
import { Chance } from "./machine/chance.ts";
import { after, DAY, HOUR, SECOND } from "./machine/story.ts";
import { BEGINNING } from "./outside/company.ts";
import { BUSY } from "./outside/people.ts";
import { Rounds } from "./rounds.ts";
import type { Stage } from "./stage.ts";

/** More turns than any life needs that comes to an end. */
const MOST_TURNS = 20_000;
/** More turns than ever are taken in the same instant. */
const MOST_AT_ONCE = 1_000;
/** So many looks in vain, an hour apart in the end, and what is due will never be done. */
const MOST_IN_VAIN = 100;
const SMALL_HORIZON = 60 * DAY;
const RENEWAL_HORIZON = 110 * DAY;

/** One life of a company under one seed: from its first day until nothing is left to be done. */
export class Life {
  /** What went wrong when nothing was to go wrong any more. */
  readonly unexpected: string[] = [];
  readonly harm: Harm;
  readonly #stage: Stage;
  readonly #chance: Chance;
  readonly #agenda: Agenda;
  readonly #rounds: Rounds;
  readonly #crew: Crew;
  #calmSince = Number.POSITIVE_INFINITY;
  #inVain = 0;

  constructor(stage: Stage) {
    this.#stage = stage;
    this.#chance = new Chance(stage.seed, "turns");
    this.#agenda = new Agenda(stage);
    this.#rounds = new Rounds(stage);
    this.harm = new Harm(stage, (moment, why) => this.#moveTo(moment, why));
    const failed = (what: string, error: unknown, begun: number) => {
      if (begun < this.#calmSince) return;
      this.unexpected.push(`${what} failed though all was well: ${error}`);
    };
    this.#crew = new Crew(stage, { rounds: this.#rounds, harm: this.harm, failed });
  }

  /** Lives to the end. */
  async live(): Promise<void> {
    try {
      await this.#goOn();
    } finally {
      // Whoever has just been let go on may be on the way to a connection.
      await this.#stage.turns.quiet().catch(() => undefined);
      await this.#crew.dismiss();
    }
  }

  async #goOn(): Promise<void> {
    const { turns, clock } = this.#stage;
    let [now, atOnce] = [clock.now(), 0];
    for (let turn = 0; turn < MOST_TURNS && atOnce < MOST_AT_ONCE; turn++) {
      await turns.quiet();
      if (!(await this.#turn())) return;
      atOnce = clock.now() === now ? atOnce + 1 : 0;
      now = clock.now();
    }
    this.unexpected.push(`The life came to no end: it stands at ${now}.`);
  }

  /** Does one thing; says whether there is more. */
  async #turn(): Promise<boolean> {
    if (await this.harm.strike(this.#crew)) return true;
    const { turns, clock } = this.#stage;
    const now = clock.now();
    const ready = turns.stops.filter(({ notBefore = "" }) => notBefore <= now);
    if (ready.length === 0 || this.#chance.of(0.35)) {
      const startable = await this.#crew.startable();
      if (startable.length > 0) {
        this.#chance.pick(startable)();
        return true;
      }
    }
    if (ready.length === 0) return this.#passTime();
    turns.resume(this.#chance.pick(ready));
    return true;
  }

  /** Nothing can be done at this moment: time passes. Says whether there is anything to wait for. */
  async #passTime(): Promise<boolean> {
    const { clock, turns, world } = this.#stage;
    const now = clock.now();
    const moments = [
      ...turns.stops.flatMap(({ notBefore }) => notBefore ?? []),
      ...[world.postman.nextDue(), this.#agenda.next(), await this.#rounds.next()].flatMap(
        (each) => each ?? [],
      ),
    ].sort();
    const [next] = moments;
    const horizon = after(BEGINNING, world.isRenewal ? RENEWAL_HORIZON : SMALL_HORIZON);
    if (next === undefined || next > horizon) return false;
    this.#inVain = next > now ? 0 : this.#inVain + 1;
    if (this.#inVain > MOST_IN_VAIN) {
      this.unexpected.push("What is due is never done.");
      return false;
    }
    // What is due and in nobody's reach, such as an event behind one that is to be tried again, is looked at less
    // and less often.
    const again = after(now, Math.min(HOUR, 5 * SECOND * 2 ** Math.min(this.#inVain, 20)));
    const to = [again, ...moments.filter((moment) => moment > now)].sort()[0] ?? again;
    this.#moveTo(next > now ? next : to, "");
    await this.#happen();
    return true;
  }

  /** Moves the clock, as far as nobody stands where no time may pass. */
  #moveTo(moment: Instant, why: string): void {
    const { clock, turns, story } = this.#stage;
    const latest = turns.stops.flatMap(({ notAfter }) => notAfter ?? []);
    const [to = moment] = [moment, ...latest].sort();
    clock.moveTo(to);
    this.#rounds.again();
    if (why !== "") story.tell("time", `${why} until ${to}`);
  }

  /** Whatever is due outside happens. */
  async #happen(): Promise<void> {
    const { clock, story, world, subscriber } = this.#stage;
    const now = clock.now();
    const happened = this.#agenda.take(now);
    for (const { what, happens } of happened) {
      story.tell("world", what);
      happens();
      if (what === Agenda.review) {
        await this.#mend();
        this.#rounds.review();
      }
    }
    for (const provider of world.providers) provider.catchUp();
    if (this.harm.isOver || now < after(BEGINNING, BUSY + 8 * HOUR)) return;
    world.calm();
    subscriber.roughness = 0;
    this.harm.isOver = true;
    this.#calmSince = story.tell("world", "from now on all goes well");
    await this.#mend();
  }

  /** Somebody lets connections go on that stood still. */
  async #mend(): Promise<void> {
    const { db, tenant } = this.#stage;
    await asTenant(db, tenant.id, (tx) =>
      tx.run(
        sql`update connections set state = 'active', problem = null where tenant_id = ${tx.tenant}`,
      ),
    );
  }
}
