import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { type Answer, type Installed, installedHubspot } from "../testing/installed-hubspot.ts";

const CONTACTS = "/crm/objects/2026-09/contacts";
let it: Installed;
beforeEach(async () => {
  it = await installedHubspot();
});
afterEach(() => it.hubspot.stop());

function fill(count: number) {
  const rows = Array.from({ length: count }, (_, index) => ({ email: `p${index}@example.com` }));
  return it.portal.staff.fill("contacts", rows);
}

function idsOf(answer: Answer): string[] {
  const results = answer.body.results;
  return Array.isArray(results) ? results.map(({ id }) => String(id)) : [];
}

function batch(what: string, inputs: readonly object[], type = "contacts") {
  return it.api("POST", `/crm/objects/2026-09/${type}/batch/${what}`, { inputs });
}

describe("reading", () => {
  test("pages through all of them, each once", async () => {
    fill(250);
    const seen: string[] = [];
    let after = "0";
    for (let page = 0; page < 3; page += 1) {
      const answer = await it.api(
        "GET",
        `${CONTACTS}?limit=100&properties=email,nothing&after=${after}`,
      );
      seen.push(...idsOf(answer));
      const next = JSON.stringify(answer.body.paging ?? {});
      after = /"after":"(\d+)"/.exec(next)?.[1] ?? "";
    }
    expect(after).toBe("");
    expect(new Set(seen).size).toBe(250);
    expect((await it.api("GET", `${CONTACTS}?limit=101`)).status).toBe(400);
    expect((await it.api("GET", `${CONTACTS}?propertys=email`)).status).toBe(400);
  });

  test("a property without a value is null, an unknown one is left out, dates always come", async () => {
    const { firstId } = fill(1);
    const answer = await it.api("GET", `${CONTACTS}/${firstId}?properties=email,phone,nothing`);
    expect(answer.body.properties).toEqual({
      email: "p0@example.com",
      phone: null,
      hs_object_id: String(firstId),
      createdate: it.clock.now(),
      lastmodifieddate: it.clock.now(),
    });
  });

  test("batch read tells the ids that are not there", async () => {
    const { firstId } = fill(2);
    const answer = await batch("read", [{ id: String(firstId) }, { id: "9999" }, { id: "x" }]);
    expect(answer.status).toBe(207);
    expect(answer.body).toMatchObject({
      numErrors: 1,
      errors: [{ category: "OBJECT_NOT_FOUND", context: { ids: ["9999", "x"] } }],
    });
    expect(idsOf(answer)).toEqual([String(firstId)]);
    const many = Array.from({ length: 101 }, (_, index) => ({ id: String(index) }));
    expect((await batch("read", many)).status).toBe(400);
    expect((await batch("read", [])).status).toBe(400);
  });

  test("the other form of the pages answers a batch that failed in part with 200", async () => {
    await it.hubspot.stop();
    it = await installedHubspot({ multiStatus: 200 });
    const answer = await batch("read", [{ id: "9999" }]);
    expect(answer).toMatchObject({ status: 200, body: { numErrors: 1 } });
  });

  test("a URL that is too long is refused with 414, an unknown path with 404, a wrong method with 405", async () => {
    const names = "x".repeat(8200);
    expect((await it.api("GET", `${CONTACTS}?properties=${names}`)).status).toBe(414);
    expect((await it.api("GET", "/crm/v3/objects/contacts")).status).toBe(404);
    expect((await it.api("PUT", CONTACTS, {})).status).toBe(405);
    expect((await it.api("GET", "/crm/objects/2026-09/unicorns")).status).toBe(400);
  });

  test("archived records are listed apart and come back", async () => {
    const { firstId } = fill(1);
    expect((await it.api("DELETE", `${CONTACTS}/${firstId}`)).status).toBe(204);
    expect((await it.api("GET", `${CONTACTS}/${firstId}`)).status).toBe(404);
    expect(idsOf(await it.api("GET", CONTACTS))).toEqual([]);
    expect(idsOf(await it.api("GET", `${CONTACTS}?archived=true`))).toEqual([String(firstId)]);
    it.portal.staff.restore("contacts", firstId);
    expect(idsOf(await it.api("GET", CONTACTS))).toEqual([String(firstId)]);
  });
});

describe("writing", () => {
  test("creates, updates and clears", async () => {
    const made = await it.api("POST", CONTACTS, { properties: { email: "A@Example.com" } });
    expect(made).toMatchObject({ status: 201, body: { properties: { email: "a@example.com" } } });
    const path = `${CONTACTS}/${made.body.id}`;
    await it.api("PATCH", path, { properties: { phone: "+46701234567" } });
    const cleared = await it.api("PATCH", path, { properties: { phone: "" } });
    expect(cleared.body.properties).toMatchObject({ phone: null });
    expect(it.hubspot.accepted.entries.map(({ act }) => act)).toEqual([
      "create",
      "update",
      "update",
    ]);
  });

  test("values that do not fit are refused, each by its name", async () => {
    const wrong: readonly (readonly [string, string, string])[] = [
      ["nothing", "x", "PROPERTY_DOESNT_EXIST"],
      ["hs_object_id", "1", "READ_ONLY_VALUE"],
      ["lifecyclestage", "Lead", "INVALID_OPTION"],
      ["email", "not an address", "INVALID_EMAIL"],
      ["hubspot_owner_id", "12", "INVALID_OWNER_ID"],
      ["address", "x".repeat(65_537), "TEXT_TOO_LONG"],
      ["renewal", "2026-02-30", "INVALID_DATE"],
      ["renewal", "1796115600001", "INVALID_DATE"],
      ["renewed", "yesterday", "INVALID_DATE"],
      ["years", "1 000", "INVALID_INTEGER"],
    ];
    it.portal.staff.addProperty("contacts", { name: "renewal", type: "date" });
    it.portal.staff.addProperty("contacts", { name: "renewed", type: "datetime" });
    it.portal.staff.addProperty("contacts", { name: "years", type: "number" });
    for (const [name, value, code] of wrong) {
      const answer = await it.api("POST", CONTACTS, { properties: { [name]: value } });
      expect(answer).toMatchObject({
        status: 400,
        body: {
          category: "VALIDATION_ERROR",
          errors: [{ code, context: { propertyName: [name] } }],
        },
      });
    }
    expect(it.hubspot.accepted.size).toBe(0);
  });

  test("a date is kept as a day, also from midnight's milliseconds", async () => {
    it.portal.staff.addProperty("contacts", { name: "renewal", type: "date" });
    const properties = { renewal: String(Date.parse("2026-12-01T00:00:00Z")) };
    const made = await it.api("POST", CONTACTS, { properties });
    expect(made.body.properties).toMatchObject({ renewal: "2026-12-01" });
  });

  test("bodies of another form are refused", async () => {
    const bodies: readonly unknown[] = [
      { properties: { email: 1 } },
      { properties: {}, more: true },
      {},
      [],
      "text",
    ];
    for (const body of bodies) expect((await it.api("POST", CONTACTS, body)).status).toBe(400);
    const text = await fetch(it.hubspot.url + CONTACTS, {
      method: "POST",
      headers: { authorization: `Bearer ${it.accessToken}` },
      body: "{}",
    });
    expect(text.status).toBe(415);
  });

  test("an address belongs to one contact, also the one it was merged with", async () => {
    const { firstId } = fill(2);
    it.portal.staff.merge("contacts", firstId, { id: firstId + 1 });
    for (const email of ["P0@example.com", "p1@example.com"])
      expect(await it.api("POST", CONTACTS, { properties: { email } })).toMatchObject({
        status: 409,
        body: { message: `Contact already exists. Existing ID: ${firstId}` },
      });
  });

  test("a lifecycle stage does not move back unless it is cleared first", async () => {
    const made = await it.api("POST", CONTACTS, { properties: { lifecyclestage: "customer" } });
    const path = `${CONTACTS}/${made.body.id}`;
    const back = { properties: { lifecyclestage: "lead" } };
    expect((await it.api("PATCH", path, back)).body.properties).toMatchObject({
      lifecyclestage: "customer",
    });
    await it.api("PATCH", path, { properties: { lifecyclestage: "" } });
    expect((await it.api("PATCH", path, back)).body.properties).toMatchObject({
      lifecyclestage: "lead",
    });
  });

  test("several choices are replaced, or added to with a leading semicolon", async () => {
    it.portal.staff.addProperty("contacts", {
      name: "interests",
      type: "enumeration",
      fieldType: "checkbox",
      options: ["a", "b", "c"].map((value, displayOrder) => ({
        value,
        label: value,
        displayOrder,
        hidden: false,
      })),
    });
    const made = await it.api("POST", CONTACTS, { properties: { interests: "a;b" } });
    const path = `${CONTACTS}/${made.body.id}`;
    const added = await it.api("PATCH", path, { properties: { interests: ";c" } });
    expect(added.body.properties).toMatchObject({ interests: "a;b;c" });
  });

  test("an activity needs its moment and finds the one it is about", async () => {
    const { firstId } = fill(1);
    const task = (typeId: number, id: string, properties: object) =>
      it.api("POST", "/crm/objects/2026-09/tasks", {
        properties,
        associations: [
          {
            to: { id },
            types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId: typeId }],
          },
        ],
      });
    const due = { hs_timestamp: "2026-12-01T09:00:00Z", hs_task_type: "CALL" };
    expect((await task(204, String(firstId), { hs_task_subject: "Call" })).status).toBe(400);
    expect((await task(203, String(firstId), due)).status).toBe(400);
    expect((await task(204, "9999", due)).status).toBe(404);
    expect((await task(204, String(firstId), due)).status).toBe(201);
    const tasks = await it.api("POST", "/crm/associations/2026-09/contacts/tasks/batch/read", {
      inputs: [{ id: String(firstId) }],
    });
    expect(tasks.body).toMatchObject({
      results: [{ from: { id: String(firstId) }, to: [{ associationTypes: [{ typeId: 203 }] }] }],
    });
  });
});

describe("batches", () => {
  test("with trace ids the good rows are written and the bad ones named", async () => {
    const answer = await batch("create", [
      { properties: { email: "a@example.com" }, objectWriteTraceId: "row-1" },
      { properties: { nothing: "x" }, objectWriteTraceId: "row-2" },
    ]);
    expect(answer).toMatchObject({
      status: 207,
      body: {
        results: [{ objectWriteTraceId: "row-1" }],
        errors: [
          {
            category: "VALIDATION_ERROR",
            context: { objectWriteTraceId: ["row-2"] },
            errors: [{ context: { propertyName: ["nothing"] } }],
          },
        ],
      },
    });
  });

  test("without them one bad row refuses them all", async () => {
    const answer = await batch("create", [
      { properties: { email: "a@example.com" } },
      { properties: { nothing: "x" } },
    ]);
    expect(answer.status).toBe(400);
    expect(it.hubspot.accepted.size).toBe(0);
  });

  test("two rows may not claim one value, and then neither is written", async () => {
    it.portal.staff.addProperty("contacts", {
      name: "number",
      type: "string",
      hasUniqueValue: true,
    });
    const row = { properties: { number: "K1" } };
    expect((await batch("create", [row, row])).status).toBe(400);
    expect(it.hubspot.accepted.size).toBe(0);
  });

  test("upsert by a unique property makes what is not there and says so", async () => {
    it.portal.staff.addProperty("contacts", {
      name: "number",
      type: "string",
      hasUniqueValue: true,
    });
    const rows = (city: string) => [{ id: "K1", idProperty: "number", properties: { city } }];
    expect(await batch("upsert", rows("Lund"))).toMatchObject({
      status: 200,
      body: { results: [{ new: true, properties: { number: "K1" } }] },
    });
    expect((await batch("upsert", rows("Umeå"))).body).toMatchObject({ results: [{ new: false }] });
    const byCity = [{ id: "Lund", idProperty: "city", properties: {} }];
    expect((await batch("upsert", byCity)).status).toBe(400);
  });

  test("upsert by address is done as a whole, and one by a number that is not there fails", async () => {
    const row = (id: string, idProperty: string, city: object) => ({
      id,
      idProperty,
      properties: city,
      objectWriteTraceId: id,
    });
    const byAddress = [
      row("a@example.com", "email", { city: "Lund" }),
      row("b@example.com", "email", { nothing: "x" }),
    ];
    expect((await batch("upsert", byAddress)).status).toBe(400);
    expect(it.hubspot.accepted.size).toBe(0);
    const byId = [row("9999", "hs_object_id", { city: "Lund" })];
    expect((await batch("upsert", byId)).body).toMatchObject({
      errors: [{ category: "OBJECT_NOT_FOUND", context: { ids: ["9999"] } }],
    });
  });

  test("an id twice in one batch is refused", async () => {
    const { firstId } = fill(1);
    const row = { id: String(firstId), properties: { city: "Lund" } };
    expect((await batch("update", [row, row])).status).toBe(400);
  });

  test("a merged id is found by reading and writing one, and not by a batch", async () => {
    const { firstId } = fill(2);
    const gone = firstId + 1;
    it.portal.staff.merge("contacts", firstId, { id: gone });
    const path = `${CONTACTS}/${gone}?properties=hs_merged_object_ids`;
    expect((await it.api("GET", path)).body).toMatchObject({
      id: String(firstId),
      properties: { hs_merged_object_ids: String(gone) },
    });
    const properties = { city: "Lund" };
    expect((await it.api("PATCH", `${CONTACTS}/${gone}`, { properties })).status).toBe(200);
    const row = { id: String(gone), properties, objectWriteTraceId: "r" };
    expect((await batch("update", [row])).body).toMatchObject({
      numErrors: 1,
      errors: [{ category: "OBJECT_NOT_FOUND", context: { objectWriteTraceId: ["r"] } }],
    });
  });

  test("an administrator's rule refuses the row it is about", async () => {
    it.portal.staff.addRule({
      objectType: "contacts",
      property: "phone",
      message: "A customer needs a telephone number.",
      refuses: (after) => after.lifecyclestage === "customer" && after.phone === undefined,
    });
    const { firstId } = fill(2);
    const row = (id: number, city: string) => ({
      id: String(id),
      properties: id === firstId ? { lifecyclestage: "customer" } : { city },
      objectWriteTraceId: String(id),
    });
    const answer = await batch("update", [row(firstId, ""), row(firstId + 1, "Lund")]);
    expect(answer.body).toMatchObject({
      results: [{ id: String(firstId + 1) }],
      errors: [{ errors: [{ context: { propertyName: ["phone"] } }] }],
    });
  });

  test("archiving many is quiet about those that are gone", async () => {
    const { firstId } = fill(2);
    const inputs = [{ id: String(firstId) }, { id: "9999" }];
    expect((await batch("archive", inputs)).status).toBe(204);
    expect(idsOf(await it.api("GET", CONTACTS))).toEqual([String(firstId + 1)]);
  });
});
