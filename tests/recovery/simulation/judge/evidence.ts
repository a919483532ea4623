import type { Taken } from "../outside/provider.ts";
import type { Arrived } from "../outside/subscriber.ts";
import type { World } from "../outside/world.ts";
import type { Ledger, LedgerEffect } from "./ledger.ts";
import type { Witness } from "./witness.ts";

/** All that a life is judged by: the logs outside, what the witness saw, and the books. */
export interface Evidence {
  readonly world: World;
  readonly witness: Witness;
  readonly ledger: Ledger;
  readonly arrived: readonly Arrived[];
  readonly isOrdered: boolean;
  readonly unexpected: readonly string[];
}

/** Everything that any system outside took. */
export function takenOf({ world }: Evidence): readonly Taken[] {
  return world.providers.flatMap(({ taken }) => taken);
}

/** How often each command was taken. */
export function countTaken(evidence: Evidence): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const { command } of takenOf(evidence)) {
    counts.set(command.id, (counts.get(command.id) ?? 0) + 1);
  }
  return counts;
}

/** The effects by the id of their command. */
export function effectsById({ ledger }: Evidence): ReadonlyMap<string, LedgerEffect> {
  return new Map(ledger.effects.map((effect) => [effect.commandId, effect]));
}

/** Whether an effect reaches a customer. */
export function isContact({ kind }: Pick<LedgerEffect, "kind">): boolean {
  return kind === "message" || kind === "call";
}

/** An effect in words. */
export function inWords(effect: LedgerEffect): string {
  const { commandId, customerId, program, step, kind, state, reason, attempts } = effect;
  return `${commandId} (${customerId}, ${program}, ${kind} of ${step}): ${state}, ${reason}, ${attempts} attempts`;
}
