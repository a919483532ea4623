import fc from "fast-check";
import { expect, test } from "vitest";
import { shareOf } from "./share-of.ts";

test("a share is a whole number of requests, or one in a longer time", () => {
  expect(shareOf({ requests: 100, perSeconds: 10 }, 4)).toEqual({ requests: 25, perSeconds: 10 });
  expect(shareOf({ requests: 1, perSeconds: 1 }, 4)).toEqual({ requests: 1, perSeconds: 4 });
  expect(shareOf({ requests: 3, perSeconds: 1 }, 1)).toEqual({ requests: 3, perSeconds: 1 });
});

test("so many processes with a share each are never faster than the limit", () => {
  const whole = fc.integer({ min: 1, max: 100_000 });
  const property = fc.property(whole, fc.integer({ min: 1, max: 64 }), (requests, processes) => {
    const share = shareOf({ requests, perSeconds: 10 }, processes);
    const together = (share.requests / share.perSeconds) * processes;
    expect(Number.isInteger(share.requests)).toBe(true);
    expect(together).toBeLessThanOrEqual((requests / 10) * (1 + 1e-9));
  });
  fc.assert(property, { seed: 20_261_122 });
});
