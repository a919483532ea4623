import { ConnectorError, DEFAULT_FAMILY, type Limiter, type Manifest } from "@perennial/contract";
import { machinePace, type Pace, type RateWindow } from "../deliver/rate-window.ts";

/** The longest a request stands in line, in milliseconds: a batch it belongs to must be over within its lease. */
const LONGEST = 20_000;

/** The longest that a vendor's word stops a family, in milliseconds: a day, after which it is asked again. */
const LONGEST_REST = 24 * 60 * 60_000;

/** What a limiter is made of. */
export interface FamilyLimiterOptions {
  readonly manifest: Pick<Manifest, "id" | "rateLimits">;
  /** The families by name, as far as the manifest limits them. */
  readonly families: ReadonlyMap<string, LimitedFamily>;
  /** @default the machine's own time */
  readonly pace?: Pace;
}

/** Room in one family, shared by all whom its limit counts together. */
export interface LimitedFamily {
  readonly window: RateWindow;
  /** On the pace's clock: until then the vendor takes nothing. */
  drainedUntil: number;
}

/** Holds the requests of a connection to its manifest's limits, as far as one process sees them. */
export class FamilyLimiter implements Limiter {
  readonly #options: FamilyLimiterOptions;
  readonly #pace: Pace;

  constructor(options: FamilyLimiterOptions) {
    this.#options = options;
    this.#pace = options.pace ?? machinePace;
  }

  /**
   * The room that commands take, counted before they are given to a connector. It knows nothing of what a vendor
   * said meanwhile: after that a connection rests until the moment that its row in the database names.
   */
  get commands(): RateWindow | undefined {
    return this.#options.families.get(DEFAULT_FAMILY)?.window;
  }

  async take(family: string, signal?: AbortSignal): Promise<void> {
    const limited = this.#find(family);
    if (limited === undefined) return;
    const drained = Math.max(0, limited.drainedUntil - this.#pace.now());
    const wait = Math.max(drained, limited.window.wait);
    if (wait > LONGEST) throw this.#tooLong(family, wait);
    try {
      if (drained > 0) await this.#pace.wait(drained, signal);
      await limited.window.take(1, signal);
    } catch (error) {
      if (!signal?.aborted) throw error;
      throw this.#error(
        "unavailable",
        `stopped while it waited for room in the family "${family}"`,
      );
    }
  }

  drain(family: string, milliseconds: number): void {
    const limited = this.#find(family);
    if (limited === undefined || !(milliseconds > 0)) return;
    const until = this.#pace.now() + Math.min(milliseconds, LONGEST_REST);
    limited.drainedUntil = Math.max(limited.drainedUntil, until);
  }

  #find(family: string): LimitedFamily | undefined {
    const limited = this.#options.families.get(family);
    if (limited !== undefined || family === DEFAULT_FAMILY) return limited;
    const { id } = this.#options.manifest;
    const message = `${id} asks for room in the family "${family}", which it does not declare; add it to rateLimits in its manifest`;
    throw this.#error("unsupported", message);
  }

  #tooLong(family: string, wait: number): ConnectorError {
    const retryAfter = Math.ceil(wait);
    const message = `there is no room for requests of the family "${family}" for ${Math.ceil(wait / 1_000)} seconds`;
    return new ConnectorError({ ...this.#words("rate-limited", message), retryAfter });
  }

  #error(kind: "unavailable" | "unsupported", message: string): ConnectorError {
    return new ConnectorError(this.#words(kind, message));
  }

  #words<Kind>(kind: Kind, message: string) {
    return { connector: this.#options.manifest.id, kind, message };
  }
}
