import type { OperationId } from "@perennial/api";
import { useState } from "react";
import type { Answer, Input } from "../../app/api/call.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useSession } from "../../app/session/use-session.ts";

/** A customer as an agent sees them in a call. */
export type Picture = Answer<"getCallerPicture">["picture"];

/** What came of a call. */
export type Outcome = NonNullable<NonNullable<Input<"finishCall">["body"]>["outcome"]>;

type Ending = NonNullable<Input<"finishCall">["body"]>;

/** What is known of a call beside the customer. */
export interface AboutCall {
  readonly direction: "in" | "out";
  /** The telephone system's id, where it began the call. */
  readonly callId?: string | undefined;
  readonly errand?: string | undefined;
  readonly phone?: string | undefined;
  /** The entry of the call list that the call is. */
  readonly commandId?: string | undefined;
}

const CHANGED: readonly OperationId[] = [
  ...(["getCallerPicture", "identifyCaller", "getCustomerCard", "listHistory"] as const),
  ...(["listCalls", "listConsents", "findCustomers", "listPromises"] as const),
];

const newId = () => `console-${crypto.randomUUID()}`;

/** A call with a customer: begins it, ends it with what came of it, and hands it over. */
export function useCall(customerId: string, ongoing: Picture["ongoing"], about: AboutCall) {
  const { who } = useSession();
  const [own, setOwn] = useState(newId);
  const starting = useDo("startCall", { refresh: CHANGED });
  const finishing = useDo("finishCall", { refresh: CHANGED });
  const handing = useDo("handOver", { refresh: CHANGED });
  const callId = ongoing?.callId ?? about.callId ?? own;
  const { direction, errand, phone, commandId } = about;
  const known = { customerId, direction, ...(errand !== undefined && { errand }) };
  return {
    starting,
    finishing,
    handing,
    start: () =>
      starting.mutateAsync({
        body: { ...known, callId, agent: who, ...(phone !== undefined && { phone }) },
      }),
    /** Ends the call; sent twice by a nervous finger, it is noted once. */
    finish: async (ending: Ending) => {
      const body = { ...known, ...(commandId !== undefined && { commandId }), ...ending };
      const done = await finishing.mutateAsync({ params: { callId }, body });
      setOwn(newId());
      return done;
    },
    handOver: (to: string, text: string) =>
      handing.mutateAsync({
        params: { callId },
        body: { customerId, to, text, ...(errand !== undefined && { errand }) },
      }),
  };
}

/** How a call with a customer is begun, ended and handed over. */
export type Calling = ReturnType<typeof useCall>;
