import type { Instant } from "@perennial/contract";
import type { Crew } from "./crew.ts";
import { Chance } from "./machine/chance.ts";
import type { TransactionFault } from "./machine/faulty-database.ts";
import { after, HOUR, MINUTE, SECOND } from "./machine/story.ts";
import type { Stop } from "./machine/turns.ts";
import { ANSWER, REJECTION } from "./outside/provider.ts";
import type { Stage } from "./stage.ts";

/** How long a worker stands still at times, in milliseconds. */
const STALLS = [5 * SECOND, 31 * SECOND, 61 * SECOND, 3 * MINUTE, HOUR];
/** Longer than a claim is held, in milliseconds. */
const BEYOND_LEASE = [61 * SECOND, 3 * MINUTE, HOUR];

const TRANSACTION_FAULTS: readonly TransactionFault[] = [
  ...(["no-connection", "lost-at-statement", "lost-before-commit"] as const),
  ...(["lost-after-commit", "lost-after-commit", "clash"] as const),
];

/** What is done to workers, and to their transactions. */
export class Harm {
  /** How much was done. */
  readonly figures = { kills: 0, transactions: 0, stalls: 0 };
  /** Whether all goes well from now on. */
  isOver = false;
  readonly #stage: Stage;
  readonly #chance: Chance;
  /** How many transactions of a hundred go wrong. */
  readonly #roughness: number;
  /** Rejections at whose workers it was looked already: a late "no" undoes the most where it is believed. */
  readonly #seen = new WeakSet<Stop>();
  readonly #moveTo: (moment: Instant, why: string) => void;

  /** `moveTo` lets time pass while all stand still. */
  constructor(stage: Stage, moveTo: (moment: Instant, why: string) => void) {
    this.#stage = stage;
    this.#chance = new Chance(stage.seed, "harm");
    this.#roughness = this.#chance.pick([0, 2, 8]);
    this.#moveTo = moveTo;
  }

  /** Kills a worker, stops one, or lets all stand still for a while; says whether it did. */
  async strike(crew: Crew): Promise<boolean> {
    const { turns, clock } = this.#stage;
    const stops = turns.stops.filter(({ errand }) => !crew.isAsleep(errand.worker));
    if (this.isOver || stops.length === 0 || this.#roughness === 0) return false;
    const rejected = stops.find((stop) => stop.at.startsWith(REJECTION) && !this.#seen.has(stop));
    if (rejected) {
      this.#seen.add(rejected);
      if (this.#chance.of(0.3)) return this.#stall(rejected, crew);
    }
    if (!this.#chance.of(0.03)) return false;
    if (this.#chance.of(0.2)) {
      this.figures.stalls += 1;
      this.#moveTo(after(clock.now(), this.#chance.pick(STALLS)), "all stand still");
      return true;
    }
    if (this.#chance.of(0.4)) {
      return this.#stall(
        this.#pick(stops, ({ at }) => at.startsWith(ANSWER)),
        crew,
      );
    }
    // Between a commit and what follows on it a worker has most to lose.
    const { worker } = this.#pick(stops, ({ at }) => at === "committed").errand;
    if (turns.isUnderWay(worker)) return false;
    this.figures.kills += 1;
    await crew.kill(worker);
    return true;
  }

  /** Decides what goes wrong with a transaction. */
  fault(chance: Chance): TransactionFault {
    if (this.isOver || !chance.of(this.#roughness / 100)) return "none";
    this.figures.transactions += 1;
    return chance.pick(TRANSACTION_FAULTS);
  }

  /** Stops a worker; with an answer in its hand for longer than its claim holds, so that it comes back late with it. */
  #stall({ errand: { worker }, at }: Stop, crew: Crew): boolean {
    const { turns, story, clock } = this.#stage;
    const mine = turns.stops.filter(({ errand }) => errand.worker === worker);
    if (turns.isUnderWay(worker) || mine.some(({ notAfter }) => notAfter !== undefined)) {
      return false;
    }
    const hasAnswer = at.startsWith(ANSWER) || at.startsWith(REJECTION);
    const until = after(clock.now(), this.#chance.pick(hasAnswer ? BEYOND_LEASE : STALLS));
    this.figures.stalls += 1;
    story.tell(worker, `sleeps until ${until} (${mine.map((stop) => stop.at).join(", ")})`);
    crew.putToSleep(worker, until);
    return true;
  }

  /** Any stop; as often as not one of those that matter most. */
  #pick(stops: readonly Stop[], matters: (stop: Stop) => boolean): Stop {
    const most = stops.filter(matters);
    return this.#chance.pick(most.length > 0 && this.#chance.of(0.5) ? most : stops);
  }
}
