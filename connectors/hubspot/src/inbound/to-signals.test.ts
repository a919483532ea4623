import fc from "fast-check";
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

describe("a record that changed", () => {
  it.each(["creation", "deletion", "restore", "propertyChange"])(
    "is read anew after %s, whatever the event says of it",
    (kind) => {
      const more = { objectId: 904, propertyName: "email", propertyValue: "old@example.com" };
      const { signals, problems, changed } = understood([event(`contact.${kind}`, more)]);
      expect({ signals, problems }).toEqual({ signals: [], problems: [] });
      expect(changed).toEqual([{ object: "contact", id: "904" }]);
    },
  );

  it("that says no to all e-mail is told as that at once, and read anew as well", () => {
    const no = { objectId: 904, propertyName: "hs_email_optout", propertyValue: "true" };
    const { signals, changed } = understood([
      event("contact.propertyChange", no),
      event("contact.propertyChange", { ...no, objectId: 905, propertyValue: "false" }),
    ]);
    expect(signals).toMatchObject([
      {
        ...{ type: "consent.changed", at: MOMENT },
        consent: { customerId: "904", channel: "email", purpose: "marketing", state: "withdrawn" },
      },
    ]);
    expect(changed?.map(({ id }) => id)).toEqual(["904", "905"]);
  });

  it("is named by its type's id as well, and by eventType in place of subscriptionType", () => {
    const { subscriptionType: _, ...unnamed } = event("", { objectTypeId: "0-3", objectId: "7" });
    const { changed } = understood([
      event("object.propertyChange", { objectTypeId: "0-1", objectId: 904 }),
      { ...unnamed, eventType: "object.creation" },
    ]);
    expect(changed).toEqual([
      { object: "contact", id: "904" },
      { object: "deal", id: "7" },
    ]);
  });

  it("is read once however often and in whatever order it is told", () => {
    const one = event("contact.propertyChange", { objectId: 904 });
    const { changed } = understood([one, event("contact.creation", { objectId: 904 }), one]);
    expect(changed).toEqual([{ object: "contact", id: "904" }]);
  });

  it("is passed over where records of its type mean nothing", () => {
    const events = [
      event("deal.propertyChange", { objectId: 1 }),
      event("company.creation", { objectId: 2 }),
      event("object.creation", { objectTypeId: "2-1001", objectId: 3 }),
    ];
    expect(understood(events, ["contact"]).changed).toEqual([]);
    expect(understood(events, ["contact", "2-1001"]).changed).toEqual([
      { object: "2-1001", id: "3" },
    ]);
  });
});

describe("an association", () => {
  const ends = { fromObjectId: 7, toObjectId: 904 };
  const both = [
    { object: "deal", id: "7" },
    { object: "contact", id: "904" },
  ];

  it.each([
    ["its name", { associationType: "DEAL_TO_CONTACT" }],
    ["its id", { associationTypeId: 3 }],
    ["the types of its ends", { fromObjectTypeId: "0-3", toObjectTypeId: "0-1" }],
  ])("is told by %s, and both ends are read anew", (_, more) => {
    const { changed } = understood([event("object.associationChange", { ...ends, ...more })]);
    expect(changed).toEqual(both);
  });

  it("that was taken away is read the same", () => {
    const more = { ...ends, associationType: "DEAL_TO_CONTACT", associationRemoved: true };
    expect(understood([event("deal.associationChange", more)]).changed).toEqual(both);
  });

  it("with a type that means nothing is read at its other end alone", () => {
    const more = { fromObjectId: 5, toObjectId: 7, associationType: "LINE_ITEM_TO_DEAL" };
    const { changed } = understood([event("line_item.associationChange", more)]);
    expect(changed).toEqual([{ object: "deal", id: "7" }]);
  });

  it("of an unknown kind means nothing", () => {
    const more = { ...ends, associationTypeId: 9999 };
    expect(understood([event("object.associationChange", more)])).toEqual({
      signals: [],
      problems: [],
      changed: [],
    });
  });
});

describe("what is not right", () => {
  it("is a problem at its place, and costs no other event", () => {
    const events = [
      event("contact.creation", { objectId: 1 }),
      event("contact.creation"),
      7,
      { portalId: 33 },
      event("contact.propertyChange", { objectId: { $: 1 } }),
      event("contact.merge", { primaryObjectId: 1, mergedObjectIds: [2, {}] }),
    ];
    const { problems, changed } = understood(events);
    expect(changed).toEqual([{ object: "contact", id: "1" }]);
    expect(problems.map(({ place }) => place)).toEqual([
      "[1].objectId",
      "[2]",
      "[3]",
      "[4].objectId",
      "[5].mergedObjectIds[1]",
    ]);
  });

  it("is dated by when it came where the event has no moment", () => {
    const { occurredAt: _, ...undated } = event("contact.privacyDeletion", { objectId: 904 });
    const wild = { ...undated, objectId: 905, occurredAt: 1e300 };
    const { signals } = understood([undated, wild]);
    expect(signals.map(({ at }) => at)).toEqual([
      "2026-11-22T08:00:00.000Z",
      "2026-11-22T08:00:00.000Z",
    ]);
  });

  it.each(["", "{", "{}", "null", "7"])("the body %j is one problem", (body) => {
    expect(understood(body)).toMatchObject({ signals: [], problems: [{ place: "body" }] });
  });

  it.each([
    "contact.newThing",
    "event.completed",
    "object.creation",
    "conversation.newMessage",
    "x",
  ])("the unknown kind %s means nothing, whatever it holds", (name) => {
    const odd = event(name, { objectId: "c-1", mergedObjectIds: [1] });
    expect(understood([odd])).toEqual({ signals: [], problems: [], changed: [] });
    const unreadable = event("contact.newThing", { objectId: { deep: true } });
    expect(understood([unreadable]).problems).toEqual([]);
  });
});

it("whatever comes, nothing throws and what is told is well-formed", () => {
  const kind = fc.constantFrom("creation", "merge", "privacyDeletion", "associationChange", "?");
  const id = fc.oneof(fc.nat(), fc.string(), fc.constant(undefined));
  const any = fc.record({
    subscriptionType: kind.map((one) => `contact.${one}`),
    objectId: id,
    primaryObjectId: id,
    mergedObjectIds: fc.oneof(fc.array(id), fc.jsonValue()),
    occurredAt: fc.oneof(fc.integer(), fc.double(), fc.string()),
    associationType: fc.string(),
  });
  fc.assert(
    fc.property(fc.array(fc.oneof(any, fc.jsonValue())), (events) => {
      const { changed = [], signals } = understood(events);
      const ids = signals.map((one) => one.id);
      expect(new Set(ids).size).toBe(ids.length);
      expect(changed.every(({ object }) => ["contact", "deal"].includes(object))).toBe(true);
    }),
    { seed: 5, numRuns: 300 },
  );
});
