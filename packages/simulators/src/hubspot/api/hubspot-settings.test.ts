import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Installed, installedHubspot } from "../testing/installed-hubspot.ts";

const PROPERTIES = "/crm/properties/2026-09/contacts";
const CONSENTS = "/communication-preferences/2026-09";
let it: Installed;
beforeEach(async () => {
  it = await installedHubspot();
});
afterEach(() => it.hubspot.stop());

function tier(changes: object = {}) {
  return {
    name: "perennial_tier",
    label: "Tier",
    groupName: "perennial",
    type: "enumeration",
    fieldType: "select",
    options: [{ label: "Gold", value: "gold", displayOrder: 0, hidden: false }],
    ...changes,
  };
}

async function group(): Promise<void> {
  const body = { name: "perennial", label: "Perennial", displayOrder: -1 };
  expect((await it.api("POST", `${PROPERTIES}/groups`, body)).status).toBe(201);
}

describe("properties", () => {
  test("are made in a group, read together and written to", async () => {
    const names = { inputs: [{ name: "perennial_tier" }, { name: "email" }] };
    expect((await it.api("POST", `${PROPERTIES}/batch/read`, names)).body).toMatchObject({
      results: [{ name: "email", modificationMetadata: { readOnlyValue: false } }],
      numErrors: 1,
    });
    expect((await it.api("POST", PROPERTIES, tier())).status).toBe(400);
    await group();
    const date = {
      ...tier({ options: [] }),
      name: "perennial_next",
      type: "date",
      fieldType: "date",
    };
    const made = await it.api("POST", `${PROPERTIES}/batch/create`, { inputs: [tier(), date] });
    expect(made).toMatchObject({
      status: 201,
      body: { results: [{ name: "perennial_tier" }, {}] },
    });
    const contacts = "/crm/objects/2026-09/contacts";
    const properties = { perennial_tier: "gold", perennial_next: "2026-12-01" };
    expect((await it.api("POST", contacts, { properties })).status).toBe(201);
    const limits = await it.api("GET", "/crm/limits/2026-09/custom-properties");
    expect(limits.body.byObjectType).toMatchObject([
      { objectTypeId: "0-1", usage: 2 },
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
      {},
    ]);
  });

  test("that exist already are a conflict, of a property or a group", async () => {
    await group();
    const again = await it.api("POST", `${PROPERTIES}/groups`, { name: "perennial", label: "P" });
    expect(again).toMatchObject({ status: 409, body: { category: "OBJECT_ALREADY_EXISTS" } });
    await it.api("POST", PROPERTIES, tier());
    expect((await it.api("POST", PROPERTIES, tier())).status).toBe(409);
    const both = { inputs: [tier(), tier({ name: "perennial_other" })] };
    expect(await it.api("POST", `${PROPERTIES}/batch/create`, both)).toMatchObject({
      status: 207,
      body: {
        results: [{ name: "perennial_other" }],
        errors: [{ context: { name: ["perennial_tier"] } }],
      },
    });
  });

  test("that do not fit together are refused", async () => {
    await group();
    const wrong = [
      tier({ name: "Perennial Tier" }),
      tier({ options: [] }),
      tier({ fieldType: "number" }),
      tier({ type: "date", fieldType: "date" }),
      tier({ type: "bool", fieldType: "booleancheckbox" }),
      tier({ type: "text" }),
      tier({ hidden: "no" }),
      tier({ currencyPropertyName: "amount" }),
      tier({ options: [{ label: "Gold", value: "gold" }] }),
    ];
    for (const body of wrong) expect((await it.api("POST", PROPERTIES, body)).status).toBe(400);
  });

  test("beyond the portal's quota are refused", async () => {
    const small = it.hubspot.addPortal({ propertyQuota: 1 });
    it.accessToken = it.hubspot.install(small).accessToken;
    await group();
    expect((await it.api("POST", PROPERTIES, tier())).status).toBe(201);
    expect((await it.api("POST", PROPERTIES, tier({ name: "another" }))).status).toBe(400);
  });
});

describe("owners, pipelines and types", () => {
  test("owners are found by address, and one who left is archived", async () => {
    const owner = it.portal.staff.hire({ id: 5, email: "bo@example.com", firstName: "Bo" });
    const found = await it.api("GET", "/crm/owners/2026-09?email=bo@example.com&limit=100");
    expect(found.body.results).toMatchObject([{ id: owner.id, userId: 5, archived: false }]);
    it.portal.owners.archive(owner.id);
    expect((await it.api("GET", `/crm/owners/2026-09/${owner.id}`)).status).toBe(404);
    expect((await it.api("GET", `/crm/owners/2026-09/${owner.id}?archived=true`)).status).toBe(200);
    const properties = { hubspot_owner_id: owner.id };
    expect((await it.api("POST", "/crm/objects/2026-09/contacts", { properties })).status).toBe(
      400,
    );
  });

  test("a deal knows its pipeline's stages, and what is won by them", async () => {
    const pipelines = await it.api("GET", "/crm/pipelines/2026-09/deals");
    expect(pipelines.body.results).toMatchObject([{ id: "default" }]);
    const deals = "/crm/objects/2026-09/deals";
    const deal = (dealstage: string) => it.api("POST", deals, { properties: { dealstage } });
    expect((await deal("nowhere")).status).toBe(400);
    expect((await deal("closedwon")).body.properties).toMatchObject({
      pipeline: "default",
      hs_is_closed_won: "true",
    });
  });

  test("a type of the portal's own is read by its id or full name, and joined to contacts", async () => {
    const type = it.portal.staff.addObjectType("contracts", {
      properties: [{ name: "number", type: "string", hasUniqueValue: true }],
      associatedWith: ["contacts"],
    });
    const { id } = it.portal.staff.create("contacts", {});
    const contract = it.portal.staff.create("contracts", { number: "A1" }, { contacts: id });
    for (const name of [type.id, `p${it.portal.id}_contracts`]) {
      const path = `/crm/objects/2026-09/${name}/${contract.id}`;
      expect((await it.api("GET", `${path}?properties=number`)).body).toMatchObject({
        properties: { number: "A1" },
      });
    }
    const path = `/crm/associations/2026-09/${type.id}/contacts/batch/read`;
    const read = await it.api("POST", path, { inputs: [{ id: String(contract.id) }, { id: "1" }] });
    expect(read.body).toMatchObject({
      results: [{ to: [{ toObjectId: String(id) }] }],
      errors: [{ subCategory: "crm.associations.NO_ASSOCIATIONS_FOUND" }],
    });
    const schemas = await it.api("GET", "/crm-object-schemas/2026-09/schemas");
    expect(schemas.body.results).toMatchObject([{ objectTypeId: type.id, name: "contracts" }]);
  });

  test("associations are put, named and taken away, in their direction alone", async () => {
    const { id } = it.portal.staff.create("contacts", {});
    const deal = it.portal.staff.create("deals", { dealname: "2026" });
    const ends = `/crm/objects/2026-09/deals/${deal.id}/associations`;
    expect((await it.api("PUT", `${ends}/default/contacts/${id}`)).status).toBe(200);
    const wrong = [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: 4 }];
    expect((await it.api("PUT", `${ends}/contacts/${id}`, wrong)).status).toBe(400);
    const labels = "/crm/associations/2026-09/deals/contacts/labels";
    const label = await it.api("POST", labels, { name: "payer", label: "Payer" });
    const [kind] = Array.isArray(label.body.results) ? label.body.results : [];
    const named = [{ associationCategory: kind.category, associationTypeId: kind.typeId }];
    expect((await it.api("PUT", `${ends}/contacts/${id}`, named)).status).toBe(201);
    const read = "/crm/associations/2026-09/deals/contacts/batch/read";
    const inputs = { inputs: [{ id: String(deal.id) }] };
    expect((await it.api("POST", read, inputs)).body).toMatchObject({
      results: [{ to: [{ associationTypes: [{ typeId: 3 }, { label: "Payer" }] }] }],
    });
    expect((await it.api("DELETE", `${ends}/contacts/${id}`)).status).toBe(204);
    expect((await it.api("POST", read, inputs)).body).toMatchObject({ results: [], numErrors: 1 });
    const batch = "/crm/associations/2026-09/deals/contacts/batch/associate/default";
    const pair = { from: { id: String(deal.id) }, to: { id: String(id) } };
    const broken = { from: { id: "9999" }, to: { id: String(id) } };
    expect(await it.api("POST", batch, { inputs: [pair, broken] })).toMatchObject({
      status: 207,
      body: { results: [pair], errors: [{ context: { fromObjectId: ["9999"] } }] },
    });
  });
});

describe("consents", () => {
  const email = "anna@example.com";

  test("are read and written by address, for e-mail alone", async () => {
    const { id } = it.portal.consents.define("News");
    expect((await it.api("GET", `${CONSENTS}/definitions`)).body.results).toMatchObject([
      { id: String(id), name: "News" },
    ]);
    const path = `${CONSENTS}/statuses/${encodeURIComponent(email)}`;
    const before = await it.api("GET", `${path}?channel=EMAIL`);
    expect(before.body.results).toMatchObject([{ subscriptionId: id, status: "NOT_SPECIFIED" }]);
    const body = {
      channel: "EMAIL",
      statusState: "SUBSCRIBED",
      subscriptionId: id,
      legalBasis: "CONSENT_WITH_NOTICE",
      legalBasisExplanation: "Web form",
    };
    expect((await it.api("POST", path, body)).body.results).toMatchObject([
      { status: "SUBSCRIBED", legalBasis: "CONSENT_WITH_NOTICE" },
    ]);
    for (const wrong of [
      { channel: "SMS" },
      { subscriptionId: String(id) },
      { subscriptionId: 1 },
      { statusState: "MAYBE" },
      { legalBasis: "BECAUSE" },
    ])
      expect((await it.api("POST", path, { ...body, ...wrong })).status).toBe(400);
    expect((await it.api("GET", `${path}?channel=SMS`)).status).toBe(400);
  });

  test("no to everything is no to each, and stands on the contact", async () => {
    const { id } = it.portal.consents.define("News");
    const contact = it.portal.staff.create("contacts", { email });
    const path = `${CONSENTS}/statuses/${email}/unsubscribe-all?channel=EMAIL`;
    expect((await it.api("POST", path)).status).toBe(200);
    expect((await it.api("GET", path)).body.results).toMatchObject([{ status: "UNSUBSCRIBED" }]);
    expect(it.portal.consents.status(email, id).state).toBe("UNSUBSCRIBED");
    expect(it.portal.staff.look("contacts", contact.id)?.values.hs_email_optout).toBe("true");
  });

  test("a consent that changes changes its contact", async () => {
    const { id } = it.portal.consents.define("News");
    const contact = it.portal.staff.create("contacts", { email });
    it.wait(1000);
    it.portal.staff.unsubscribe(email, id);
    const name = `hs_email_optout_${id}`;
    const read = await it.api(
      "GET",
      `/crm/objects/2026-09/contacts/${contact.id}?properties=${name}`,
    );
    expect(read.body.properties).toMatchObject({
      [name]: "true",
      lastmodifieddate: it.clock.now(),
    });
    it.portal.staff.setConsent(email, id, "SUBSCRIBED");
    expect(it.portal.staff.look("contacts", contact.id)?.values[name]).toBe("false");
  });

  test("many are written at once where the plan has it", async () => {
    const { id } = it.portal.consents.define("News");
    const row = { channel: "EMAIL", statusState: "SUBSCRIBED", subscriptionId: id };
    const inputs = ["a@example.com", "b@example.com"].map((subscriberIdString) => ({
      ...row,
      subscriberIdString,
    }));
    const path = `${CONSENTS}/statuses/batch/write`;
    expect((await it.api("POST", path, { inputs })).body.results).toHaveLength(2);
    expect(it.portal.consents.status("b@example.com", id).state).toBe("SUBSCRIBED");
  });
});
