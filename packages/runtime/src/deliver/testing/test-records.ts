import { type Agreement, Customer, type Instant } from "@perennial/contract";
import {
  AGREEMENTS,
  CUSTOMERS,
  enrol,
  findRunning,
  type TenantTransaction,
  upsertRecords,
} from "@perennial/store";
import { sql } from "kysely";

/** A Monday at 10 in Stockholm: everybody may be disturbed. */
export const MONDAY: Instant = "2026-03-02T09:00:00.000Z";

/** A customer whom everything is known of; the id is a number. */
export function customerOf(id: string, parts: Partial<Customer>): Customer {
  return Customer.parse({
    ...{ id, name: `Kund ${id}`, firstName: `Förnamn${id}`, updatedAt: MONDAY },
    ...{ mobile: `+4670${1_000_000 + Number(id)}`, email: `${id}@kund.example` },
    ...parts,
  });
}

function agreementOf(id: string): Agreement {
  return {
    ...{ id: `a-${id}`, customerId: id, party: "own", product: "fast", kind: "fixed" },
    ...{ status: "active", start: "2025-03-31", end: "2026-05-31", currency: "SEK" },
    ...{ attributes: {}, updatedAt: MONDAY },
  };
}

/** Enrols customers as if they had been advanced to where they ask for something. */
export async function enrolAll(
  tx: TenantTransaction,
  customers: readonly Customer[],
): Promise<number[]> {
  await upsertRecords(tx, CUSTOMERS, customers);
  await upsertRecords(
    tx,
    AGREEMENTS,
    customers.map(({ id }) => agreementOf(id)),
  );
  const entries = customers.map(({ id }) => ({
    ...{ program: "letters", programVersion: 1, customerId: id, agreementId: `a-${id}` },
    ...{ key: `a-${id}`, holdout: false, entry: { kind: "timer" } as const },
  }));
  await enrol(tx, entries, { now: MONDAY, reentry: "always" });
  const running = await findRunning(
    tx,
    customers.map(({ id }) => id),
  );
  const ids = running.map(({ id }) => id);
  await tx.run(
    sql`update enrolments set news = null where tenant_id = ${tx.tenant} and id = any(${ids})`,
  );
  return ids;
}
