import type { InboundRequest } from "@perennial/contract";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { splitDelivery } from "./split-delivery.ts";

function delivery(body: unknown): InboundRequest {
  return {
    method: "POST",
    url: "https://app.example/hooks/v1/apps/hubspot",
    headers: { "content-type": "application/json" },
    body: typeof body === "string" ? body : JSON.stringify(body),
    receivedAt: "2026-11-22T08:00:00.000Z",
  };
}

describe("a delivery for several portals", () => {
  const events = [
    { portalId: 33, objectId: 1 },
    { portalId: 44, objectId: 2 },
    { portalId: 33, objectId: 3 },
  ];

  it("becomes one part for each, with its events alone and in their order", () => {
    const { parts, problems } = splitDelivery(delivery(events));
    expect(problems).toEqual([]);
    expect(parts.map(({ account }) => account)).toEqual(["33", "44"]);
    expect(parts.map(({ request }) => JSON.parse(request.body))).toEqual([
      [events[0], events[2]],
      [events[1]],
    ]);
  });

  it("keeps in each part how and when it came", () => {
    const whole = delivery(events);
    for (const { request } of splitDelivery(whole).parts) {
      expect(request).toEqual({ ...whole, body: request.body });
    }
  });

  it("takes a portal's number as text too", () => {
    const { parts } = splitDelivery(delivery([{ portalId: "33" }, { portalId: 33 }]));
    expect(parts).toHaveLength(1);
  });

  it("says where an element names no portal, and keeps the others", () => {
    const odd = [{ portalId: 33 }, 7, null, { objectId: 1 }, { portalId: -1 }, { portalId: "x" }];
    const { parts, problems } = splitDelivery(delivery(odd));
    expect(parts).toHaveLength(1);
    expect(problems.map(({ place }) => place)).toEqual([
      "[1]",
      "[2]",
      "[3].portalId",
      "[4].portalId",
      "[5].portalId",
    ]);
  });
});

it.each(["", "{", "{}", '"x"', "null", "7"])("the body %j is one problem and no part", (body) => {
  const { parts, problems } = splitDelivery(delivery(body));
  expect(parts).toEqual([]);
  expect(problems).toMatchObject([{ place: "body" }]);
});

it("no event is lost, doubled or given to another portal, and nothing throws", () => {
  const event = fc.oneof(
    fc.record({ portalId: fc.integer({ min: 1, max: 5 }), objectId: fc.nat() }),
    fc.jsonValue(),
  );
  fc.assert(
    fc.property(fc.array(event, { maxLength: 30 }), (list) => {
      const { parts, problems } = splitDelivery(delivery(list));
      const kept = parts.flatMap(({ account, request }) => {
        const own: { portalId: number }[] = JSON.parse(request.body);
        for (const one of own) expect(String(one.portalId)).toBe(account);
        return own;
      });
      expect(kept.length + problems.length).toBe(list.length);
      expect(new Set(parts.map(({ account }) => account)).size).toBe(parts.length);
    }),
    { seed: 4, numRuns: 200 },
  );
});
