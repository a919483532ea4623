import type { Instant } from "@perennial/contract";
import {
  type CommandOrigin,
  type EndedEffect,
  lockEffect,
  reopenEffect,
  settleSends,
  type TenantTransaction,
} from "@perennial/store";
import { recordSettlements } from "./record-settlements.ts";

/** Why a person's wish about an effect is not followed. */
export type MendRefusal =
  /** There is no such effect. */
  | "unknown"
  /** It is not, or no longer, in the state that was spoken of. */
  | "other-state"
  /** The customer has left the program, or the program has taken it back: nobody waits for it any more. */
  | "over"
  /** A call or a start of a program: the program has gone another way since, and would not take it back. */
  | "unfit";

/** What a person found out about an effect of which nobody knew whether it was done. */
export type FoundOut = "sent" | "not-sent" | "send";

/** Whose wish it is about which effect. */
export interface Mending extends CommandOrigin {
  readonly now: Instant;
}

/** What can be done again later without the program around it. */
const REPEATABLE: ReadonlySet<string> = new Set(["message", "task", "update", "note", "alarm"]);

/**
 * Has an effect done again that certainly was not done: judged and put together anew at once. Gives why not where it
 * cannot be; so nothing is ever sent twice by it (reliability.md, 3.4).
 */
export async function retryEffect(
  tx: TenantTransaction,
  { now, ...origin }: Mending,
): Promise<MendRefusal | undefined> {
  const effect = await lockEffect(tx, origin);
  const refusal = refusalOf(effect, "refused");
  if (refusal !== undefined) return refusal;
  await reopenEffect(tx, origin, now);
  return undefined;
}

/**
 * Ends an effect of which nobody knows whether it was done, by what a person found out with the provider: it was, it
 * was not, or it was not and is to be done now. Gives why not where it is not such an effect.
 */
export async function resolveEffect(
  tx: TenantTransaction,
  { now, found, ...origin }: Mending & { readonly found: FoundOut },
): Promise<MendRefusal | undefined> {
  const effect = await lockEffect(tx, origin);
  if (found === "send") {
    const refusal = refusalOf(effect, "unclear");
    if (refusal !== undefined || !effect) return refusal ?? "unknown";
    // What may have arrived holds its place in the ledger until somebody knows that it did not.
    const { customerId } = effect;
    await settleSends(tx, [{ ...origin, customerId, outcome: "not-done" }]);
    await reopenEffect(tx, origin, now);
    return undefined;
  }
  if (!effect) return "unknown";
  if (effect.state !== "unclear") return "other-state";
  const outcome =
    found === "sent"
      ? ({ state: "done" } as const)
      : ({ state: "refused", reason: effect.reason ?? undefined } as const);
  const recording = { now, provenBy: "person", notes: false } as const;
  await recordSettlements(tx, [{ ...origin, ...outcome }], recording);
  return undefined;
}

function refusalOf(
  effect: EndedEffect | undefined,
  state: "refused" | "unclear",
): MendRefusal | undefined {
  if (!effect) return "unknown";
  if (effect.state !== state) return "other-state";
  if (!REPEATABLE.has(effect.order.kind)) return "unfit";
  const { order } = effect;
  const isKept = order.kind === "message" && order.keep;
  return effect.withdrawn !== null || (effect.ended && !isKept) ? "over" : undefined;
}
