import {
  CALL_OUTCOMES,
  type CallSignal,
  Instant,
  LocalDate,
  LocalTime,
  RecordId,
} from "@perennial/contract";
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

/** What an agent, or the telephone system, tells of a call that is over (A-06, L-08, L-21, L-22). */
export const CallReport = z
  .strictObject({
    /** The call's own id: told again, it acts once. */
    callId: z.string().min(1).max(200),
    customerId: RecordId,
    agreementId: RecordId.optional(),
    endedAt: Instant,
    agent: z.string().min(1),
    outcome: z.enum(CALL_OUTCOMES),
    /** Of the entry on the call list that led to it. */
    commandId: z.string().optional(),
    errand: z.string().optional(),
    note: z.string().max(10_000).optional(),
    /** To whom the customer was handed over, with what they have to know. */
    transfer: z
      .strictObject({ to: z.string().min(1), text: z.string().min(1).max(10_000) })
      .optional(),
    /** A call back that was agreed: a day and a span of it. */
    promise: z
      .strictObject({
        date: LocalDate,
        from: LocalTime.default("09:00"),
        to: LocalTime.default("17:00"),
        about: z.string().min(1).max(2_000),
        phone: z.string().optional(),
      })
      .refine(({ from, to }) => from < to, { error: "the time it ends must be after it begins" })
      .optional(),
  })
  .meta({ id: "CallReport", description: "What came of a call." });
export type CallReport = z.infer<typeof CallReport>;

/** What follows of a call, to be acted on at once. */
export interface CallFollowUp {
  /** Moves the customer's programs. */
  readonly signal: CallSignal;
  readonly promise?: CallPromise;
  readonly handOver?: HandOverNote;
}

/**
 * What a finished call leads to (product.md 2, item 10): the signal that moves its programs, the promise that becomes a
 * step (`promisedCall`) and the note for the next agent. The same report gives the same ids. Who wants no more calls is
 * promised none.
 */
export function whatFollows(report: CallReport): CallFollowUp {
  const { callId, customerId, agreementId, endedAt, agent, outcome, commandId, note } = report;
  const { transfer, promise, errand } = report;
  return {
    signal: {
      ...{ id: `call:${callId}:finished`, at: endedAt, type: "call.finished" },
      ...{ customerId, outcome, endedAt, agent },
      ...(commandId !== undefined && { commandId }),
      ...(note !== undefined && { note }),
    },
    ...(promise &&
      outcome !== "do-not-call" && {
        promise: {
          ...promise,
          ...{ id: `call:${callId}:promise`, customerId, agreedAt: endedAt, agent },
          ...(agreementId !== undefined && { agreementId }),
        },
      }),
    ...(transfer && {
      handOver: {
        ...{ callId, customerId, at: endedAt, from: agent, to: transfer.to, text: transfer.text },
        ...(errand !== undefined && { errand }),
      },
    }),
  };
}
