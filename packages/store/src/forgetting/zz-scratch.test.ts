import { sql } from "kysely";
import { test } from "vitest";
import { fillTenant } from "../testing/fill-tenant.ts";
import { startTestDatabase } from "../testing/test-database.ts";
import { eraseCustomers } from "./erase-customers.ts";
import { MONDAY } from "../testing/test-database.ts";

test("scan", async () => {
  const database = await startTestDatabase();
  try {
    const anna = await database.newTenant();
    await anna.inTenant(fillTenant);
    await anna.inTenant(async (tx) => {
      await tx.run(sql`insert into inbox (tenant_id, connection_id, received_at, delivery_id, method, url, headers, body, taken_at)
        select ${tx.tenant}, 'crm', now(), 'x' || n, 'POST', 'https://x.example/hooks', '{}', (select string_agg(format('{"eventId":%s,"objectId":%s,"subscriptionType":"contact.propertyChange","propertyName":"lifecyclestage"}', n*100+k, n*7+k), ',') from generate_series(1,20) k), now() from generate_series(1,20000) n`);
    });
    for (const count of [1, 10, 100]) {
      const t = Date.now();
      await anna.inTenant((tx) => eraseCustomers(tx, Array.from({ length: count }, (_, i) => ({ id: `${900000000 + i}`, pseudonym: `e-${i}` })), { now: MONDAY, addresses: [] }));
      console.log(count, "customers", Date.now() - t, "ms over 20000 deliveries of", 20 * 100, "characters");
    }
  } finally { await database.close(); }
}, 300000);
