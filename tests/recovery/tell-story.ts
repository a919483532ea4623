import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Instant, ManualClock } from "@perennial/contract";
import { NO_HABITS, startWorld, type World } from "@perennial/simulators";
import { BusyDay, CUSTOMERS, STORY } from "./busy-day.ts";
import { doorOf } from "./company.ts";
import { Doorman } from "./doorman.ts";
import { Executioner } from "./executioner.ts";
import type { Kill } from "./kill-plan.ts";
import { type Ledger, readLedger } from "./ledger.ts";
import { Perennial } from "./perennial.ts";
import { databaseProcesses } from "./process-tree.ts";
import { readWorld, type WorldLog } from "./world-log.ts";

/** Time passes in steps of this many milliseconds of the story. */
const STEP = 5 * 60_000;

/** What is left when a story has been told. */
export interface Told {
  /** The truth: what the systems around took, and what they were told we had taken. */
  readonly world: WorldLog;
  /** What Perennial has in its books. */
  readonly ledger: Ledger;
  /** The moments of all that happened on the busy day. */
  readonly acts: readonly Instant[];
  readonly kills: readonly Kill[];
  /** What the logs of its processes call errors. */
  readonly errors: readonly string[];
}

/** Tells the story of the busy day from its beginning to its end, killing Perennial on the way as planned. */
export async function tellStory(plan: readonly Kill[] = []): Promise<Told> {
  const directory = await mkdtemp(join(tmpdir(), "perennial-recovery-"));
  // Root runs PostgreSQL as another user, who must be able to pass.
  await chmod(directory, 0o711);
  const story = await Story.begin(join(directory, "data"), plan);
  try {
    await story.live();
    return await story.end();
  } finally {
    await story.close();
    await rm(directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

interface Stage {
  readonly dataDir: string;
  readonly clock: ManualClock;
  readonly world: World;
  readonly day: BusyDay;
}

class Story {
  readonly #stage: Stage;
  readonly #doorman: Doorman;
  readonly #perennial: Perennial;
  readonly #executioner: Executioner;
  readonly #acts: Instant[] = [];

  static async begin(dataDir: string, plan: readonly Kill[]): Promise<Story> {
    const clock = new ManualClock(STORY.begins);
    const world = await startWorld({ clock, customers: CUSTOMERS, habits: NO_HABITS });
    const day = new BusyDay(world);
    let story: Story | undefined;
    const doorman = await Doorman.open(() => story?.happens());
    story = new Story({ dataDir, clock, world, day }, doorman, plan);
    return story;
  }

  private constructor(stage: Stage, doorman: Doorman, plan: readonly Kill[]) {
    const { dataDir, clock, world } = stage;
    this.#stage = stage;
    this.#doorman = doorman;
    const now = () => clock.now();
    this.#executioner = new Executioner(plan, now, ({ victim }) => this.#perennial.kill(victim));
    const onStart = () => this.#executioner.start();
    this.#perennial = new Perennial({ dataDir, doorman, now, onStart });
    for (const { accepted } of [world.sms, world.mailbox, world.dialer, world.crm]) {
      accepted.onAdd(() => this.happens());
    }
  }

  /** Notes that something happened, which may be the last that a server sees of it. */
  happens(): void {
    const now = this.#stage.clock.now();
    if (now < STORY.day) return;
    this.#acts.push(now);
    this.#executioner.act();
  }

  async live(): Promise<void> {
    const { clock, world, day } = this.#stage;
    const { settings } = world;
    const door = (id: Parameters<typeof doorOf>[0]) => new URL(doorOf(id), this.#doorman.url);
    const sms = door("sms");
    sms.searchParams.set("token", settings["sms-46elks"].webhookToken);
    world.connectTo({
      smsIncomingUrl: sms.href,
      dialerCallbackUrl: door("dialer").href,
      crmCallbackUrl: door("crm").href,
    });
    await this.#perennial.setUp(settings);
    let due = await this.#settle();
    while (clock.now() < STORY.ends) {
      clock.moveTo(
        stepAfter(least([due, world.nextDue(), day.nextDue(), STORY.ends]), clock.now()),
      );
      await this.#perennial.turnClock();
      await day.act(clock.now());
      due = await this.#settle();
    }
    // A quick machine may be done before the last kills were due.
    while (this.#executioner.catchUp()) await this.#settle();
  }

  /** Looks into all books. */
  async end(): Promise<Told> {
    const { dataDir, world, day } = this.#stage;
    this.#executioner.end();
    const ledger = await readLedger(dataDir);
    await this.#perennial.stop();
    if (databaseProcesses(dataDir).length > 0) throw new Error("PostgreSQL was left running.");
    return {
      world: readWorld(world, { rung: day.rung, delivered: this.#doorman.delivered }),
      ledger,
      acts: this.#acts,
      kills: this.#executioner.done,
      errors: this.#perennial.errors,
    };
  }

  async close(): Promise<void> {
    await this.#perennial.stop();
    await this.#doorman.close();
    await this.#stage.world.stop();
  }

  /** Until neither the world nor Perennial has anything more to do at this moment. */
  async #settle(): Promise<Instant> {
    const { clock, world } = this.#stage;
    for (;;) {
      await world.tick();
      this.happens();
      const due = await this.#perennial.settle();
      const next = world.nextDue();
      if (due > clock.now() && (next === undefined || next > clock.now())) return due;
    }
  }
}

function least(moments: readonly (Instant | undefined)[]): Instant {
  const [first = ""] = moments.flatMap((each) => each ?? []).sort();
  return first;
}

/** The first full step at or after a moment, and after now. */
function stepAfter(moment: Instant, now: Instant): Instant {
  const at = Math.max(Date.parse(moment), Date.parse(now) + 1);
  return new Date(Math.ceil(at / STEP) * STEP).toISOString();
}
