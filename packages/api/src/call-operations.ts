import { RecordId } from "@perennial/contract";
import { z } from "zod";
import { CallEndInput, CallId, CallStartInput, PromiseView } from "./call-schemas.ts";
import { HandOverView } from "./caller-schemas.ts";
import { operation } from "./operation.ts";

const none = z.strictObject({});
const byCall = z.strictObject({ callId: CallId });

/** Telephone calls as they happen: what holds programs, and what moves them. */
export const CALL_OPERATIONS = {
  startCall: operation({
    id: "startCall",
    method: "post",
    path: "/v1/phone-calls",
    summary:
      "Tells that a call is on: programs of its customer wait until it is over. Told again, it adds what was not known",
    tag: "Calls",
    role: "agent",
    system: "telephony",
    // Each call has a line of its own that says all of it.
    changes: false,
    params: none,
    query: none,
    body: CallStartInput,
    answer: z.strictObject({
      callId: CallId,
      customerId: RecordId.nullable(),
      held: z.boolean().meta({ description: "Whether a customer's programs wait for it." }),
    }),
  }),
  finishCall: operation({
    id: "finishCall",
    method: "post",
    path: "/v1/phone-calls/{callId}/finished",
    summary:
      "Tells that a call is over, and what came of it: moves the customer's programs at once",
    tag: "Calls",
    role: "agent",
    system: "telephony",
    params: byCall,
    query: none,
    body: CallEndInput,
    answer: z.strictObject({
      callId: CallId,
      registered: z.boolean().meta({ description: "Whether what came of it is known." }),
      promise: PromiseView.nullable(),
      handOver: HandOverView.nullable(),
    }),
  }),
  handOver: operation({
    id: "handOver",
    method: "post",
    path: "/v1/phone-calls/{callId}/hand-over",
    summary: "Leaves a note for the next agent while a call goes on (L-22)",
    tag: "Calls",
    role: "agent",
    params: byCall,
    query: none,
    body: z.strictObject({
      customerId: RecordId.optional(),
      to: z.string().min(1).max(200).meta({ description: "An agent or a team." }),
      text: z.string().min(1).max(10_000).meta({ description: "What has been said and done." }),
      errand: z.string().min(1).max(100).optional(),
    }),
    answer: HandOverView,
  }),
  takeHandOver: operation({
    id: "takeHandOver",
    method: "post",
    path: "/v1/hand-overs/{id}/taken",
    summary: "Tells that somebody has read a note and goes on from there",
    tag: "Calls",
    role: "agent",
    params: z.strictObject({ id: z.coerce.number().int().min(1) }),
    query: none,
    body: none,
    answer: HandOverView,
  }),
  listPromises: operation({
    id: "listPromises",
    method: "get",
    path: "/v1/promises",
    summary: "Calls that agents have promised and not kept yet, the first due first; at most 500",
    tag: "Calls",
    role: "viewer",
    params: none,
    query: z.strictObject({
      customer: RecordId.optional(),
      standing: z.enum(["open", "missed"]).default("open"),
    }),
    body: none,
    answer: z.strictObject({ items: z.array(PromiseView) }),
  }),
  keepPromise: operation({
    id: "keepPromise",
    method: "post",
    path: "/v1/promises/{id}/kept",
    summary:
      "Tells that a promised call was made, or is not wanted any more. A call that is told keeps its customer's by itself",
    tag: "Calls",
    role: "agent",
    params: z.strictObject({ id: z.string().min(1).max(300) }),
    query: none,
    body: z.strictObject({ as: z.enum(["kept", "called-off"]).default("kept") }),
    answer: PromiseView,
  }),
} as const;
