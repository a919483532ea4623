import { randomUUID } from "node:crypto";
import type { CallSignal } from "@perennial/contract";
import { applySignals } from "@perennial/runtime";
import { asTenant, CUSTOMERS, listPromises, readOpenCalls, readRecords } from "@perennial/store";
import type { ServerContext } from "../server-context.ts";
import type { Handlers } from "./bind.ts";
import { callView, oldestCall, promisedCallView } from "./call-view.ts";
import { customerCard } from "./customer-card.ts";
import { pauseCustomer } from "./pause-customer.ts";
import { notFound } from "./problem.ts";
import { requestStop } from "./request-stop.ts";

type CardOperation = "getCustomerCard" | "pauseCustomer" | "stopProgram" | "noteCall" | "listCalls";

/** As many calls as anybody makes in a day. */
const MOST_CALLS = 200;

/** What staff see and do on a customer's record in the CRM. */
export function cardHandlers(context: ServerContext): Pick<Handlers, CardOperation> {
  const { db, clock } = context;
  return {
    getCustomerCard: async ({ params: { id }, query: { locale }, caller: { tenant } }) => {
      const card = await customerCard(context, { tenant, customer: id, locale });
      if (!card) throw notFound("customer", id);
      return card;
    },
    pauseCustomer: async ({ params: { id }, body: { until }, caller: { tenant }, audit }) => {
      const told = await pauseCustomer(context, { tenant, customer: id, until });
      audit({ before: {}, after: { pausedUntil: until } });
      return { pausedUntil: until, told };
    },
    stopProgram: async ({ params: { id }, body: { program }, caller: { tenant, name }, audit }) => {
      audit({ about: { program } });
      const asked = { id: `stop:${randomUUID()}`, customerId: id, program, by: name };
      const refusal = await requestStop(context, tenant, asked);
      return { stopped: refusal === undefined, reason: refusal ?? null };
    },
    noteCall: async ({ params: { id: customerId }, body, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      const at = clock.now();
      const { id = randomUUID(), outcome, note, commandId } = body;
      const signal: CallSignal = {
        ...{ id: `call:${customerId}:${id}`, at, customerId, outcome },
        ...{ type: "call.finished", endedAt: at, agent: caller.name },
        ...(note !== undefined && { note }),
        ...(commandId !== undefined && { commandId }),
      };
      await asTenant(db, tenant.id, async (tx) => {
        const [known] = await readRecords(tx, CUSTOMERS, [customerId]);
        if (!known) throw notFound("customer", customerId);
        await applySignals(context, tx, { tenant, signals: [signal] });
      });
      context.ring(tenant.id);
      return { noted: true };
    },
    listCalls: async ({ caller: { tenant } }) => {
      const now = clock.now();
      const query = { now, since: oldestCall(now), limit: MOST_CALLS };
      const { locale } = await context.tenant(tenant);
      const language = locale.toLowerCase().startsWith("en") ? "en" : "sv";
      const [promises, calls] = await asTenant(db, tenant, (tx) =>
        Promise.all([
          listPromises(tx, { notBefore: now, limit: MOST_CALLS }),
          readOpenCalls(tx, query),
        ]),
      );
      const promised = promises.map((each) => promisedCallView(each, language));
      return {
        items: [...promised, ...calls.map((each) => callView(tenant, each))].slice(0, MOST_CALLS),
      };
    },
  };
}
