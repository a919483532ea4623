import { describe, expect, it } from "vitest";
import { hubspotSignals } from "./to-signals.ts";

const AT = 1_793_600_000_000;
const MOMENT = new Date(AT).toISOString();

function understood(events: unknown, types: readonly string[] = ["contact", "deal"]) {
  const request = {
    method: "POST",
    url: "https://app.example/hooks/v1/apps/hubspot",
    headers: {},
    body: typeof events === "string" ? events : JSON.stringify(events),
    receivedAt: "2026-11-22T08:00:00.000Z",
  };
  return hubspotSignals(request, (object) => types.includes(object));
}

function event(subscriptionType: string, more: object = {}) {
  return {
    eventId: 3816279340,
    subscriptionId: 25,
    portalId: 33,
    appId: 1160452,
    occurredAt: AT,
    subscriptionType,
    attemptNumber: 0,
    ...more,
  };
}

describe("a merge", () => {
  it("moves what was merged away to the one that stays, which is read anew", () => {
    const more = { objectId: 1, primaryObjectId: 1, mergedObjectIds: [2, 3] };
    const { signals, changed } = understood([event("contact.merge", more)]);
    const told = { type: "customer.merged", at: MOMENT, into: "1" };
    expect(signals).toEqual([
      { ...told, id: "contact:2:merged:1", customerId: "2" },
      { ...told, id: "contact:3:merged:1", customerId: "3" },
    ]);
    expect(changed).toEqual([{ object: "contact", id: "1" }]);
  });

  it("into a third id leaves neither of the two", () => {
    const more = { objectId: 9, newObjectId: 9, primaryObjectId: 1, mergedObjectIds: [2] };
    const { signals, changed } = understood([
      event("object.merge", { ...more, objectTypeId: "0-1" }),
    ]);
    expect(signals).toMatchObject([
      { customerId: "1", into: "9" },
      { customerId: "2", into: "9" },
    ]);
    expect(changed).toEqual([{ object: "contact", id: "9" }]);
  });

  it("goes by the primary, and then by the object, where there is no new id", () => {
    const primary = { objectId: 5, primaryObjectId: 1, mergedObjectIds: [2, 1] };
    expect(understood([event("contact.merge", primary)]).signals).toMatchObject([
      { customerId: "2", into: "1" },
    ]);
    const object = { objectId: 5, mergedObjectIds: [2, 5] };
    expect(understood([event("contact.merge", object)]).signals).toMatchObject([
      { customerId: "2", into: "5" },
    ]);
  });

  it("is not undone by the deletion that comes with it, before or after", () => {
    const merge = event("contact.merge", { primaryObjectId: 1, mergedObjectIds: [2] });
    const deletion = event("contact.deletion", { objectId: 2 });
    for (const events of [
      [merge, deletion],
      [deletion, merge],
    ]) {
      expect(understood(events).changed).toEqual([{ object: "contact", id: "1" }]);
    }
  });

  it("that is told twice is one signal", () => {
    const merge = event("contact.merge", { primaryObjectId: 1, mergedObjectIds: [2] });
    expect(understood([merge, merge]).signals).toHaveLength(1);
  });

  it("of deals has both read anew", () => {
    const more = { primaryObjectId: 1, mergedObjectIds: [2] };
    const { signals, changed } = understood([event("deal.merge", more)]);
    expect(signals).toEqual([]);
    expect(changed).toEqual([
      { object: "deal", id: "1" },
      { object: "deal", id: "2" },
    ]);
  });
});

describe("a request to be forgotten", () => {
  const forgotten = event("contact.privacyDeletion", { objectId: 904 });
  const deletion = event("contact.deletion", { objectId: 904 });

  it.each([
    ["by itself", [forgotten]],
    ["before the deletion", [forgotten, deletion]],
    ["after the deletion", [deletion, forgotten]],
    ["twice", [forgotten, forgotten]],
  ])("is told once, %s, and the contact is not read any more", (_, events) => {
    const erased = { type: "customer.erased", id: "contact:904:erased", customerId: "904" };
    expect(understood(events)).toEqual({
      signals: [{ ...erased, at: MOMENT }],
      problems: [],
      changed: [],
    });
  });

  it("of a conversation means nothing here", () => {
    const other = event("conversation.privacyDeletion", { objectId: "t-1" });
    expect(understood([other]).signals).toEqual([]);
  });
});
