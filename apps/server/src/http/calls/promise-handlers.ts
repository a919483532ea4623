import { orderPromises } from "@perennial/runtime";
import {
  addHandOver,
  asTenant,
  CUSTOMERS,
  listPromises,
  readCalls,
  readRecords,
  settlePromise,
  takeHandOver,
} from "@perennial/store";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { notFound } from "../problem.ts";
import { demandCustomer } from "./call-handlers.ts";
import { handOverView, promiseView } from "./promise-view.ts";

type PromiseOperation = "handOver" | "takeHandOver" | "listPromises" | "keepPromise";

const MOST_PROMISES = 500;

/** What agents leave to each other and to themselves: notes and promises. */
export function promiseHandlers(context: ServerContext): Pick<Handlers, PromiseOperation> {
  const { db, clock } = context;
  return {
    handOver: ({ params: { callId }, body, caller: { tenant, name } }) =>
      asTenant(db, tenant, async (tx) => {
        const [call] = await readCalls(tx, [callId]);
        if (!call) throw notFound("call", callId);
        if (body.customerId !== undefined) await demandCustomer(tx, body.customerId);
        const { to, text, errand = call.errand, customerId = call.customerId } = body;
        const note = { callId, customerId, at: clock.now(), from: name, to, errand, text };
        return handOverView(await addHandOver(tx, note));
      }),
    takeHandOver: ({ params: { id }, caller: { tenant, name } }) =>
      asTenant(db, tenant, async (tx) => {
        const taken = await takeHandOver(tx, id, { by: name, at: clock.now() });
        if (!taken) throw notFound("note", id);
        return handOverView(taken);
      }),
    listPromises: async ({ query: { customer, standing }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const now = clock.now();
      const due = standing === "missed" && { dueBefore: now };
      const found = await asTenant(db, tenant.id, (tx) =>
        listPromises(tx, { customer, ...due, limit: MOST_PROMISES }),
      );
      return {
        items: found.map((each) => promiseView(each, { tenant, now, name: each.name })),
      };
    },
    keepPromise: async ({ params: { id }, body, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const now = clock.now();
      return asTenant(db, tenant.id, async (tx) => {
        const settled = await settlePromise(tx, id, { as: body.as, at: now });
        if (!settled) throw notFound("promise", id);
        await orderPromises(context, tx, [id]);
        const [customer] = await readRecords(tx, CUSTOMERS, [settled.customerId]);
        return promiseView(settled, { tenant, now, name: customer?.name ?? "" });
      });
    },
  };
}
