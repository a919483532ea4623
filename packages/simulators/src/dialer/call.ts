import { type AgreedCall, type CALL_OUTCOMES, type Instant, PutCall } from "@perennial/contract";

/** An entry of the call list as it is put there. */
export const CallEntry = PutCall.omit({ kind: true });
/** An entry of the call list. */
export type CallEntry = Omit<PutCall, "kind">;

/** How a call ends. */
export type CallOutcome = (typeof CALL_OUTCOMES)[number];

/** What the person called does. */
export interface CallAnswer {
  readonly outcome: CallOutcome;
  /** From the first ring until the agent is free again. */
  readonly seconds: number;
  /** What the agent notes. */
  readonly note: string;
  /** The call back that the agent agreed with them. @default none */
  readonly promise?: AgreedCall;
}

/** Where an entry of the call list is. */
export interface Call {
  readonly entry: CallEntry;
  readonly putAt: Instant;
  readonly state: "waiting" | "calling" | "finished" | "expired";
  readonly agent?: string;
  readonly startedAt?: Instant;
  readonly endedAt?: Instant;
  readonly answer?: CallAnswer;
}

/** A call as `GET /entries/{id}` shows it. */
export function viewCall({ entry, putAt, state, agent, startedAt, endedAt, answer }: Call): object {
  const over = state === "finished" ? { outcome: answer?.outcome, note: answer?.note } : {};
  return { ...entry, state, putAt, agent, startedAt, endedAt, ...over };
}
