import { beforeAll, describe, expect, test } from "vitest";
import { clientAs, otherTenant, statusOf } from "../testing/roles-and-tenants.ts";
import { json, problemIn, useServer } from "../testing/test-server.ts";

const server = useServer();

beforeAll(async () => {
  for await (const _day of server().client.stream("forwardClock", { body: { by: "P4D" } }));
}, 120_000);

/** Somebody who has got something. */
async function someone(): Promise<string> {
  const { items } = await server().client.ask("listOutbox", { query: { state: "done" } });
  return items.find(({ customerId }) => !customerId.startsWith("erased-"))?.customerId ?? "";
}

describe("a customer's data", () => {
  test("is given whole, as it is kept", async () => {
    const id = await someone();
    const { customer, parts } = await server().client.ask("exportCustomer", { params: { id } });
    expect(customer).toBe(id);
    expect(Object.keys(parts)).toEqual(
      expect.arrayContaining(["customers", "agreements", "enrolments", "decisions", "sends"]),
    );
    for (const rows of Object.values(parts)) {
      for (const row of rows) expect(row).not.toHaveProperty("tenant_id");
    }
    const nobody = server().client.ask("exportCustomer", { params: { id: "nobody" } });
    expect(await statusOf(nobody)).toBe(404);
  });

  test("is erased only when the id is confirmed, and then nothing of it is left, in the log neither", async () => {
    const id = await someone();
    const params = { id };
    await server().client.ask("pauseCustomer", { params, body: { until: null } });
    const refused = await server().ask(`/v1/customers/${id}/erase`, json("POST", { confirm: "x" }));
    expect(await problemIn(refused)).toMatchObject({ problems: [{ place: "body.confirm" }] });
    const { pseudonym } = await server().client.ask("eraseCustomer", {
      ...{ params, body: { confirm: id } },
    });
    expect(pseudonym).toMatch(/^erased-/);
    expect(await statusOf(server().client.ask("getCustomer", { params }))).toBe(404);
    expect(await statusOf(server().client.ask("exportCustomer", { params }))).toBe(404);
    const { items } = await server().client.ask("listAudit", { query: { limit: 500 } });
    expect(JSON.stringify(items)).not.toContain(`"${id}"`);
    const ofThem = items.filter(({ about }) => about.customer === pseudonym);
    const did = ofThem.map(({ operation }) => operation);
    expect(did.slice(0, 2)).toEqual(["eraseCustomer", "pauseCustomer"]);
    const again = server().client.ask("eraseCustomer", { params, body: { confirm: id } });
    expect(await statusOf(again)).toBe(404);
  });

  test("is the administrators' to give and to erase, and no other company's", async () => {
    const params = { id: await someone() };
    const body = { confirm: params.id };
    const marketer = await clientAs(server(), "marketer");
    const other = await clientAs(server(), "admin", await otherTenant(server()));
    for (const [client, status] of [
      [marketer, 403],
      [other, 404],
    ] as const) {
      expect(await statusOf(client.ask("exportCustomer", { params }))).toBe(status);
      expect(await statusOf(client.ask("eraseCustomer", { params, body }))).toBe(status);
    }
    expect(await statusOf(server().client.ask("getCustomer", { params }))).toBe(200);
  });
});
