import { describe, expect, test } from "vitest";
import { HUBSPOT_DEFAULTS, loadHubspot } from "./hubspot.ts";
import { loadNeighbours, NEIGHBOUR_DEFAULTS } from "./neighbours.ts";
import { loadSoak, SOAK_DEFAULTS } from "./soak.ts";
import { pilesUp, rise } from "./trend.ts";
import { compare } from "./webhook-books.ts";
import { loadWebhooks, WEBHOOK_DEFAULTS } from "./webhooks.ts";

/** Facts alone: how fast it goes on a machine that is busy with other tests says nothing. */
const LONG = { timeout: 5 * 60_000 };
const SMALL = { durable: false };

test("of a minute of webhooks in small nothing is lost or acted on twice", LONG, async () => {
  const { broken } = await loadWebhooks({
    ...{ ...WEBHOOK_DEFAULTS, ...SMALL },
    ...{ rate: 100, seconds: 2, batch: 10, due: 10, stages: 1 },
  });
  expect(broken).toEqual([]);
});

test(
  "of a flood in small, and of the others meanwhile, nothing is lost or acted on twice",
  LONG,
  async () => {
    const { broken } = await loadNeighbours({
      ...{ ...NEIGHBOUR_DEFAULTS, ...SMALL },
      ...{ others: 2, seconds: 2, flood: 300, concurrency: 2, batch: 10 },
    });
    expect(broken).toEqual([]);
  },
);

test(
  "of a portal's first load in small every contact is kept once, and HubSpot is never asked for too much",
  LONG,
  async () => {
    const { broken } = await loadHubspot({
      ...{ ...HUBSPOT_DEFAULTS, ...SMALL },
      ...{ contacts: 3_000, looks: 3 },
    });
    expect(broken).toEqual([]);
  },
);

test("of some days in small nothing is lost or acted on twice", LONG, async () => {
  const { broken } = await loadSoak({
    ...{ ...SOAK_DEFAULTS, ...SMALL },
    ...{ minutes: 0.1, days: 10, customers: 40, looks: 5 },
  });
  expect(broken).toEqual([]);
});

describe("who judges a load test", () => {
  test("tells what is missing, what is there twice and what nobody told of", () => {
    expect(compare("the event", ["a", "b", "c"], ["b", "c", "c", "d"])).toEqual([
      "the event a: 0 times",
      "the event c: 2 times",
      "the event d: nobody told of it",
    ]);
  });

  test("sees a slow leak under noise, and takes no single peak for one", () => {
    const noise = [0, 7, -5, 3, -8, 5, -2, 6, -6, 1];
    const steady = noise.map((each, at) => [at, 100 + each] as const);
    const leaking = noise.map((each, at) => [at, 100 + 4 * at + each] as const);
    const peak = steady.with(6, [6, 900]);
    expect([steady, leaking, peak].map((points) => rise(points) > 0.1)).toEqual([
      false,
      true,
      false,
    ]);
  });

  test("takes what comes and goes for piling up only where it never goes far enough any more", () => {
    const pooled = [4, 10, 5, 9, 4, 10, 10, 5, 10];
    const leaked = [4, 10, 5, 9, 14, 18, 22, 27, 30];
    expect(
      [pooled, leaked].map((values) => pilesUp(values.map((value, at) => [at, value] as const))),
    ).toEqual([false, true]);
  });
});
