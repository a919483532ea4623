import type { Command, Instant } from "@perennial/contract";
import type { AWAITING_AGENT, NO_CAPACITY, Reason, SkipVerdict } from "@perennial/lifecycle";
import type { AlarmCause, NewSend, OutboxRow } from "@perennial/store";
import type { OpenConnection } from "../connection/connections.ts";

/** The facts that a decision rests on. */
export type Evidence = SkipVerdict["evidence"];

/** What is to become of a row that is due: data, written by the transaction that claimed it. */
export type Plan =
  /** Look again then; nothing was decided. */
  | { readonly do: "leave"; readonly until: Instant }
  /** Not now. `told`: whether it was said before, so that it is not said at every look. */
  | {
      readonly do: "hold";
      readonly until: Instant;
      readonly reason: Reason | "no-connection" | typeof AWAITING_AGENT;
      readonly evidence: Evidence;
      readonly told: boolean;
      readonly alarm?: Alarm | undefined;
    }
  /** Never. */
  | {
      readonly do: "skip";
      readonly reason: Reason | typeof NO_CAPACITY;
      readonly evidence: Evidence;
      readonly alarm?: Alarm | undefined;
    }
  /** Hand it over. */
  | {
      readonly do: "attempt";
      readonly command: Command;
      readonly connection: OpenConnection;
      /** The ledger's entry of a message; it is there already when it is sent again. */
      readonly send?: NewSend | undefined;
      /** Whether an earlier attempt may have succeeded: `proven` where this one cannot double it. */
      readonly resend: "no" | "proven" | "unproven";
    }
  /** Ask the other side whether it has it. */
  | { readonly do: "look-up"; readonly command: Command; readonly connection: OpenConnection }
  /** Nobody can know what came of it. */
  | {
      readonly do: "give-up";
      readonly evidence: Evidence;
      readonly alarm?: Alarm | undefined;
    }
  /** It was tried for long enough. */
  | { readonly do: "fail"; readonly detail: string }
  /** There is nothing to do, or it is done within the transaction. */
  | { readonly do: "finish"; readonly reason?: string | undefined }
  | { readonly do: "start-program"; readonly program: string };

/** Why a person must see to it. */
export interface Alarm {
  readonly cause: AlarmCause;
  readonly detail?: string | undefined;
}

/** A row and its plan. */
export interface PlannedRow {
  readonly row: OutboxRow;
  readonly plan: Plan;
}
