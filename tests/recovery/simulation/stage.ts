import type { ManualClock } from "@perennial/contract";
import type { Database, Tenant } from "@perennial/store";
import type { Witness } from "./judge/witness.ts";
import type { Story } from "./machine/story.ts";
import type { Turns } from "./machine/turns.ts";
import type { Surroundings } from "./machine/worker.ts";
import type { Subscriber } from "./outside/subscriber.ts";
import type { World } from "./outside/world.ts";
import type { Planted } from "./planted/planted.ts";

/** What a life is lived in. */
export interface Stage {
  readonly seed: number;
  /** The simulation's own way to the database, on which nothing goes wrong. */
  readonly db: Database;
  readonly clock: ManualClock;
  readonly story: Story;
  readonly turns: Turns;
  readonly world: World;
  readonly subscriber: Subscriber;
  readonly tenant: Tenant;
  readonly witness: Witness;
  readonly planted: Planted | undefined;
  readonly surroundings: Omit<Surroundings, "postEvent" | "onCommit" | "fault" | "meddler">;
}
