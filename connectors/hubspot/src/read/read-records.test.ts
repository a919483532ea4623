import { afterEach, describe, expect, test } from "vitest";
import { REQUIRED_SCOPES } from "../account/scopes.ts";
import {
  type PortalReading,
  type PortalReadingOptions,
  readAll,
  readingPortal,
} from "../testing/reading.ts";

const open: PortalReading[] = [];
afterEach(async () => {
  await Promise.all(open.splice(0).map((one) => one.stop()));
});

async function portalWith(options: PortalReadingOptions = {}): Promise<PortalReading> {
  const reading = await readingPortal(options);
  open.push(reading);
  return reading;
}

const contact = (id: number) => ({ object: "contact", id: String(id) });

describe("records that somebody named", () => {
  test("are read as they are now, hundreds at a time, each under the id of the change feed", async () => {
    const { session, portal, limiter } = await portalWith({ hubspot: { indexLagMs: 60_000 } });
    const ids = Array.from({ length: 150 }, (_, n) => {
      return portal.staff.create("contacts", { email: `k${n}@example.com` }).id;
    });
    const before = limiter.taken.length;
    const told = await session.readRecords?.(ids.map(contact));
    expect(told?.signals).toHaveLength(150);
    // The portal, its owners (there and gone), and two batches.
    expect(limiter.taken.length - before).toBe(5);
    const { signals } = await readAll(session);
    expect(new Set(told?.signals.map(({ id }) => id))).toEqual(
      new Set(signals.map(({ id }) => id)),
    );
  });

  test("are told as deleted, merged or there again, as it is with each", async () => {
    const { session, portal } = await portalWith();
    const make = (firstname: string) => portal.staff.create("contacts", { firstname }).id;
    const [gone, stays, double, forgotten, back] = [
      ...[make("Bo"), make("Anna"), make("Anna 2")],
      ...[make("Cecilia"), make("Dag")],
    ];
    portal.staff.archive("contacts", gone ?? 0);
    portal.staff.merge("contacts", stays ?? 0, { id: double ?? 0 });
    portal.staff.forget(forgotten ?? 0);
    portal.staff.archive("contacts", back ?? 0);
    portal.staff.restore("contacts", back ?? 0);
    const refs = [gone, double, forgotten, back].map((id) => contact(id ?? 0));
    const told = await session.readRecords?.(refs);
    expect(told?.problems).toEqual([]);
    expect(told?.signals).toMatchObject([
      { type: "customer.deleted", customerId: String(gone) },
      { type: "customer.merged", customerId: String(double), into: String(stays) },
      { type: "customer.deleted", customerId: String(double) },
      {
        type: "customer.deleted",
        customerId: String(forgotten),
        id: expect.stringContaining("for-good"),
      },
      { type: "customer.changed", customer: { id: String(back), name: "Dag" } },
      { type: "customer.changed", customer: { id: String(stays) } },
    ]);
  });

  test("of types that the settings do not use mean nothing and cost no request", async () => {
    const { session, limiter } = await portalWith();
    const refs = [
      { object: "company", id: "1" },
      { object: "deal", id: "1" },
    ];
    expect(await session.readRecords?.(refs)).toEqual({ signals: [], problems: [] });
    expect(limiter.taken).toEqual([]);
  });

  test("of a type that nobody allowed us to read are a problem, and cost the others nothing", async () => {
    const { session, portal } = await portalWith({
      settings: { agreements: [{ name: "el", from: "deals" }] },
      scopes: REQUIRED_SCOPES,
    });
    const { id } = portal.staff.create("contacts", { firstname: "Anna" });
    const told = await session.readRecords?.([{ object: "deal", id: "7" }, contact(id)]);
    expect(told?.signals).toMatchObject([{ type: "customer.changed" }]);
    expect(told?.problems).toMatchObject([
      { place: "deals", message: expect.stringContaining("crm.objects.deals.read") },
    ]);
  });

  test("bring the consent of their address along", async () => {
    const { session, portal } = await portalWith({
      settings: { consents: [{ subscriptionId: "500001" }] },
    });
    const { id: subscriptionId } = portal.consents.define("Nyheter");
    const { id } = portal.staff.create("contacts", { email: "anna@example.com" });
    portal.staff.setConsent("anna@example.com", subscriptionId, "UNSUBSCRIBED");
    const told = await session.readRecords?.([contact(id)]);
    expect(told?.signals).toMatchObject([
      { type: "customer.changed" },
      { type: "consent.changed", consent: { state: "withdrawn", purpose: "marketing" } },
    ]);
  });

  test("of a type of the portal's own are agreements of their contact", async () => {
    const reading = await portalWith();
    const { portal } = reading;
    const type = portal.staff.addObjectType("hyresavtal", {
      properties: [
        { name: "objekt", type: "string" },
        { name: "fran", type: "date" },
      ],
      associatedWith: ["contacts"],
    });
    const { id } = portal.staff.create("contacts", { firstname: "Anna" });
    const lease = portal.staff.create(
      type.name,
      { objekt: "Lgh 3", fran: "2026-01-01" },
      { contacts: id },
    );
    const session = await reading.open({
      agreements: [{ name: "hyra", from: type.id, start: "fran", product: { property: "objekt" } }],
    });
    const told = await session.readRecords?.([{ object: type.id, id: String(lease.id) }]);
    expect(told?.signals).toMatchObject([
      {
        type: "agreement.changed",
        agreement: { id: `${type.id}:${lease.id}`, customerId: String(id), product: "Lgh 3" },
      },
    ]);
    const schema = await session.describe?.();
    expect(schema?.objects.find(({ object }) => object === type.id)?.fields).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: "objekt", type: "string" })]),
    );
  });
});

describe("what a portal is made of", () => {
  test("is its types with their properties, and stages that say whose they are", async () => {
    const { session, portal } = await portalWith();
    portal.staff.addProperty("contacts", { name: "kundklubb", label: "Kundklubb", type: "string" });
    const schema = await session.describe?.();
    const fieldsOf = (object: string) =>
      new Map(
        schema?.objects
          .find((one) => one.object === object)
          ?.fields.map((field) => [field.name, field]),
      );
    expect(schema?.objects.map(({ object }) => object)).toEqual([
      ...["contact", "deal", "subscription", "order"],
    ]);
    expect(schema?.missing).toEqual([]);
    expect(fieldsOf("contact").get("kundklubb")).toMatchObject({ label: "Kundklubb" });
    expect(fieldsOf("contact").get("lastmodifieddate")).toMatchObject({ readOnly: true });
    expect(fieldsOf("deal").get("dealstage")?.options).toEqual(
      expect.arrayContaining([expect.objectContaining({ label: expect.stringContaining(": ") })]),
    );
  });

  test("is shown by a few of its records, as they are and as they are read", async () => {
    const { session, portal } = await portalWith();
    for (const mobilephone of ["070-123 45 67", "nej", "0701"]) {
      portal.staff.create("contacts", { firstname: "Anna", mobilephone });
    }
    const samples = await session.samples?.("contact", 2);
    expect(samples).toMatchObject([
      { values: { mobilephone: "070-123 45 67" }, problems: [] },
      { values: { mobilephone: "nej" }, problems: [{ place: "mobilephone" }] },
    ]);
    expect(samples?.[0]?.signals).toMatchObject([{ customer: { mobile: "+46701234567" } }]);
    await expect(session.samples?.("planet", 1)).rejects.toMatchObject({ kind: "not-found" });
  });
});
