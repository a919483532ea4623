import { type CallSignal, Instant, RecordId } from "@perennial/contract";
import { z } from "zod";
import type { CallPromise } from "./call-promise.ts";

/** A note that goes with a customer to the next agent, so that nothing has to be repeated (L-22). */
export const HandOverNote = z
  .strictObject({
    callId: z.string().min(1),
    customerId: RecordId,
    at: Instant,
    from: z.string().min(1),
    /** The agent or team it is for. */
    to: z.string().min(1),
    errand: z.string().optional(),
    /** What has been said and done so far. */
    text: z.string().min(1).max(10_000),
    /** When somebody took it up. */
    takenAt: Instant.optional(),
  })
  .meta({ id: "HandOverNote", description: "What the next agent has to know." });
export type HandOverNote = z.infer<typeof HandOverNote>;

/** What follows of a call beside what it means to the customer's programs. */
export interface CallFollowUp {
  readonly promise?: CallPromise;
  readonly handOver?: HandOverNote;
}

/** Who hands over where the telephone system does not name the agent. */
const NOBODY_NAMED = "?";

/**
 * What a finished call leads to (product.md 2, item 10): the promise that becomes a step (`promisedCall`) and the note for
 * the next agent. A call promises one call at most: told anew, it is the same promise. Who wants no more calls is promised none.
 */
export function whatFollows(signal: CallSignal): CallFollowUp {
  const { id, callId = id, customerId, agreementId, endedAt, agent, outcome } = signal;
  const { transfer, promise, errand } = signal;
  return {
    ...(promise &&
      outcome !== "do-not-call" && {
        promise: {
          ...promise,
          ...{ id: `${callId}:promise`, customerId, agreedAt: endedAt },
          ...(agent !== undefined && { agent }),
          ...(agreementId !== undefined && { agreementId }),
        },
      }),
    ...(transfer && {
      handOver: {
        ...{ callId, customerId, at: endedAt, from: agent ?? NOBODY_NAMED },
        ...{ to: transfer.to, text: transfer.text },
        ...(errand !== undefined && { errand }),
      },
    }),
  };
}
