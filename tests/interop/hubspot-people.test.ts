import { expect, test } from "vitest";
import { addHousehold, addOwnProperties, beginWithRenewals } from "./electricity-portal.ts";
import { activitiesOn, expectOrder, saying, textsTo } from "./portal-checks.ts";
import { PortalTown } from "./portal-town.ts";
import { whereInDatabase } from "./search-database.ts";

const LONG = { timeout: 300_000 };

test(
  "two contacts that are merged are one customer: what ran for both goes on for the one that is left, once",
  LONG,
  async () => {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    const anna = addHousehold(town.portal);
    const twin = addHousehold(town.portal, { ends: "2026-05-08" });
    await beginWithRenewals(town);
    await town.until("2026-03-04 12:00");
    town.portal.staff.merge("contacts", anna.contactId, { id: twin.contactId });
    await town.passes(5);

    const page = town.pageOf();
    const { items } = await page.ask("listCustomers");
    expect(items.map(({ id }) => id)).toEqual([String(anna.contactId)]);
    const { agreements } = await page.ask("getCustomer", {
      params: { id: String(anna.contactId) },
    });
    expect(agreements.map(({ id }) => id).sort()).toEqual(
      [`deal:${anna.dealId}`, `deal:${twin.dealId}`].sort(),
    );

    // From then on everything is hers, and stands on the contact that is left.
    await town.until("2026-03-20 12:00");
    expect(textsTo(town, twin)).toEqual([]);
    const texts = textsTo(town, anna);
    expect(texts.length).toBeGreaterThan(0);
    expect(new Set(texts).size).toBe(texts.length);
    const logged = activitiesOn(town, "communications", anna.contactId);
    expect(logged).toHaveLength(texts.length);
    expect(activitiesOn(town, "communications", twin.contactId)).toEqual([]);
    expectOrder(town, [anna, twin]);
  },
);

test(
  "of a contact that is deleted for privacy no copy is left, and nothing is sent any more",
  LONG,
  async () => {
    const town = await PortalTown.open();
    addOwnProperties(town.portal);
    const anna = addHousehold(town.portal, { lastName: "Glömsk" });
    const bo = addHousehold(town.portal);
    await beginWithRenewals(town);
    await town.until("2026-03-06 12:00");
    expect(textsTo(town, anna)).toEqual(saying("Vårt förslag"));
    const secret = [anna.email, anna.mobile, "Glömsk"];
    for (const each of secret) {
      expect(Object.keys(await whereInDatabase(town.databaseUrl, each))).not.toEqual([]);
    }

    town.portal.staff.forget(anna.contactId);
    await town.passes(5);
    const left: Record<string, unknown> = {};
    for (const each of secret) left[each] = await whereInDatabase(town.databaseUrl, each);
    expect(left).toEqual(Object.fromEntries(secret.map((each) => [each, {}])));
    const asked = await town.pageOf().send("getCustomerCard", {
      params: { id: String(anna.contactId) },
    });
    expect(asked.status).toBe(404);

    // The other goes on; she is not written to even when somebody enters her anew.
    const again = town.portal.staff.create("contacts", {
      ...{ firstname: "Anna", lastname: "Glömsk", email: anna.email, mobilephone: anna.mobile },
      sms_consent: "yes",
    });
    town.portal.staff.create(
      "deals",
      {
        ...{ dealname: "Elavtal", dealstage: "closedwon", pipeline: "default" },
        ...{ product_name: "Fast 1 år", agreement_kind: "fixed", agreement_end: "2026-05-12" },
      },
      { contacts: again.id },
    );
    await town.until("2026-03-20 12:00");
    expect(textsTo(town, anna)).toHaveLength(1);
    expect(textsTo(town, bo)).toHaveLength(1);
    expectOrder(town, [bo]);
  },
);
