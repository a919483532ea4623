import { ConnectorError } from "@perennial/contract";
import { afterEach, describe, expect, test } from "vitest";
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

const DEALS = {
  agreements: [
    {
      ...{ name: "el", from: "deals", end: "avtalsslut" },
      statuses: { contractsent: "ordered", closedwon: "active" },
      kind: { value: "fixed" },
    },
  ],
};

function withDeal(portal: PortalReading["portal"]): number {
  portal.staff.addProperty("deals", { name: "avtalsslut", type: "date" });
  const { id } = portal.staff.create("contacts", { firstname: "Anna", email: "anna@example.com" });
  const deal = portal.staff.create(
    "deals",
    {
      ...{ dealname: "El 3 år", pipeline: "default", dealstage: "closedwon" },
      ...{ closedate: "2026-03-01T09:00:00.000Z", avtalsslut: "2029-02-28" },
    },
    { contacts: id },
  );
  return deal.id;
}

describe("the first load", () => {
  test("tells thousands of contacts once each, and its cursor stays small", async () => {
    const { session } = await portalWith({
      fill: ({ staff }) => {
        const rows = Array.from({ length: 2_345 }, (_, n) => ({ email: `k${n}@example.com` }));
        staff.fill("contacts", rows);
      },
    });
    const { signals, pages, cursor } = await readAll(session);
    expect(signals).toHaveLength(2_345);
    expect(new Set(signals.map(({ id }) => id)).size).toBe(2_345);
    expect(pages).toHaveLength(24);
    expect(cursor.length).toBeLessThan(20_000);
  });

  test("reads agreements from deals, with the contact each belongs to", async () => {
    let dealId = 0;
    const { session } = await portalWith({
      settings: DEALS,
      fill: (portal) => {
        dealId = withDeal(portal);
      },
    });
    const { signals } = await readAll(session);
    expect(signals.at(-1)).toMatchObject({
      type: "agreement.changed",
      agreement: {
        ...{ id: `deal:${dealId}`, product: "El 3 år", kind: "fixed", status: "active" },
        ...{ start: "2026-03-01", end: "2029-02-28", currency: "SEK" },
      },
    });
  });

  test("leaves out what nobody allowed, says so, and reads it once it is allowed", async () => {
    const all = await portalWith({
      settings: DEALS,
      scopes: [
        ...["oauth", "crm.objects.contacts.read", "crm.objects.contacts.write"],
        ...["crm.schemas.contacts.read", "crm.schemas.contacts.write"],
      ],
      fill: withDeal,
    });
    const { signals, cursor } = await readAll(all.session);
    expect(signals.map(({ type }) => type)).toEqual(["customer.changed"]);
    expect(all.log.lines.join()).toContain("crm.objects.deals.read");
    expect(all.portal.requests.general.total).toBe(
      // The portal, and a list of contacts: owners and deals are not asked for in vain.
      2,
    );
    const again = await portalWith({ settings: DEALS, fill: withDeal });
    const later = await readAll(again.session, cursor);
    expect(later.signals.map(({ type }) => type)).toEqual(["agreement.changed"]);
  });

  test("reads more properties than an address has room for", async () => {
    const names = Array.from({ length: 150 }, (_, n) => `en_ganska_lang_egenskap_${n}`);
    const attributes = names.map((property, n) => ({ name: `a${n}`, property }));
    const { session, portal, wait } = await portalWith({
      settings: { customers: { attributes } },
      fill: ({ staff }) => {
        for (const name of names) staff.addProperty("contacts", { name, type: "string" });
        staff.create("contacts", { firstname: "Anna", [names[149] ?? ""]: "sist" });
      },
    });
    const { signals, cursor } = await readAll(session);
    expect(signals).toMatchObject([{ customer: { attributes: { a0: null, a149: "sist" } } }]);
    wait(600);
    portal.staff.change("contacts", 1001, { [names[0] ?? ""]: "ny" });
    const later = await readAll(session, cursor);
    expect(later.signals).toMatchObject([{ customer: { attributes: { a0: "ny" } } }]);
  });

  test("reads consent for e-mail by HubSpot's own statuses", async () => {
    const { session } = await portalWith({
      settings: { consents: [{ subscriptionId: "500001", topic: "club" }] },
      fill: (portal) => {
        const { id } = portal.consents.define("Klubben");
        portal.staff.create("contacts", { email: "anna@example.com" });
        portal.staff.setConsent("anna@example.com", id, "SUBSCRIBED");
      },
    });
    const { signals } = await readAll(session);
    expect(signals.find(({ type }) => type === "consent.changed")).toMatchObject({
      consent: { channel: "email", topic: "club", state: "given", source: "hubspot" },
    });
  });
});

describe("an increment", () => {
  test("tells a change that search shows late, and tells it once", async () => {
    const { session, portal, wait } = await portalWith({ hubspot: { indexLagMs: 30_000 } });
    const { id } = portal.staff.create("contacts", { firstname: "Anna" });
    const first = await readAll(session);
    wait(600);
    portal.staff.change("contacts", id, { firstname: "Annika" });
    const early = await readAll(session, first.cursor);
    expect(early.signals).toEqual([]);
    wait(60);
    const late = await readAll(session, early.cursor);
    expect(late.signals).toMatchObject([
      { type: "customer.changed", customer: { name: "Annika" } },
    ]);
    wait(60);
    expect((await readAll(session, late.cursor)).signals).toEqual([]);
  });

  test("goes through many records changed at one moment, page by page", async () => {
    const { session, portal, wait } = await portalWith();
    const first = await readAll(session);
    wait(600);
    portal.staff.fill(
      "contacts",
      Array.from({ length: 700 }, (_, n) => ({ email: `import${n}@example.com` })),
    );
    const { signals } = await readAll(session, first.cursor);
    expect(new Set(signals.map(({ id }) => id)).size).toBe(700);
  });

  test("says of a deal that was deleted that its agreement is over, where it is known whose", async () => {
    const { session, portal, wait } = await portalWith({ settings: DEALS });
    const id = withDeal(portal);
    const first = await readAll(session);
    wait(600);
    portal.staff.archive("deals", id);
    const { signals, pages } = await readAll(session, first.cursor);
    const problems = pages.flatMap((page) => page.problems ?? []);
    const told = signals.filter(({ type }) => type === "agreement.changed");
    const isSaid =
      told.length === 1 ||
      problems.some(({ message }) => message.includes("belongs to no contact"));
    expect(isSaid).toBe(true);
    for (const signal of told) expect(signal).toMatchObject({ agreement: { status: "cancelled" } });
  });

  test("tells merges and deletions, the merge first", async () => {
    const { session, portal, wait } = await portalWith();
    const [anna, double, gone] = ["Anna", "Anna 2", "Bo"].map(
      (firstname) => portal.staff.create("contacts", { firstname }).id,
    );
    const first = await readAll(session);
    wait(600);
    portal.staff.merge("contacts", anna ?? 0, { id: double ?? 0 });
    portal.staff.archive("contacts", gone ?? 0);
    const { signals, cursor } = await readAll(session, first.cursor);
    const told = signals.map((signal) => [
      signal.type,
      "customerId" in signal && signal.customerId,
    ]);
    expect(told.slice(0, 3)).toEqual([
      ["customer.merged", String(double)],
      ["customer.deleted", String(double)],
      ["customer.changed", false],
    ]);
    expect(told).toContainEqual(["customer.deleted", String(gone)]);
    expect((await readAll(session, cursor)).signals).toEqual([]);
  });

  test("reads everything anew when the mapping has changed", async () => {
    const { open, portal, session } = await portalWith();
    portal.staff.create("contacts", { firstname: "Anna", company: "villa" });
    const { cursor, signals } = await readAll(session);
    const other = await open({ customers: { segment: "company" } });
    const anew = await readAll(other, cursor);
    expect(anew.signals).toMatchObject([{ customer: { segment: "villa" } }]);
    expect(anew.signals[0]?.id).not.toBe(signals[0]?.id);
    expect((await readAll(other, anew.cursor)).signals).toEqual([]);
  });

  test("of a mapping that has changed tells what happened meanwhile as news, and all else as known", async () => {
    const { open, portal, session, wait } = await portalWith();
    const [anna, bo] = ["Anna", "Bo"].map((firstname) =>
      portal.staff.create("contacts", { firstname, company: "villa" }),
    );
    const { cursor } = await readAll(session);
    wait(3_600);
    portal.staff.change("contacts", bo?.id ?? 0, { lastname: "Berg" });
    const { pages } = await readAll(await open({ customers: { segment: "company" } }), cursor);
    const told = pages.flatMap(({ known = false, signals }) =>
      signals.map((each) => [known, each.type === "customer.changed" && each.customer.id]),
    );
    expect(told).toEqual([
      [false, String(bo?.id)],
      [true, String(anna?.id)],
      [true, String(bo?.id)],
    ]);
  });

  test("begins with a cursor that was ours, or says that it was not", async () => {
    const { session } = await portalWith();
    await expect(readAll(session, "yesterday")).rejects.toSatisfy(
      (error) => ConnectorError.isInstance(error) && error.kind === "invalid",
    );
  });
});

test("room is taken in the family that HubSpot counts a request in", async () => {
  const { session, limiter, wait } = await portalWith();
  const { cursor } = await readAll(session);
  // Searches count the records of a first load, and find what has changed since.
  expect(limiter.taken.filter((family) => family === "search")).toHaveLength(1);
  expect(new Set(limiter.taken)).toEqual(new Set(["default", "search"]));
  wait(600);
  await readAll(session, cursor);
  expect(limiter.taken.filter((family) => family === "search")).toHaveLength(2);
});

describe("for whoever looks at a connection", () => {
  test("a first load says how many records there are, and no later reading does", async () => {
    const { portal, session, wait } = await portalWith({
      settings: { agreements: [{ name: "avtal", from: "deals" }] },
    });
    for (const lastname of ["Ek", "Berg"]) portal.staff.create("contacts", { lastname });
    portal.staff.create("deals", { dealname: "El" });
    const { pages, cursor } = await readAll(session);
    expect(pages.map(({ total }) => total)).toEqual([3, ...pages.slice(1).map(() => undefined)]);
    wait(600);
    const later = await readAll(session, cursor);
    expect(later.pages.every(({ total }) => total === undefined)).toBe(true);
  });

  test("a value that makes no sense is told with its record and its property", async () => {
    const { portal, session, log } = await portalWith();
    const { id } = portal.staff.create("contacts", { lastname: "Ek", mobilephone: "nej" });
    const { pages } = await readAll(session);
    expect(pages.flatMap(({ problems = [] }) => problems)).toEqual([
      {
        place: `contact ${id} mobilephone`,
        message: expect.not.stringContaining(`contact ${id}`),
      },
    ]);
    expect(log.lines.filter((line) => line.includes("nej"))).toEqual([]);
  });
});
