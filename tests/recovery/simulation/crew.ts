import type { Instant } from "@perennial/contract";
import type { Harm } from "./harm.ts";
import { Chance } from "./machine/chance.ts";
import { type ErrandEnd, type Surroundings, Worker } from "./machine/worker.ts";
import type { Letter } from "./outside/postman.ts";
import type { Job, Rounds } from "./rounds.ts";
import type { Stage } from "./stage.ts";

const RECEIVE = "takes ";
/** Statements that change something. */
const CHANGE = /\b(?:insert into|delete from|(?<!for |key )update [a-z])/;

/** Who works for the company: a few workers, each busy with one loop and one delivery at most. */
export class Crew {
  /** Told of an errand that failed, with the moment at which it began. */
  readonly #failed: (what: string, error: unknown, begun: number) => void;
  readonly #stage: Stage;
  readonly #rounds: Rounds;
  readonly #harm: Harm;
  readonly #chance: Chance;
  readonly #workers: Worker[] = [];
  /** Until when workers sleep. */
  readonly #asleep = new Map<string, Instant>();
  /** What workers are taking in at their doors. */
  readonly #underWay = new Map<string, Letter>();
  #born = 0;

  constructor(
    stage: Stage,
    made: {
      readonly rounds: Rounds;
      readonly harm: Harm;
      readonly failed: (what: string, error: unknown, begun: number) => void;
    },
  ) {
    this.#stage = stage;
    this.#rounds = made.rounds;
    this.#harm = made.harm;
    this.#failed = made.failed;
    this.#chance = new Chance(stage.seed, "crew");
    for (let count = this.#chance.between(2, 3); count > 0; count--) this.#hire();
  }

  /** What an idle worker could begin now. */
  async startable(): Promise<readonly (() => void)[]> {
    const { clock, world } = this.#stage;
    const now = clock.now();
    const awake = this.#workers.filter(({ name }) => !this.isAsleep(name));
    const idle = awake.filter(({ errands }) => errands.every((name) => name.startsWith(RECEIVE)));
    const isLetterDue = (world.postman.nextDue() ?? "9") <= now;
    const takers = isLetterDue ? awake.filter(({ errands }) => !errands.some(isReceiving)) : [];
    // That several are at the same work at once is where they may get in each other's way; not every time.
    const isCrowded = this.#chance.of(0.3);
    const due = idle.length === 0 ? [] : await this.#rounds.due();
    const jobs = due.filter((job) => isCrowded || !this.#rounds.isAtIt(job));
    return [
      ...idle.flatMap((worker) => jobs.map((job) => () => this.#work(worker, job))),
      ...takers.map((worker) => () => this.#receive(worker)),
    ];
  }

  /** Kills a worker where it stands, and hires another. */
  async kill(name: string): Promise<void> {
    const victim = this.#workers.find((worker) => worker.name === name);
    if (!victim) return;
    await victim.kill();
    this.#workers.splice(this.#workers.indexOf(victim), 1);
    this.#rounds.died(name);
    this.#letterLost(name);
    this.#hire();
  }

  /** Lets all go, with what they hold of the database: a life that broke off leaves nothing behind. */
  async dismiss(): Promise<void> {
    await Promise.all(this.#workers.splice(0).map((worker) => worker.kill()));
  }

  /** Whether a worker is stopped at present. */
  isAsleep(name: string): boolean {
    return (this.#asleep.get(name) ?? "") > this.#stage.clock.now();
  }

  /** Stops a worker for a while, as the system does with a process. */
  putToSleep(name: string, until: Instant): void {
    this.#stage.turns.putToSleep(name, until);
    this.#asleep.set(name, until);
  }

  #work(worker: Worker, job: Job): void {
    this.#rounds.begins(job, worker.name);
    const begun = this.#stage.story.moment;
    worker.send(
      job.name,
      () => job.work(worker.context),
      (end) => {
        this.#note(job.name, end, begun);
        this.#rounds.ended(job, worker.name, end);
      },
    );
  }

  #receive(worker: Worker): void {
    const { world, clock } = this.#stage;
    const letter = world.postman.take(clock.now());
    if (!letter) return;
    this.#underWay.set(worker.name, letter);
    const begun = this.#stage.story.moment;
    worker.send(
      `${RECEIVE}${letter.id}`,
      () => this.#rounds.receive(worker.context, letter),
      (end) => {
        this.#underWay.delete(worker.name);
        this.#note(letter.id, end, begun);
        const isTaken = "result" in end && end.result === "stored";
        if (isTaken) world.postman.taken(letter, clock.now());
        else world.postman.refused(letter, clock.now());
      },
    );
  }

  /** The sender of what a killed worker was taking has no answer, and comes again. */
  #letterLost(name: string): void {
    const letter = this.#underWay.get(name);
    this.#underWay.delete(name);
    if (letter) this.#stage.world.postman.refused(letter, this.#stage.clock.now());
  }

  #note(what: string, end: ErrandEnd, begun: number): void {
    if ("error" in end) this.#failed(what, end.error, begun);
  }

  #hire(): void {
    const { surroundings, witness, planted, seed, subscriber } = this.#stage;
    this.#born += 1;
    const name = `worker ${String(this.#born).padStart(2, "0")}`;
    const made: Surroundings = {
      ...surroundings,
      postEvent: (post) => subscriber.post(post),
      onCommit: async (texts) => {
        if (!texts.some((text) => CHANGE.test(text))) return;
        this.#rounds.changed();
        await witness.onCommit(texts);
      },
      fault: (chance) => this.#harm.fault(chance),
      meddler: planted?.meddler?.(),
    };
    this.#workers.push(new Worker(name, made, new Chance(seed, name)));
  }
}

function isReceiving(errand: string): boolean {
  return errand.startsWith(RECEIVE);
}
