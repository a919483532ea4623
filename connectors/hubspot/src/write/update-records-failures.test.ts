import type { AttributeValue, UpdateRecord } from "@perennial/contract";
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

describe("a contact that is not there any more", () => {
  it("is written to as what it was merged into", async () => {
    const [stays, gone] = [contact(), contact({ email: "a2@example.com" })];
    world.portal.staff.merge("contacts", stays, { id: gone });
    const receipts = await world.session.perform([
      update(gone, { tier: "gold" }),
      update(contact({ email: "b@example.com" }), { tier: "silver" }),
    ]);
    expect(receipts).toMatchObject([
      { outcome: "accepted", providerId: String(stays) },
      { outcome: "accepted" },
    ]);
    expect(world.value(stays, "perennial_tier")).toBe("gold");
  });

  it("is refused as not found where it was deleted or never was", async () => {
    const id = contact();
    world.portal.staff.archive("contacts", id);
    for (const recordId of [String(id), "999999", "customer-7"]) {
      expect(await world.perform(update(recordId, { tier: "gold" }))).toMatchObject({
        outcome: "refused",
        kind: "not-found",
      });
    }
  });
});

describe("what hinders the whole", () => {
  it.each([
    [423, "not-done", "unavailable"],
    [477, "not-done", "unavailable"],
    [503, "unknown", "unavailable"],
    [500, "unknown", "unavailable"],
  ] as const)("%d is told of every command as %s", async (status, outcome, kind) => {
    const ids = [contact(), contact({ email: "b@example.com" })];
    world.hubspot.trouble.add({ status, times: 50, path: "batch/update" });
    const receipts = await world.session.perform(ids.map((id) => update(id, { tier: "gold" })));
    expect(receipts).toMatchObject([
      { outcome, kind },
      { outcome, kind },
    ]);
  });

  it("no more is asked after a rate limit, and each is told to come back", async () => {
    const id = contact();
    world.hubspot.faults.set({ tooMany: 1, retryAfterSeconds: null });
    const receipts = await world.session.perform([
      update(id, { tier: "gold" }),
      update("deal:7", { end: "2027-01-01" }, "agreement"),
    ]);
    expect(receipts).toMatchObject([
      { outcome: "not-done", kind: "rate-limited", retryAfter: 10_000 },
      { outcome: "not-done", kind: "rate-limited", message: expect.stringMatching(/^not tried/) },
    ]);
  });

  it("credentials that end are told as such", async () => {
    const id = contact();
    world.portal.uninstall();
    const receipt = await world.perform(update(id, { tier: "gold" }));
    expect(receipt).toMatchObject({ outcome: "not-done", kind: "unauthenticated" });
  });

  it("a scope that was not granted costs only what needs it, and is named", async () => {
    await world.stop();
    world = await writingPortal({
      scopes: [
        ...["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"],
        ...["crm.schemas.contacts.read", "crm.schemas.contacts.write"],
      ],
      settings: { agreements: [{ name: "el", from: "deals", end: "contract_end" }] },
    });
    await world.session.prepare?.();
    const receipts = await world.session.perform([
      update("deal:7", { end: "2027-01-01" }, "agreement"),
      update(contact(), { tier: "gold" }),
    ]);
    expect(receipts).toMatchObject([
      { outcome: "refused", kind: "forbidden", message: expect.stringContaining("deals") },
      { outcome: "accepted" },
    ]);
  });
});
