import { randomUUID } from "node:crypto";
import { applySignals, makeAddressDigest, pseudonymFor } from "@perennial/runtime";
import { asTenant, CUSTOMERS, readEverythingOf, readRecords } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { HttpProblem, notFound } from "./problem.ts";

type PrivacyOperation = "exportCustomer" | "eraseCustomer";

/** A customer's rights over what is known of them. */
export function privacyHandlers(context: ServerContext): Pick<Handlers, PrivacyOperation> {
  const { db, clock, vault } = context;
  return {
    exportCustomer: ({ params: { id }, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const kept = await readEverythingOf(tx, id);
        if (Object.keys(kept).length === 0) throw notFound("customer", id);
        const parts = Object.fromEntries(
          Object.entries(kept).map(([name, rows]) => [name, rows.map((row) => ({ ...row }))]),
        );
        return { customer: id, madeAt: clock.now(), parts };
      }),
    eraseCustomer: async ({ params: { id }, body, caller, audit }) => {
      if (body.confirm !== id) throw notConfirmed(id);
      const tenant = await context.tenant(caller.tenant);
      const at = clock.now();
      const signal = { id: `erase:${randomUUID()}`, at, type: "customer.erased" } as const;
      const pseudonym = await asTenant(db, tenant.id, async (tx) => {
        const [known] = await readRecords(tx, CUSTOMERS, [id]);
        if (!known) throw notFound("customer", id);
        await applySignals(context, tx, { tenant, signals: [{ ...signal, customerId: id }] });
        return pseudonymFor(await makeAddressDigest(tx, vault), id);
      });
      // The log is not to name whom it is about any more.
      audit({ about: { customer: pseudonym } });
      context.ring(tenant.id);
      return { erased: true, pseudonym };
    },
  };
}

function notConfirmed(id: string): HttpProblem {
  const message = {
    sv: `Skriv kundens id, ${id}, för att bekräfta. Det går inte att ångra.`,
    en: `Write the customer's id, ${id}, to confirm: it cannot be undone.`,
  };
  return new HttpProblem(400, "Not confirmed", message, [{ place: "body.confirm", message }]);
}
