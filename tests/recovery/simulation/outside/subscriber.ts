import type { EventAnswer, EventPost } from "@perennial/runtime";
import { Chance } from "../machine/chance.ts";
import { errandNow } from "../machine/errand.ts";
import type { Turns } from "../machine/turns.ts";

/** An event that arrived at the subscriber. */
export interface Arrived {
  readonly id: string;
  readonly customerId: string | undefined;
}

/** Somebody outside who is told of what happens. */
export class Subscriber {
  readonly arrived: Arrived[] = [];
  /** How many of a hundred posts do not go well. */
  roughness: number;
  readonly #turns: Turns;
  readonly #chance: Chance;

  constructor({ seed, turns }: { readonly seed: number; readonly turns: Turns }) {
    this.#turns = turns;
    this.#chance = new Chance(seed, "subscriber");
    this.roughness = this.#chance.pick([0, 4, 16]);
  }

  /** Takes an event, or does not, or takes it without a word. */
  async post({ id, body }: EventPost): Promise<EventAnswer> {
    const errand = errandNow.getStore();
    if (!errand) throw new Error("An event was sent outside of an errand.");
    await this.#turns.stop(errand, "request to subscriber");
    const isRough = this.#chance.of(this.roughness / 100);
    const isTaken = !isRough || this.#chance.of(0.5);
    if (isTaken) this.arrived.push({ id, customerId: customerIn(body) });
    await this.#turns.stop(errand, "answer of subscriber");
    return isRough ? { problem: "no answer" } : { status: 200, text: "" };
  }
}

function customerIn(body: string): string | undefined {
  return /"customerId":"([^"]+)"/.exec(body)?.[1];
}
