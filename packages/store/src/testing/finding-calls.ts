import { createCatalogue } from "@perennial/lifecycle";
import type { TenantTransaction } from "../database/tenant-transaction.ts";
import { addDecisions } from "../decision/add-decisions.ts";
import { putSavedFilter } from "../finding/saved-filters.ts";
import type { ForeignCall } from "./foreign-calls.ts";
import { MONDAY, WEDNESDAY } from "./test-database.ts";

const at = { now: WEDNESDAY, today: "2026-03-04", zone: "Europe/Stockholm" };
/** The ids of more decisions than a few tenants have made. */
const FIRST = Array.from({ length: 2_000 }, (_, index) => index + 1);
const asked = {
  ...{ filter: {}, catalogue: createCatalogue(), at },
  callsSince: "2020-01-01T00:00:00.000Z",
};

/** Saves a filter for a tenant, and lets a message on its timeline have a cause. */
export async function fillFilters(tx: TenantTransaction, mark: string): Promise<void> {
  const filter = { search: mark };
  await putSavedFilter(tx, { id: "mine", name: mark, filter }, { by: mark, at: MONDAY });
  const about = { at: MONDAY, customerId: "c1", program: mark, enrolmentId: 7, step: "ask" };
  await addDecisions(tx, [
    { ...about, kind: "moved", reason: "timer", evidence: { to: mark } },
    { ...about, kind: "sent", evidence: { messageId: "i1" } },
  ]);
}

/** The calls of what finds customers and what went out to them, asked for or told about what is another tenant's. */
export function findingCalls(enrolmentId: number): Record<string, ForeignCall> {
  const message = { enrolmentId, seq: 5 };
  return {
    countFound: (s, tx) => s.countFound(tx, asked, 100),
    deleteSavedFilter: (s, tx) => s.deleteSavedFilter(tx, "mine"),
    findCustomers: (s, tx) =>
      s.findCustomers(tx, { ...asked, order: { by: "name", descending: false }, limit: 50 }),
    listActivity: (s, tx) => s.listActivity(tx, { customer: "c1", limit: 50 }),
    listHistory: (s, tx) => s.listHistory(tx, { customer: "c1", limit: 50 }),
    listPlaces: (s, tx) => s.listPlaces(tx),
    listPurchases: (s, tx) => s.listPurchases(tx, { customer: "c1", limit: 50 }),
    listSavedFilters: (s, tx) => s.listSavedFilters(tx),
    lockEffect: (s, tx) => s.lockEffect(tx, message),
    putSavedFilter: (s, tx) => {
      const filter = { id: "mine", name: "Mallory", filter: {} };
      return s.putSavedFilter(tx, filter, { by: "Mallory", at: WEDNESDAY });
    },
    readCauses: (s, tx) => s.readCauses(tx, "c1", ["i1"]),
    readDecisions: (s, tx) => s.readDecisions(tx, FIRST),
    reopenEffect: (s, tx) => s.reopenEffect(tx, message, WEDNESDAY),
  };
}
