import { explainCustomer } from "@perennial/runtime";
import {
  asTenant,
  CUSTOMERS,
  listAgreements,
  listCustomers,
  listEnrolments,
  readRecords,
  readTimeline,
} from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { notFound } from "./problem.ts";
import { enrolmentView } from "./views.ts";

type CustomerOperation =
  | "listCustomers"
  | "getCustomer"
  | "getTimeline"
  | "explainCustomer"
  | "listAgreements";

/** What can be asked about customers and their agreements. */
export function customerHandlers(context: ServerContext): Pick<Handlers, CustomerOperation> {
  const { db } = context;
  return {
    listCustomers: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => mutable(await listCustomers(tx, query))),
    listAgreements: ({ query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => mutable(await listAgreements(tx, query))),
    getCustomer: ({ params, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const [customer] = await readRecords(tx, CUSTOMERS, [params.id]);
        if (!customer) throw notFound("customer", params.id);
        const agreements = await listAgreements(tx, { customer: params.id, limit: 500 });
        const enrolments = await listEnrolments(tx, { customer: params.id, limit: 500 });
        return {
          customer,
          agreements: [...agreements.items],
          enrolments: enrolments.items.map(enrolmentView),
        };
      }),
    getTimeline: ({ params, query, caller }) =>
      asTenant(db, caller.tenant, async (tx) => {
        const [customer] = await readRecords(tx, CUSTOMERS, [params.id]);
        if (!customer) throw notFound("customer", params.id);
        return mutable(await readTimeline(tx, { customer: params.id, ...query }));
      }),
    explainCustomer: async ({ params, query, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const explanation = await explainCustomer(context, tenant, {
        customerId: params.id,
        locale: query.locale,
      });
      if (!explanation) throw notFound("customer", params.id);
      return explanation;
    },
  };
}

/** A page as the schemas take it. */
export function mutable<T>(page: { readonly items: readonly T[]; readonly next: string | null }): {
  items: T[];
  next: string | null;
} {
  return { items: [...page.items], next: page.next };
}
