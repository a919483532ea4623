import type { DoorAnswer } from "../../door/door-request.ts";
import type { SubscriptionDefinition, SubscriptionState } from "../portal/consents.ts";
import { batchAnswer, checkSize } from "./batch.ts";
import { type Call, needScope, onlyQuery } from "./call.ts";
import { invalid } from "./refusal.ts";
import { list, object, readJson, text, whole, word } from "./shape.ts";

const LEGAL_BASIS = word(
  "CONSENT_WITH_NOTICE",
  "LEGITIMATE_INTEREST_CLIENT",
  "LEGITIMATE_INTEREST_OTHER",
  "LEGITIMATE_INTEREST_PQL",
  "NON_GDPR",
  "PERFORMANCE_OF_CONTRACT",
  "PROCESS_AND_STORE",
);
const STATE = word("SUBSCRIBED", "UNSUBSCRIBED", "NOT_SPECIFIED");
const WHY = { legalBasis: LEGAL_BASIS, legalBasisExplanation: text };
const WRITE = object({ channel: text, statusState: STATE, subscriptionId: whole }, WHY);
const ROW = object(
  { channel: text, statusState: STATE, subscriptionId: whole, subscriberIdString: text },
  WHY,
);
const READ = "communication_preferences.read";
const STATUSES = "communication_preferences.statuses";
const BOTH = "communication_preferences.read_write";
const MOST = 100;

interface Write {
  readonly statusState: SubscriptionState;
  readonly subscriptionId: number;
  readonly legalBasis?: string;
  readonly legalBasisExplanation?: string;
}

/** `GET /communication-preferences/{date}/definitions`. */
export function listDefinitions(call: Call): DoorAnswer {
  needScope(call, READ, BOTH);
  onlyQuery(call, "businessUnitId", "includeTranslations");
  const dated = { createdAt: new Date(0).toISOString(), updatedAt: new Date(0).toISOString() };
  const results = call.portal.consents.definitions.map(({ id, ...rest }) => ({
    id: String(id),
    ...rest,
    communicationMethod: "Email",
    isDefault: false,
    isInternal: false,
    businessUnitId: 0,
    ...dated,
  }));
  return batchAnswer(call, 200, { results });
}

/** `GET /communication-preferences/{date}/statuses/{email}?channel=EMAIL`. */
export function readStatuses(call: Call): DoorAnswer {
  needScope(call, READ, BOTH);
  onlyQuery(call, "channel", "businessUnitId");
  checkChannel(call.query.get("channel") ?? "");
  const email = emailOf(call.params.email ?? "");
  return batchAnswer(call, 200, { results: statusesOf(call, email) });
}

/** `POST` of the same path. */
export function writeStatus(call: Call): DoorAnswer {
  needScope(call, "communication_preferences.write", BOTH);
  onlyQuery(call);
  const body = readJson(call.request, WRITE);
  checkChannel(body.channel);
  const email = emailOf(call.params.email ?? "");
  const definition = write(call, email, body);
  return batchAnswer(call, 200, { results: [statusRow(call, email, definition)] });
}

/** `GET …/statuses/{email}/unsubscribe-all?channel=EMAIL`. */
export function readOptOut(call: Call): DoorAnswer {
  needScope(call, READ, BOTH);
  onlyQuery(call, "channel", "businessUnitId", "verbose");
  checkChannel(call.query.get("channel") ?? "");
  const email = emailOf(call.params.email ?? "");
  return batchAnswer(call, 200, { results: [optOutRow(call, email)] });
}

/** `POST` of the same path, without a body. */
export function writeOptOut(call: Call): DoorAnswer {
  needScope(call, "communication_preferences.write", BOTH);
  onlyQuery(call, "channel", "businessUnitId", "verbose");
  checkChannel(call.query.get("channel") ?? "");
  const email = emailOf(call.params.email ?? "");
  call.portal.consents.optOut(email, call.nowMs, "Unsubscribed by an integration");
  call.log({ portalId: call.portal.id, act: "consent", email, status: "UNSUBSCRIBED" });
  return batchAnswer(call, 200, { results: statusesOf(call, email) });
}

/** `POST …/statuses/batch/read?channel=EMAIL`; part of Marketing Hub Enterprise. */
export function batchReadStatuses(call: Call): DoorAnswer {
  needScope(call, `${STATUSES}.batch.read`);
  onlyQuery(call, "channel", "businessUnitId");
  checkChannel(call.query.get("channel") ?? "");
  const { inputs } = readJson(call.request, object({ inputs: list(text) }));
  checkSize(inputs, MOST);
  const results = inputs.map((email) => ({
    subscriberIdString: email,
    statuses: statusesOf(call, emailOf(email)),
  }));
  return batchAnswer(call, 200, { results });
}

/** `POST …/statuses/batch/write`; part of Marketing Hub Enterprise. */
export function batchWriteStatuses(call: Call): DoorAnswer {
  needScope(call, `${STATUSES}.batch.write`);
  onlyQuery(call);
  const { inputs } = readJson(call.request, object({ inputs: list(ROW) }));
  checkSize(inputs, MOST);
  for (const row of inputs) {
    checkChannel(row.channel);
    emailOf(row.subscriberIdString);
    known(call, row.subscriptionId);
  }
  const results = inputs.map((row) => {
    const definition = write(call, row.subscriberIdString, row);
    return statusRow(call, row.subscriberIdString, definition);
  });
  return batchAnswer(call, 200, { results });
}

/** `POST …/statuses/batch/unsubscribe-all?channel=EMAIL`; part of Marketing Hub Enterprise. */
export function batchOptOut(call: Call): DoorAnswer {
  needScope(call, `${STATUSES}.batch.write`);
  onlyQuery(call, "channel", "businessUnitId", "verbose");
  checkChannel(call.query.get("channel") ?? "");
  const { inputs } = readJson(call.request, object({ inputs: list(text) }));
  checkSize(inputs, MOST);
  for (const email of inputs) {
    call.portal.consents.optOut(emailOf(email), call.nowMs, "Unsubscribed by an integration");
    call.log({ portalId: call.portal.id, act: "consent", email, status: "UNSUBSCRIBED" });
  }
  return batchAnswer(call, 200, { results: inputs.map((email) => optOutRow(call, email)) });
}

function write(call: Call, email: string, body: Write): SubscriptionDefinition {
  const definition = known(call, body.subscriptionId);
  const { statusState: state, legalBasis, legalBasisExplanation: explanation } = body;
  call.portal.consents.set(email, definition.id, {
    state,
    legalBasis: legalBasis ?? null,
    explanation: explanation ?? null,
    source: "Updated by an integration",
    atMs: call.nowMs,
  });
  call.log({
    portalId: call.portal.id,
    act: "consent",
    email,
    subscriptionId: definition.id,
    status: state,
    ...(legalBasis === undefined ? {} : { legalBasis }),
    ...(explanation === undefined ? {} : { explanation }),
  });
  return definition;
}

function known(call: Call, id: number): SubscriptionDefinition {
  const definition = call.portal.consents.definition(id);
  if (definition?.isActive) return definition;
  throw invalid(`Subscription ${id} is not valid for this portal`, [
    { message: `Unknown subscription ${id}`, context: { subscriptionId: [String(id)] } },
  ]);
}

function statusesOf(call: Call, email: string): readonly object[] {
  return call.portal.consents.definitions.map((one) => statusRow(call, email, one));
}

function statusRow(call: Call, email: string, definition: SubscriptionDefinition): object {
  const status = call.portal.consents.status(email, definition.id);
  const at = status.atMs;
  return {
    channel: "EMAIL",
    subscriberIdString: email,
    subscriptionId: definition.id,
    subscriptionName: definition.name,
    businessUnitId: 0,
    status: status.state,
    source: status.source,
    legalBasis: status.legalBasis,
    legalBasisExplanation: status.explanation,
    ...(at === undefined ? {} : { timestamp: new Date(at).toISOString() }),
  };
}

function optOutRow(call: Call, email: string): object {
  const at = call.portal.consents.optedOutAt(email);
  return {
    channel: "EMAIL",
    subscriberIdString: email,
    wideStatusType: "PORTAL_WIDE",
    status: at === undefined ? "NOT_SPECIFIED" : "UNSUBSCRIBED",
    ...(at === undefined ? {} : { timestamp: new Date(at).toISOString() }),
  };
}

function checkChannel(channel: string): void {
  if (channel !== "EMAIL") throw invalid(`channel must be EMAIL; ${channel || "nothing"} is not`);
}

function emailOf(text: string): string {
  if (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text)) return text;
  throw invalid(`${text} is not an email address`);
}
