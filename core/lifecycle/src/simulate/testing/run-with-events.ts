import { simulate } from "../simulate.ts";
import type { SimulatedEvent } from "../simulated-event.ts";
import type { SimulationInput } from "../simulation-input.ts";
import type { SimulationResult } from "../simulation-result.ts";

/** A dry run with all that happened in it. */
export interface Told {
  readonly result: SimulationResult;
  readonly events: readonly SimulatedEvent[];
  /** The events of one kind, of one step where it is given. */
  of(what: SimulatedEvent["what"], step?: string): readonly SimulatedEvent[];
}

/** Runs a dry run and keeps everything that it tells. */
export function runWithEvents(input: SimulationInput): Told {
  const events: SimulatedEvent[] = [];
  const result = simulate(input, { onEvent: (event) => events.push(event) });
  return {
    result,
    events,
    of: (what, step) =>
      events.filter((event) => event.what === what && (step === undefined || event.step === step)),
  };
}
