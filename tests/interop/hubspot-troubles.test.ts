import { OPTIONAL_SCOPES } from "@perennial/connector-hubspot";
import { expect, test } from "vitest";
import {
  addHousehold,
  addOwnProperties,
  beginWithMarking,
  beginWithRenewals,
  FIELDS,
} from "./electricity-portal.ts";
import { activitiesOn, expectOrder, healthOf, saying, textsTo, valuesOf } from "./portal-checks.ts";
import { PortalTown } from "./portal-town.ts";

const LONG = { timeout: 300_000 };

test(
  "a token that ends in the middle of a run is renewed, and nothing is lost or doubled",
  LONG,
  async () => {
    const town = await PortalTown.open({ rotateRefreshTokens: true });
    addOwnProperties(town.portal);
    const households = Array.from({ length: 4 }, () => addHousehold(town.portal));
    await beginWithRenewals(town);
    const { hubspot, portal } = town;
    // Each thing that HubSpot takes ends the token that it was taken with.
    hubspot.accepted.onAdd(() => hubspot.tokens.expireAccess(portal.id));
    const before = town.secrets.length;
    await town.until("2026-03-11 12:00");
    expect(town.secrets.length).toBeGreaterThan(before + 4);
    for (const each of households) {
      expect(textsTo(town, each)).toEqual(saying("Vårt förslag"));
      expect(activitiesOn(town, "communications", each.contactId)).toHaveLength(1);
      expect(activitiesOn(town, "tasks", each.contactId)).toHaveLength(1);
    }
    expect((await healthOf(town)).connection).toMatchObject({ state: "active", problem: null });
    expectOrder(town, households);
  },
);

test(
  "a storm of refusals for too many requests delays what is written, and loses and doubles nothing",
  LONG,
  async () => {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    const households = Array.from({ length: 12 }, () => addHousehold(town.portal));
    await beginWithRenewals(town);
    await town.until("2026-03-06 09:59");
    await town.hubspot.faults.set({ tooMany: 0.8, retryAfterSeconds: 1 });
    await town.until("2026-03-06 10:05");
    await town.hubspot.faults.clear();
    expect(town.answersWith(429)).toBeGreaterThan(3);
    await town.until("2026-03-06 14:00");
    for (const each of households) {
      expect(textsTo(town, each)).toHaveLength(1);
      expect(activitiesOn(town, "communications", each.contactId)).toHaveLength(1);
    }
    expect((await healthOf(town)).lists.failing.count).toBe(0);
    expectOrder(town, households);
  },
);

test(
  "a portal that does not allow deals has contacts all the same, and its administrator is told what is off",
  LONG,
  async () => {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    const anna = addHousehold(town.portal);
    await town.install(OPTIONAL_SCOPES.filter((scope) => !scope.includes(".deals.")));
    await town.connectChannels();
    await town.settle();
    const page = town.pageOf();
    const { items } = await page.ask("listCustomers");
    expect(items).toMatchObject([{ id: String(anna.contactId), name: "Anna Berg" }]);
    await page.ask("saveConnectionSettings", {
      ...{ params: { id: "hubspot" }, body: { settings: FIELDS } },
    });
    await town.settle();
    const asked = { params: { id: "hubspot" }, query: { locale: "en" } } as const;
    const { missing } = await page.ask("describeConnection", asked);
    const health = await page.ask("getConnection", asked);
    for (const told of [missing, health.missing]) {
      expect(told.join("\n")).toMatch(/deals cannot be read/i);
      expect(told.join("\n")).toContain("crm.objects.deals.read");
    }
    expect(health.connection).toMatchObject({ state: "active", problem: null });

    // Once it is allowed, what was missing is read.
    await town.install();
    await town.settle();
    const card = await page.ask("getCustomerCard", { params: { id: String(anna.contactId) } });
    expect(card.agreements).toMatchObject([{ id: `deal:${anna.dealId}` }]);
    expectOrder(town, [anna]);
  },
);

test(
  "a rule of an administrator refuses one row of a hundred: the others stand, and the refused one is shown by its property",
  LONG,
  async () => {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    const households = Array.from({ length: 100 }, () => addHousehold(town.portal));
    const [strict] = households;
    if (!strict) throw new Error("There is nobody.");
    town.portal.staff.addProperty("contacts", { name: "customer_number", type: "string" });
    for (const { contactId } of households.slice(1)) {
      town.portal.staff.change("contacts", contactId, { customer_number: String(contactId) });
    }
    town.portal.staff.addRule({
      ...{ objectType: "contacts", property: "customer_number" },
      message: "Customer number is required when a lifecycle status is set.",
      refuses: ({ perennial_lifecycle_status, customer_number }) =>
        perennial_lifecycle_status !== undefined && customer_number === undefined,
    });
    await beginWithMarking(town);
    await town.until("2026-03-03 10:00");

    const marked = households.filter(
      ({ contactId }) =>
        valuesOf(town, "contacts", contactId).perennial_lifecycle_status === "settled",
    );
    expect(marked).toHaveLength(99);
    expect(marked).not.toContain(strict);
    const writes = town.acts.filter((act) => act.act === "update" && act.objectType === "contacts");
    expect(writes).toHaveLength(99);
    const { lists, latestFailures } = await healthOf(town);
    expect(lists.failing.count).toBe(1);
    expect(latestFailures).toMatchObject([
      {
        ...{ kind: "update", customerId: String(strict.contactId) },
        reason: expect.stringContaining("customer_number"),
      },
    ]);
    expectOrder(town, households);
  },
);
