import { ManualClock } from "@perennial/contract";
import type { Database } from "@perennial/store";
import type { Pool } from "pg";
import type { Harm } from "./harm.ts";
import { type Evidence, takenOf } from "./judge/evidence.ts";
import { INVARIANTS } from "./judge/invariants.ts";
import { readLedger } from "./judge/ledger.ts";
import { Witness } from "./judge/witness.ts";
import { Life } from "./life.ts";
import { Chance } from "./machine/chance.ts";
import { Story } from "./machine/story.ts";
import { Turns, type WhoWaits } from "./machine/turns.ts";
import { BEGINNING, found, type Library } from "./outside/company.ts";
import { Subscriber } from "./outside/subscriber.ts";
import { World } from "./outside/world.ts";
import type { Planted } from "./planted/planted.ts";

/** What lives are lived on: one PostgreSQL for all of them. */
export interface Ground {
  /** The simulation's own connections; nothing goes wrong on them. */
  readonly db: Database;
  /** The connections of the workers of all lives. */
  readonly pool: Pool;
  readonly library: Library;
  readonly whoWaits: WhoWaits;
}

/** What a life was. */
export interface Lived {
  readonly seed: number;
  /** What speaks against it: an invariant's name, and how it was broken. */
  readonly broken: readonly { readonly invariant: string; readonly how: string }[];
  readonly story: readonly string[];
  readonly figures: Figures;
}

/** What happened in a life, in numbers. */
export interface Figures {
  readonly effects: number;
  readonly sent: number;
  readonly letters: number;
  readonly kills: number;
  readonly stalls: number;
  /** Transactions that something went wrong with. */
  readonly faults: number;
}

let lives = 0;

/** Lives one life under a seed and judges it. */
export async function liveOnce(ground: Ground, seed: number, planted?: Planted): Promise<Lived> {
  const { db, pool, library, whoWaits } = ground;
  lives += 1;
  const clock = new ManualClock(BEGINNING);
  const story = new Story(clock);
  const turns = new Turns(whoWaits);
  const proof = planted?.proof;
  const world = new World({ seed, story, turns, now: () => clock.now(), proof });
  const chance = new Chance(seed, "company");
  const isOrdered = chance.of(0.5);
  const { customers, agreements, consents } = world.people;
  const connectors = world.providers.map(({ connector }) => connector);
  const tenant = await found(db, library, {
    ...{ customers, agreements, consents, connectors },
    slug: `life-${lives}`,
    programs: world.isRenewal ? ["renewal", "care"] : ["small", "care"],
    subscriber: chance.of(0.4) ? { ordered: isOrdered } : undefined,
  });
  const witness = new Witness(db, tenant, story);
  await witness.look();
  const surroundings = { pool, library, connectors, clock, story, turns };
  const subscriber = new Subscriber({ seed, turns });
  const life = new Life({
    ...{ seed, db, clock, story, turns, world, subscriber, tenant, witness, planted, surroundings },
  });
  const unexpected = await life.live().then(
    () => life.unexpected,
    (error: unknown) => [...life.unexpected, `the life broke off: ${error}`],
  );
  const ledger = await readLedger(db, tenant);
  const { arrived } = subscriber;
  const evidence = { world, witness, ledger, arrived, isOrdered, unexpected };
  return {
    seed,
    broken: judge(evidence),
    story: story.lines,
    figures: figuresOf(evidence, life.harm),
  };
}

function judge(evidence: Evidence): Lived["broken"] {
  return INVARIANTS.flatMap(({ name, broken }) =>
    broken(evidence).map((how) => ({ invariant: name, how })),
  );
}

function figuresOf(evidence: Evidence, { figures }: Harm): Figures {
  return {
    effects: evidence.ledger.effects.length,
    sent: takenOf(evidence).length,
    letters: evidence.world.postman.letters.length,
    kills: figures.kills,
    stalls: figures.stalls,
    faults: figures.transactions,
  };
}
