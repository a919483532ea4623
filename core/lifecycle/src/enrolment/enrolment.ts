import type { AttributeValue, Instant } from "@perennial/contract";

/** What an enrolment has noted on its way, such as the chosen offer; small and flat. */
export type Variables = Readonly<Record<string, AttributeValue>>;

/** One customer's (or agreement's) run through one version of a program. */
export interface Enrolment {
  readonly id: string;
  readonly customerId: string;
  readonly agreementId?: string;
  readonly invitationId?: string;
  /** What keeps this customer's enrolments in the program apart: the id of what the program is about. */
  readonly key: string;
  /** Where it stands; none before it has entered and after it has ended. */
  readonly step?: string;
  readonly stage?: string;
  /** When the step it stands at is over, if time ends it. */
  readonly timerAt?: Instant;
  /** How many effects it has asked for so far; they are numbered from 1. */
  readonly effects: number;
  readonly variables: Variables;
  /** Held out of marketing to measure the program's effect by. */
  readonly holdout: boolean;
  readonly ended?: { readonly at: Instant; readonly reason: string };
}

/** A signal as conditions see it: flat. */
export interface SignalFacts {
  readonly id: string;
  readonly type: string;
  readonly at: Instant;
  readonly fields: Readonly<Record<string, AttributeValue>>;
}

/** What happens to an enrolment. */
export type Stimulus =
  /** A trigger let it in. */
  | {
      readonly kind: "entry";
      readonly cause: string;
      readonly startAt?: string;
      readonly set?: Variables;
    }
  /** Its time has come. */
  | { readonly kind: "timer" }
  /** Something was told of the customer or the agreement. */
  | { readonly kind: "signal"; readonly signal: SignalFacts }
  /** An effect has come to its end. */
  | {
      readonly kind: "settled";
      readonly seq: number;
      readonly outcome: "sent" | "not-sent";
      readonly at: Instant;
      readonly reason?: string;
    };
