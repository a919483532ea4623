import type { Instant } from "@perennial/contract";
import type { WorldSettings } from "@perennial/simulators";

/** What a server process is asked to do. */
export type Request =
  | {
      readonly do: "start";
      readonly dataDir: string;
      /** Where the world reaches the server, whichever process it is. */
      readonly publicUrl: string;
      readonly now: Instant;
    }
  /** Connects the company's systems, reads its records and activates the renewal program. */
  | { readonly do: "set-up"; readonly settings: WorldSettings }
  | { readonly do: "turn-clock"; readonly now: Instant }
  /** Does all that is due. */
  | { readonly do: "settle" }
  | { readonly do: "stop" };

/** A request on its way to a process. */
export interface Envelope {
  readonly id: number;
  readonly request: Request;
}

/** What a process answers. */
export interface Answer {
  readonly id: number;
  /** Where the server listens, after `start`. */
  readonly url?: string;
  /** When there is something to do again, after `settle`. */
  readonly due?: Instant;
  /** What went wrong. */
  readonly problem?: string;
}
