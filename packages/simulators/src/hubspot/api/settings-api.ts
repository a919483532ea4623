import type { DoorAnswer } from "../../door/door-request.ts";
import type { Owner } from "../portal/owners.ts";
import { pipelineBody } from "../record/pipeline.ts";
import { type Call, needScope, onlyQuery, typeOf, wantsArchived, wholeOf } from "./call.ts";
import { invalid, notFound } from "./refusal.ts";
import { anyObject, list, object, readJson, text } from "./shape.ts";

const LONGEST_PAGE = 500;
const PAGE = 100;
const COMPLETE = object({ outputFields: anyObject }, { typedOutputs: anyObject });
const COMPLETE_ALL = object({
  inputs: list(object({ callbackId: text, outputFields: anyObject }, { typedOutputs: anyObject })),
});
const STATES = ["SUCCESS", "FAIL_CONTINUE"];

/** `GET /crm/owners/{date}`. */
export function listOwners(call: Call): DoorAnswer {
  needScope(call, "crm.objects.owners.read");
  onlyQuery(call, "email", "limit", "after", "archived");
  const limit = wholeOf(call, "limit", { least: 1, most: LONGEST_PAGE, usual: PAGE });
  const after = wholeOf(call, "after", { least: 0, most: Number.MAX_SAFE_INTEGER, usual: 0 });
  const archived = wantsArchived(call);
  const email = call.query.get("email");
  const found = call.portal.owners.all.filter(
    (owner) =>
      owner.archived === archived &&
      Number(owner.id) > after &&
      (email === null || owner.user.email === email),
  );
  const page = found.slice(0, limit);
  const last = page.at(-1)?.id;
  const next =
    found.length > limit && last !== undefined ? { paging: { next: { after: last } } } : {};
  return { status: 200, body: { results: page.map(ownerBody), ...next } };
}

/** `GET /crm/owners/{date}/{id}`. */
export function getOwner(call: Call): DoorAnswer {
  needScope(call, "crm.objects.owners.read");
  onlyQuery(call, "idProperty", "archived");
  const byUser = call.query.get("idProperty") === "userId";
  const id = call.params.id;
  const found = call.portal.owners.all.find((owner) =>
    byUser ? String(owner.user.id) === id : owner.id === id,
  );
  if (found === undefined || found.archived !== wantsArchived(call))
    throw notFound(`Owner ${id} does not exist`, { id: [id ?? ""] });
  return { status: 200, body: ownerBody(found) };
}

/** `GET /crm/pipelines/{date}/{type}`. */
export function listPipelines(call: Call): DoorAnswer {
  const type = typeOf(call);
  needScope(call, `crm.objects.${type.scope}.read`, `crm.schemas.${type.scope}.read`);
  onlyQuery(call);
  const pipelines = call.portal.records.pipelines.get(type.name) ?? [];
  return { status: 200, body: { results: pipelines.map(pipelineBody) } };
}

/** `GET /crm/pipelines/{date}/{type}/{id}`. */
export function getPipeline(call: Call): DoorAnswer {
  const type = typeOf(call);
  needScope(call, `crm.objects.${type.scope}.read`, `crm.schemas.${type.scope}.read`);
  onlyQuery(call);
  const id = call.params.id;
  const found = call.portal.records.pipelines.get(type.name)?.find((one) => one.id === id);
  if (found === undefined) throw notFound(`Pipeline ${id} does not exist`);
  return { status: 200, body: pipelineBody(found) };
}

/** `GET /crm/limits/{date}/custom-properties`: how many properties the portal may still make. */
export function propertyLimits(call: Call): DoorAnswer {
  needScope(call, "crm.schemas.contacts.read", "crm.schemas.deals.read", "crm.schemas.custom.read");
  onlyQuery(call);
  const limit = call.portal.account.propertyQuota;
  const byObjectType = call.portal.records.types.map((type) => {
    const usage = call.portal.records.book(type).ownCount;
    return {
      objectTypeId: type.id,
      singularLabel: type.singular,
      pluralLabel: type.name,
      limit,
      usage,
      percentage: (usage / limit) * 100,
    };
  });
  return { status: 200, body: { byObjectType } };
}

/** `POST /automation/actions/callbacks/{date}/{callbackId}/complete`. */
export function completeCallback(call: Call): DoorAnswer {
  needScope(call, "automation");
  onlyQuery(call);
  const { outputFields } = readJson(call.request, COMPLETE);
  complete(call, call.params.callbackId ?? "", outputFields);
  return { status: 204 };
}

/** `POST /automation/actions/callbacks/{date}/complete`. */
export function completeCallbacks(call: Call): DoorAnswer {
  needScope(call, "automation");
  onlyQuery(call);
  const { inputs } = readJson(call.request, COMPLETE_ALL);
  for (const { callbackId, outputFields } of inputs) complete(call, callbackId, outputFields);
  return { status: 204 };
}

function complete(
  call: Call,
  callbackId: string,
  outputFields: Readonly<Record<string, unknown>>,
): void {
  const state = outputFields.hs_execution_state;
  if (!STATES.some((one) => one === state))
    throw invalid(`hs_execution_state must be one of ${STATES.join(", ")}`);
  if (!call.portal.workflows.complete(callbackId, outputFields))
    throw notFound(`No blocked execution has the callback id ${callbackId}`);
  call.log({ portalId: call.portal.id, act: "callback", callbackId, outputFields });
}

function ownerBody({ id, user, archived }: Owner): object {
  return {
    id,
    email: user.email,
    type: "PERSON",
    firstName: user.firstName ?? "",
    lastName: user.lastName ?? "",
    userId: user.id,
    userIdIncludingInactive: user.id,
    createdAt: new Date(0).toISOString(),
    updatedAt: new Date(0).toISOString(),
    archived,
  };
}
