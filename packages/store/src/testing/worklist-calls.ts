import { createCatalogue, VISIT_CRITERIA, VISIT_FIELDS } from "@perennial/lifecycle";
import { sql } from "kysely";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { saveVisitCriteria } from "../worklist/visit-criteria.ts";
import { noteVisits } from "../worklist/visit-standings.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

const [ready] = VISIT_CRITERIA;
/** Every customer meets it. */
const known = { field: "customer.id", is: "is-set" } as const;
const asked = {
  criteria: ready === undefined ? [] : [{ ...ready, when: known }],
  catalogue: createCatalogue({ declared: VISIT_FIELDS }),
  at: { now: WEDNESDAY, today: "2026-03-04", zone: "Europe/Stockholm" },
};

/** Leaves what makes a customer worth a visit, and that one is. */
export async function fillWorklist(tx: TenantTransaction, mark: string): Promise<void> {
  await saveVisitCriteria(tx, { criteria: [{ mark }], savedAt: MONDAY, savedBy: mark });
  const criteria = asked.criteria.map((each) => ({ ...each, id: "before" }));
  await noteVisits(tx, { ...asked, criteria, scope: { ids: ["c1"] } });
}

/** The calls of the worklist, asked for or told about what is another tenant's. */
export function worklistCalls(): Record<string, ForeignCall> {
  return {
    readVisitCriteria: (s, tx) => s.readVisitCriteria(tx),
    saveVisitCriteria: (s, tx) =>
      s.saveVisitCriteria(tx, { criteria: [], savedAt: WEDNESDAY, savedBy: "x" }),
    countVisits: async (s, tx) => {
      await tx.run(sql`
        update interactions set kind = 'visit' where tenant_id = ${tx.tenant} and customer_id = 'c1'`);
      return s.countVisits(tx, { from: MONDAY, until: "2026-04-01T00:00:00.000Z", within: 30 });
    },
    noteVisits: (s, tx) => s.noteVisits(tx, { ...asked, scope: { ids: ["c1"] } }),
    scoreCustomers: async (s, tx) => {
      await tx.run(sql`
        update customers set district = 'Skövde' where tenant_id = ${tx.tenant} and id = 'c1'`);
      return s.scoreCustomers(tx, { ...asked, filter: { district: "Skövde" }, limit: 50 });
    },
  };
}
