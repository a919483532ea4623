import type {
  ActionResult,
  AppAction,
  InboundAnswer,
  InboundRequest,
  Misunderstanding,
} from "@perennial/contract";
import { z } from "zod";
import { misreadAt, PortalId } from "./hubspot-event.ts";

const Origin = z.object({ portalId: PortalId });

/** What a step of a workflow sends us for one contact (crm/hubspot.md, 6.5). */
const Execution = z.object({
  callbackId: z.string().min(1).max(250),
  origin: Origin,
  context: z.object({ workflowId: z.union([z.number(), z.string()]).optional() }).optional(),
  object: z.object({
    objectId: z.union([z.int().positive(), z.string().regex(/^\d{1,20}$/)]).transform(String),
    objectType: z.string(),
  }),
  inputFields: z.object({ program: z.string().min(1).max(200) }),
});

/** What HubSpot asks when an editor opens the list of programs. */
const ListRequest = z.object({
  origin: Origin,
  fetchOptions: z.object({ q: z.string().nullish() }).nullish(),
});

/**
 * What a workflow asks for: `enrol` and `stop` are steps for a contact with the field `program`, `programs` is the list
 * to choose it from. Says what is wrong with a request that is none of these. Never throws.
 */
export function workflowAction(
  name: string,
  { body }: InboundRequest,
): AppAction | Misunderstanding {
  const value = parsed(body);
  if (value === undefined) return { place: "body", message: "is not JSON" };
  if (name === "programs") return listRequest(value);
  if (name === "enrol" || name === "stop") return execution(name, value);
  return { place: "body", message: "there is no such action; there are enrol, stop and programs" };
}

function listRequest(value: unknown): AppAction | Misunderstanding {
  const result = ListRequest.safeParse(value);
  if (!result.success) return misreadAt("", result.error);
  const { origin, fetchOptions } = result.data;
  const search = fetchOptions?.q?.trim();
  return { kind: "list-programs", account: origin.portalId, ...(search ? { search } : {}) };
}

function execution(kind: "enrol" | "stop", value: unknown): AppAction | Misunderstanding {
  const result = Execution.safeParse(value);
  if (!result.success) return misreadAt("", result.error);
  const { callbackId, origin, context, object, inputFields } = result.data;
  if (!/^(CONTACT|0-1)$/i.test(object.objectType)) {
    const message = "is not CONTACT; use the step in a workflow of contacts";
    return { place: "object.objectType", message };
  }
  const workflow = context?.workflowId === undefined ? "" : ` ${context.workflowId}`;
  return {
    kind,
    account: origin.portalId,
    id: callbackId,
    customerId: object.objectId,
    program: inputFields.program,
    by: `HubSpot workflow${workflow}`,
  };
}

/**
 * What HubSpot is told came of it. A refusal lets the contact go on in the workflow and shows the words in the
 * workflow's log: any answer below 500 but 2xx would only say that the step failed.
 */
export function workflowAnswer(result: ActionResult): InboundAnswer {
  switch (result.kind) {
    case "programs":
      return json({
        options: result.programs.map(({ id, name }) => ({
          label: name,
          value: id,
          description: "",
        })),
        searchable: true,
      });
    case "taken":
      return json({ outputFields: { hs_execution_state: "SUCCESS" } });
    case "refused":
      return json({
        outputFields: { hs_execution_state: "FAIL_CONTINUE", message: result.message },
      });
  }
}

function json(value: unknown): InboundAnswer {
  const headers = { "content-type": "application/json; charset=utf-8" };
  return { status: 200, headers, body: JSON.stringify(value) };
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return undefined;
  }
}
