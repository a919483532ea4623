import type { Manifest, RateLimit } from "@perennial/contract";
import { machinePace, type Pace, RateWindow } from "../deliver/rate-window.ts";
import { FamilyLimiter, type LimitedFamily } from "./family-limiter.ts";

/** Whose requests a limiter holds back. */
export interface LimiterOwner {
  readonly tenant: number;
  readonly connection: string;
  readonly manifest: Pick<Manifest, "id" | "rateLimits">;
}

/**
 * Remembers how much of every rate limit is used, for as long as the process runs: a connection that is closed and
 * opened anew has not become faster, and connections that share a vendor's limit for our app share its room.
 */
export class LimitBook {
  readonly #pace: Pace;
  readonly #families = new Map<string, LimitedFamily>();

  constructor(pace: Pace = machinePace) {
    this.#pace = pace;
  }

  /** Gives the limiter of a connection. */
  limiterOf(owner: LimiterOwner): FamilyLimiter {
    const families = owner.manifest.rateLimits.map(
      (limit) => [limit.family, this.#familyOf(owner, limit)] as const,
    );
    return new FamilyLimiter({
      manifest: owner.manifest,
      families: new Map(families),
      pace: this.#pace,
    });
  }

  #familyOf({ tenant, connection, manifest }: LimiterOwner, limit: RateLimit): LimitedFamily {
    const whose = limit.shared === "app" ? [] : [tenant, connection];
    const key = JSON.stringify([manifest.id, limit.family, ...whose]);
    const known = this.#families.get(key);
    if (known) return known;
    const family = {
      window: new RateWindow(limit, this.#pace),
      drainedUntil: Number.NEGATIVE_INFINITY,
    };
    this.#families.set(key, family);
    return family;
  }
}
