import type { Limiter, ManualClock } from "@perennial/contract";
import { hubspotManifest } from "../hubspot-manifest.ts";

/**
 * A limiter that lets through what the manifest declares in any stretch of time, and turns the clock to the moment
 * when there is room in place of waiting for it: a long reading at the real pace, without its hours.
 */
export function turningLimiter(clock: ManualClock): Limiter {
  const passed = new Map<string, number[]>();
  return {
    async take(family) {
      const limit = hubspotManifest.rateLimits?.find((one) => (one.family ?? "default") === family);
      if (limit === undefined) return;
      const moments = passed.get(family) ?? [];
      passed.set(family, moments);
      const last = moments.length < limit.requests ? undefined : moments.shift();
      if (last !== undefined) {
        clock.moveTo(new Date(last + limit.perSeconds * 1_000).toISOString());
      }
      moments.push(Date.parse(clock.now()));
    },
    drain() {},
  };
}
