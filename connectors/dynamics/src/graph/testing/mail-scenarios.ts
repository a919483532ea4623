import { anyCommand, type InboundSample, type Scenarios } from "@perennial/conformance";
import type { InboundRequest } from "@perennial/contract";
import { clientState, doorAddress, validationToken } from "../mail/door-address.ts";
import { ADA, DOOR, mailWorld, NOTIFICATION_SECRET } from "./mail-world.ts";

const HOOK = `${DOOR}/hooks/conn-1`;
const SUBSCRIPTION = "0f0e0d0c-0000-4000-8000-000000000001";

function notified(more: object): InboundRequest {
  const notification = { subscriptionId: SUBSCRIPTION, tenantId: "1", resource: "x", ...more };
  return {
    ...{ method: "POST", url: HOOK, headers: { "content-type": "application/json" } },
    body: JSON.stringify({ value: [notification] }),
  };
}

const samples: readonly InboundSample[] = [
  {
    name: "a mail that came in, to be read",
    request: notified({ changeType: "created", resource: `Users/${ADA.id}/Messages/AAkALg0001=` }),
    means: [],
  },
  {
    name: "a subscription that wants to be looked after",
    request: notified({ lifecycleEvent: "reauthorizationRequired" }),
    means: [],
  },
  {
    name: "the question before the first notification",
    request: {
      ...{ method: "POST", url: `${HOOK}?validationToken=Validation%3A+Testing`, body: "" },
      headers: { "content-type": "text/plain; charset=utf-8" },
    },
    means: [],
  },
];

/** What Graph takes and tells of mailboxes, for the conformance suite. */
export const mailScenarios: Scenarios = {
  world: (clock) => mailWorld(clock),
  commands: { "send-email": (id) => anyCommand("send-email", id) },
  refused: {
    command: (id) => ({ ...anyCommand("send-email", id), to: "anna" }),
    words: "not a single e-mail address",
  },
  inbound: {
    samples,
    unknown: notified({ changeType: "created", resource: `Users/${ADA.id}/Events/AAkALg0001=` }),
    sign: (request) => {
      const url = new URL(doorAddress(HOOK, NOTIFICATION_SECRET, ADA.upn));
      const token = validationToken(request.url);
      if (token !== undefined) url.searchParams.set("validationToken", token);
      const first = '{"subscriptionId"';
      const state = clientState(NOTIFICATION_SECRET, ADA.upn);
      const told = `{"clientState":"${state}",${first.slice(1)}`;
      return { ...request, url: url.href, body: request.body.replace(first, told) };
    },
  },
  absent: {
    "inbound.words": "a notification says which mail came in, and the mail is read",
    "read.change": "an answer that was sent says the same for ever, wherever its reader puts it",
    "uninstall.access":
      "an app cannot end its own consent: an administrator takes it out of the tenant",
    "inbound.signed-body":
      "Graph signs nothing: a notification shows a secret, and what it is about is read (crm/dynamics.md, 1.5)",
    "inbound.signed-time": "Graph signs nothing, and its secret has no time",
    "limits.daily":
      "Graph's limits are of ten minutes; Exchange tells of its own for a day in a report",
  },
};
