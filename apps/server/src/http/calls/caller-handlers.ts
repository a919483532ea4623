import type { OPERATIONS } from "@perennial/api";
import { CallFacts, callingNumber } from "@perennial/lifecycle";
import { answerCall, callWith } from "@perennial/runtime";
import { asTenant, readCalls, type TenantTransaction } from "@perennial/store";
import type { z } from "zod";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { notFound } from "../problem.ts";
import { pictureView } from "./picture-view.ts";
import { identificationView, routingView } from "./routing-view.ts";
import { screenPop } from "./screen-pop.ts";

type CallerOperation = "identifyCaller" | "getCallerPicture";
type AboutCall = Omit<z.output<(typeof OPERATIONS)["getCallerPicture"]["query"]>, "locale">;

/** Who is calling, how the call is answered, and the customer as an agent sees them in it. */
export function callerHandlers(context: ServerContext): Pick<Handlers, CallerOperation> {
  return {
    identifyCaller: async ({ query, caller }) => {
      const { phone, entered, locale, ...about } = query;
      const tenant = await context.tenant(caller.tenant);
      return asTenant(context.db, tenant.id, async (tx) => {
        const call = await callFacts(context, tx, about);
        const clue = { ...(phone !== undefined && { phone }), ...(entered && { entered }) };
        const answer = await answerCall(context, tx, { tenant, clue, call });
        const { desk } = answer.ready;
        const scene = { tenant, locale, now: context.clock.now() };
        const number = phone === undefined ? undefined : callingNumber(phone, desk.calling);
        const customer = answer.caller?.picture.customer.id;
        const { callId } = about;
        return {
          identification: identificationView(answer.identification, locale),
          routing: routingView(answer.routing, desk, locale),
          picture: answer.caller ? pictureView(answer.caller, scene) : null,
          screenPop: screenPop(context.publicUrl, {
            ...{ customer, call: callId, errand: call.errand },
            ...(customer === undefined && { phone: number, entered }),
          }),
        };
      });
    },
    getCallerPicture: async ({ params: { id }, query: { locale, ...about }, caller }) => {
      const tenant = await context.tenant(caller.tenant);
      return asTenant(context.db, tenant.id, async (tx) => {
        const call = await callFacts(context, tx, about);
        const answer = await callWith(context, tx, { tenant, customerId: id, call });
        if (!answer) throw notFound("customer", id);
        const scene = { tenant, locale, now: context.clock.now() };
        return {
          routing: routingView(answer.routing, answer.ready.desk, locale),
          picture: pictureView(answer.caller, scene),
        };
      });
    },
  };
}

/** What is known of a call: what is asked with it, over what its start told. */
async function callFacts(
  { clock }: ServerContext,
  tx: TenantTransaction,
  about: AboutCall,
): Promise<CallFacts> {
  const { callId, direction, errand, selfService, selfServiceAt, selfServiceOutcome } = about;
  const [told] = callId === undefined ? [] : await readCalls(tx, [callId]);
  const service = selfService ?? told?.selfService ?? undefined;
  const used = service !== undefined && {
    ...{ service, at: selfServiceAt ?? told?.selfServiceAt ?? clock.now() },
    outcome: selfServiceOutcome ?? told?.selfServiceOutcome ?? "done",
  };
  return CallFacts.parse({
    direction: direction ?? told?.direction,
    errand: errand ?? told?.errand ?? undefined,
    selfService: used ? [used] : [],
  });
}
