import { sql } from "kysely";
import { afterAll, beforeAll, expect, it } from "vitest";
import { storeDeliveries } from "../inbox/inbox.ts";
import { fillTenant } from "../testing/fill-tenant.ts";
import { MONDAY, startTestDatabase, type TestDatabase } from "../testing/test-database.ts";
import { eraseCustomers } from "./erase-customers.ts";

let database: TestDatabase;
beforeAll(async () => {
  database = await startTestDatabase();
}, 60_000);
afterAll(() => database.close());

it("deliveries that name any of many customers are emptied, and no others", async () => {
  const anna = await database.newTenant();
  await anna.inTenant(fillTenant);
  const customers = Array.from({ length: 450 }, (_, index) => ({
    ...{ id: String(7_000_000 + index), pseudonym: `erased-${index}` },
  }));
  const bodies = {
    first: '[{"objectId":7000000}]',
    middle: '[{"objectId":7000250,"kind":"x"}]',
    last: '[{"objectId":"7000449"}]',
    address: "from=ANNA.(b)+c@Example.se;",
    longer: '[{"objectId":70000001}]',
    likeness: "from=annaxb+c@example.se;",
  };
  await anna.inTenant(async (tx) => {
    const deliveries = Object.entries(bodies).map(([deliveryId, body]) => ({
      ...{ connectionId: "crm", deliveryId, receivedAt: MONDAY },
      request: { method: "POST", url: "/", headers: {}, body },
    }));
    await storeDeliveries(tx, deliveries);
    await tx.run(sql`update inbox set taken_at = ${MONDAY} where tenant_id = ${tx.tenant}`);
    await eraseCustomers(tx, customers, { now: MONDAY, addresses: ["anna.(b)+c@example.se"] });
    const kept = await tx.rows(sql<{ id: string }>`
      select delivery_id as id from inbox
      where tenant_id = ${tx.tenant} and delivery_id = any(${Object.keys(bodies)}::text[]) and body <> ''
      order by inbox.id`);
    expect(kept.map(({ id }) => id)).toEqual(["longer", "likeness"]);
  });
});
