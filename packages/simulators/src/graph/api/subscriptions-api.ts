import type { DoorAnswer } from "../../door/door-request.ts";
import type { GraphSubscription, Subscriptions } from "../delivery/subscriptions.ts";
import { badRequest, GraphRefusal } from "../graph-refusal.ts";
import { type GraphCall, needRole } from "./graph-call.ts";
import { type Json, onlyProperties, readJson, textOf } from "./json-shape.ts";
import { wantsImmutableIds } from "./prefer.ts";

const PROPERTIES = [
  "changeType",
  "notificationUrl",
  "lifecycleNotificationUrl",
  "resource",
  "expirationDateTime",
  "clientState",
  "latestSupportedTlsVersion",
];
const CHANGES = ["created", "updated", "deleted"];
const LONGEST_MINUTES = 4230;
const LONGEST_STATE = 128;

/** `POST /subscriptions`: both addresses are asked before it is there (crm/dynamics.md, 1.5). */
export async function subscribe(
  call: GraphCall,
  subscriptions: Subscriptions,
  applicationId: string,
): Promise<DoorAnswer> {
  const wanted = { ...readSubscription(call, applicationId), id: subscriptions.newId() };
  const token = `Validation: Testing client application reachability for subscription Request-Id: ${wanted.id}`;
  for (const url of [wanted.notificationUrl, wanted.lifecycleNotificationUrl])
    if (url !== undefined && !(await subscriptions.validate(url, token)))
      throw badRequest(
        "Subscription validation request failed. Response must exactly match validationToken query parameter.",
        "ValidationError",
      );
  subscriptions.put(wanted);
  call.desk.log({
    act: "subscribe",
    userId: wanted.userId,
    id: wanted.id,
    resource: wanted.resource,
  });
  return { status: 201, body: subscriptionBody(wanted) };
}

/** `GET /subscriptions` and `GET`, `PATCH` and `DELETE /subscriptions/{id}`. */
export function answerSubscriptions(call: GraphCall, subscriptions: Subscriptions): DoorAnswer {
  const { id } = call.params;
  if (id === undefined)
    return { status: 200, body: { value: subscriptions.all.map(subscriptionBody) } };
  const found = subscriptions.get(id);
  if (call.request.method === "GET") return { status: 200, body: subscriptionBody(found) };
  if (call.request.method === "DELETE") {
    subscriptions.remove(id);
    return { status: 204 };
  }
  const body = readJson(call.request);
  onlyProperties(body, "subscription", ["expirationDateTime"]);
  const renewed = { ...found, expirationDateTime: expiryOf(call, body) };
  subscriptions.put(renewed);
  return { status: 200, body: subscriptionBody(renewed) };
}

function readSubscription(call: GraphCall, applicationId: string): Omit<GraphSubscription, "id"> {
  const body = readJson(call.request);
  onlyProperties(body, "subscription", PROPERTIES);
  const resource = needed(body, "resource");
  const changeTypes = needed(body, "changeType")
    .split(",")
    .map((one) => one.trim());
  if (!changeTypes.every((one) => CHANGES.includes(one)))
    throw badRequest("Subscription change type is invalid.", "ExtensionError");
  const clientState = textOf(body, "clientState");
  if (clientState !== undefined && clientState.length > LONGEST_STATE)
    throw badRequest(`Client state must not exceed ${LONGEST_STATE} characters.`, "ExtensionError");
  const lifecycle = textOf(body, "lifecycleNotificationUrl");
  const about = resourceOf(call, resource);
  return {
    changeTypes,
    notificationUrl: secure(needed(body, "notificationUrl")),
    ...(lifecycle === undefined ? {} : { lifecycleNotificationUrl: secure(lifecycle) }),
    resource,
    ...about,
    expirationDateTime: expiryOf(call, body),
    ...(clientState === undefined ? {} : { clientState }),
    isImmutable: wantsImmutableIds(call),
    applicationId,
  };
}

function resourceOf(call: GraphCall, resource: string): { userId: string; folder?: string } {
  const found = /^\/?users\/([^/]+)(?:\/mailFolders(?:\/|\(')(\w+)(?:'\))?)?\/messages$/i.exec(
    resource,
  );
  if (found === null)
    throw badRequest(`The resource '${resource}' is not supported.`, "ExtensionError");
  needRole(call, "Mail.Read", "Mail.ReadWrite");
  const key = (found[1] ?? "").toLowerCase();
  const user = call.desk.users.find(({ id, upn }) => id === key || upn.toLowerCase() === key);
  if (user === undefined)
    throw new GraphRefusal(404, "ResourceNotFound", "The user of the resource was not found.");
  call.desk.needMailbox(user);
  const folder = found[2]?.toLowerCase();
  return { userId: user.id, ...(folder === undefined ? {} : { folder }) };
}

function expiryOf(call: GraphCall, body: Json): string {
  const text = needed(body, "expirationDateTime");
  const minutes = (Date.parse(text) - Date.parse(call.desk.now)) / 60_000;
  if (!Number.isFinite(minutes))
    throw badRequest("expirationDateTime is invalid.", "InvalidRequest");
  if (minutes <= 0)
    throw badRequest("Subscription expiration can only be a time in the future.", "ExtensionError");
  if (minutes > LONGEST_MINUTES)
    throw badRequest(
      `Subscription expiration can only be ${LONGEST_MINUTES} minutes in the future.`,
      "ExtensionError",
    );
  return text;
}

function secure(url: string): string {
  if (URL.canParse(url) && new URL(url).protocol === "https:") return url;
  throw badRequest("The notification URL must begin with https.", "InvalidRequest");
}

function needed(body: Json, name: string): string {
  const text = textOf(body, name);
  if (text !== undefined && text !== "") return text;
  throw badRequest(`The required property '${name}' is missing.`, "InvalidRequest");
}

// What only we and Graph know is told nobody, not even us (learn.microsoft.com/graph, "Get subscription").
function subscriptionBody(one: GraphSubscription): object {
  const { changeTypes, userId, folder, isImmutable, clientState, ...rest } = one;
  return { ...rest, changeType: changeTypes.join(",") };
}
