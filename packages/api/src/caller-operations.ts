import { Instant, RecordId } from "@perennial/contract";
import { z } from "zod";
import { CallId } from "./call-schemas.ts";
import { CallerPictureView, IdentificationView, RoutingView } from "./caller-schemas.ts";
import { operation } from "./operation.ts";

const none = z.strictObject({});
const locale = z.enum(["sv", "en"]).default("sv");

const aboutCall = {
  direction: z.enum(["in", "out"]).optional().meta({
    description: "Who began the call: the law on offers differs.",
  }),
  errand: z.string().min(1).max(100).optional().meta({
    description: "Why the customer calls: an id among the service's errands (L-08).",
  }),
  selfService: z.string().min(1).max(100).optional().meta({
    description: "The self-service used last before the call: an id (L-09).",
  }),
  selfServiceOutcome: z.enum(["done", "failed", "left"]).optional().meta({
    description: "What came of it; `done` where it is missing.",
  }),
  selfServiceAt: Instant.optional().meta({ description: "When; now where it is missing." }),
  callId: CallId.optional().meta({
    description: "The call this is about: what its start told is taken from there.",
  }),
};

/** Who calls and what to do with the call; the customer as an agent sees them in it. */
export const CALLER_OPERATIONS = {
  identifyCaller: operation({
    id: "identifyCaller",
    method: "get",
    path: "/v1/callers",
    summary:
      "Who is calling, how the call is to be answered, and the customer's picture where one is known",
    tag: "Calls",
    role: "agent",
    system: "telephony",
    params: none,
    query: z.strictObject({
      phone: z.string().max(200).optional().meta({
        description: "The calling number in any form, or what the exchange says instead of one.",
      }),
      entered: z.string().max(200).optional().meta({
        description: "What the caller has entered: an id of a customer or of an agreement.",
      }),
      ...aboutCall,
      locale,
    }),
    body: none,
    answer: z.strictObject({
      identification: IdentificationView,
      routing: RoutingView,
      picture: CallerPictureView.nullable().meta({
        description: "Null unless one customer alone is known.",
      }),
      screenPop: z.string().meta({
        description: "The console's page for this call, for the agent's screen to open.",
      }),
    }),
  }),
  getCallerPicture: operation({
    id: "getCallerPicture",
    method: "get",
    path: "/v1/customers/{id}/call-view",
    summary: "A customer as an agent sees them in a call, and which view to show and highlight",
    tag: "Calls",
    role: "agent",
    params: z.strictObject({ id: RecordId }),
    query: z.strictObject({ ...aboutCall, locale }),
    body: none,
    answer: z.strictObject({ routing: RoutingView, picture: CallerPictureView }),
  }),
} as const;
