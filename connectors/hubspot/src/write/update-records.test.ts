import type { AttributeValue, UpdateRecord } from "@perennial/contract";
import { optionsOf } from "@perennial/simulators";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type WritingPortal, writingPortal } from "../testing/writing-portal.ts";

let world: WritingPortal;

beforeEach(async () => {
  world = await writingPortal();
  await world.session.prepare?.();
});

afterEach(() => world.stop());

function contact(properties: Record<string, string> = { email: "anna@example.com" }): number {
  return world.portal.staff.create("contacts", properties).id;
}

let count = 0;
function update(
  recordId: number | string,
  values: Record<string, AttributeValue>,
  object: UpdateRecord["object"] = "customer",
): UpdateRecord {
  count += 1;
  const id = `cmd-${count}`;
  return { kind: "update-record", id, customerId: "1", object, recordId: String(recordId), values };
}

describe("fields of a customer", () => {
  it("are written to their properties, and cleared by null", async () => {
    const id = contact();
    const values = { phase: "retain", tier: "gold", nextRenewal: "2027-03-31" };
    expect(await world.perform(update(id, values))).toMatchObject({
      outcome: "accepted",
      providerId: String(id),
    });
    expect(world.value(id, "perennial_phase")).toBe("retain");
    expect(world.value(id, "perennial_tier")).toBe("gold");
    expect(world.value(id, "perennial_next_renewal")).toBe("2027-03-31");
    await world.perform(update(id, { tier: null }));
    expect(world.value(id, "perennial_tier")).toBeUndefined();
  });

  it("without a property are left out, and are refused where nothing else is left", async () => {
    const id = contact();
    const some = await world.perform(update(id, { phase: "retain", mood: "good" }));
    expect(some?.outcome).toBe("accepted");
    expect(await world.perform(update(id, { mood: "good" }))).toMatchObject({
      outcome: "refused",
      kind: "invalid",
      message: expect.stringContaining("no property for mood"),
    });
  });

  it("with a moment are written as its date in the portal's zone", async () => {
    const id = contact();
    await world.perform(update(id, { pausedUntil: "2026-12-31T23:30:00.000Z" }));
    expect(world.value(id, "perennial_paused_until")).toBe("2027-01-01");
  });

  it("with a value that is none of the options are refused by the property's name and its options", async () => {
    const id = contact();
    expect(await world.perform(update(id, { phase: "lost" }))).toMatchObject({
      outcome: "refused",
      message: expect.stringMatching(/perennial_phase.*"lost".*welcome, develop, retain/),
    });
  });

  it("go to an option that an administrator adds afterwards", async () => {
    const session = await world.open({
      portalId: String(world.portal.id),
      writeBack: { tier: "club_tier" },
    });
    const sketch = { name: "club_tier", type: "enumeration" } as const;
    world.portal.staff.addProperty("contacts", { ...sketch, options: optionsOf("gold") });
    const id = contact();
    const command = update(id, { tier: "platinum" });
    expect((await session.perform([command]))[0]?.outcome).toBe("refused");
    world.portal.staff.addProperty("contacts", {
      ...sketch,
      options: optionsOf("gold", "platinum"),
    });
    world.clock.moveTo("2026-11-22T08:01:00.000Z");
    expect((await session.perform([command]))[0]?.outcome).toBe("accepted");
    expect(world.value(id, "club_tier")).toBe("platinum");
  });

  it("are written in the words of a property that has its own", async () => {
    const options = optionsOf("new", "growing", "loyal");
    world.portal.staff.addProperty("contacts", { name: "stage", type: "enumeration", options });
    const values = { new: "welcome", growing: "develop", loyal: "retain" } as const;
    const session = await world.open({
      portalId: String(world.portal.id),
      customers: { phase: { property: "stage", values } },
      writeBack: {},
    });
    const id = contact();
    const [receipt] = await session.perform([update(id, { phase: "retain" })]);
    expect(receipt?.outcome).toBe("accepted");
    expect(world.value(id, "stage")).toBe("loyal");
  });
});

describe("many commands", () => {
  it("take one request for a hundred contacts", async () => {
    const ids = Array.from({ length: 100 }, (_, n) => contact({ email: `c${n}@example.com` }));
    await world.session.perform(ids.map((id) => update(id, { tier: "silver" })));
    const before = world.portal.requests.general.total;
    const receipts = await world.session.perform(ids.map((id) => update(id, { tier: "gold" })));
    expect(receipts.every(({ outcome }) => outcome === "accepted")).toBe(true);
    expect(world.portal.requests.general.total - before).toBe(1);
  });

  it("for one contact become one write, and the later value holds", async () => {
    const id = contact();
    const commands = [
      update(id, { tier: "silver", phase: "welcome" }),
      update(id, { tier: "gold" }),
    ];
    const receipts = await world.session.perform(commands);
    expect(receipts.map(({ commandId, outcome }) => [commandId, outcome])).toEqual(
      commands.map((one) => [one.id, "accepted"]),
    );
    expect(world.value(id, "perennial_tier")).toBe("gold");
    expect(world.value(id, "perennial_phase")).toBe("welcome");
  });

  it.each([200, 207] as const)(
    "lose none to one that HubSpot refuses, whether it answers %d, and that one has HubSpot's words",
    async (multiStatus) => {
      await world.stop();
      world = await writingPortal({ hubspot: { multiStatus } });
      await world.session.prepare?.();
      world.portal.staff.addRule({
        objectType: "contacts",
        property: "perennial_tier",
        message: "Only sales may set the tier of a customer.",
        refuses: ({ email, perennial_tier }) =>
          email === "c7@example.com" && perennial_tier === "gold",
      });
      const ids = Array.from({ length: 100 }, (_, n) => contact({ email: `c${n}@example.com` }));
      const receipts = await world.session.perform(ids.map((id) => update(id, { tier: "gold" })));
      const refused = receipts.filter(({ outcome }) => outcome !== "accepted");
      expect(refused).toEqual([
        {
          commandId: receipts[7]?.commandId,
          outcome: "refused",
          kind: "invalid",
          message: expect.stringMatching(/perennial_tier.*Only sales may set the tier/),
        },
      ]);
      expect(ids.filter((id) => world.value(id, "perennial_tier") === "gold")).toHaveLength(99);
    },
  );

  it("for one contact, one of them refused, leave the others' values", async () => {
    world.portal.staff.addRule({
      objectType: "contacts",
      property: "perennial_tier",
      message: "No.",
      refuses: ({ perennial_tier }) => perennial_tier === "gold",
    });
    const id = contact();
    const receipts = await world.session.perform([
      update(id, { phase: "retain" }),
      update(id, { tier: "gold" }),
    ]);
    expect(receipts.map(({ outcome }) => outcome)).toEqual(["accepted", "refused"]);
    expect(world.value(id, "perennial_phase")).toBe("retain");
  });
});

describe("the lifecycle stage", () => {
  const settings = { writeBack: { stage: "lifecyclestage" } };

  it("moves forward", async () => {
    const id = contact({ email: "a@example.com", lifecyclestage: "lead" });
    const session = await world.open({ portalId: String(world.portal.id), ...settings });
    const [receipt] = await session.perform([update(id, { stage: "customer" })]);
    expect(receipt?.outcome).toBe("accepted");
    expect(world.value(id, "lifecyclestage")).toBe("customer");
  });

  it("is refused backwards, which HubSpot would pass over in silence", async () => {
    const id = contact({ email: "a@example.com", lifecyclestage: "customer" });
    const other = contact({ email: "b@example.com" });
    const session = await world.open({ portalId: String(world.portal.id), ...settings });
    const receipts = await session.perform([
      update(id, { stage: "lead" }),
      update(other, { stage: "lead" }),
    ]);
    expect(receipts).toMatchObject([
      { outcome: "refused", message: expect.stringMatching(/back from customer to lead/) },
      { outcome: "accepted" },
    ]);
    expect(world.value(id, "lifecyclestage")).toBe("customer");
  });
});

describe("an agreement", () => {
  it("is written in the deal, the contact's date or the record it stands in", async () => {
    world.portal.staff.addProperty("deals", { name: "contract_end", type: "date" });
    world.portal.staff.addProperty("deals", { name: "yearly", type: "number" });
    world.portal.staff.addProperty("contacts", { name: "warranty_end", type: "date" });
    const session = await world.open({
      portalId: String(world.portal.id),
      agreements: [
        { name: "electricity", from: "deals", end: "contract_end", yearlyValue: "yearly" },
        { name: "warranty", from: "contact-dates", end: "warranty_end" },
      ],
    });
    const id = contact();
    const deal = world.portal.staff.create("deals", { dealname: "El", dealstage: "closedwon" });
    const receipts = await session.perform([
      update(`deal:${deal.id}`, { end: "2027-03-31", yearlyValue: 129900 }, "agreement"),
      update(`contact:${id}:warranty`, { end: "2028-01-31" }, "agreement"),
      update(`contact:${id}:other`, { end: "2028-01-31" }, "agreement"),
      update("contract-7", { end: "2028-01-31" }, "agreement"),
    ]);
    expect(receipts.map(({ outcome }) => outcome)).toEqual([
      "accepted",
      "accepted",
      "refused",
      "refused",
    ]);
    expect(world.value(deal.id, "contract_end", "deals")).toBe("2027-03-31");
    expect(world.value(deal.id, "yearly", "deals")).toBe("1299.00");
    expect(world.value(id, "warranty_end")).toBe("2028-01-31");
  });
});
