import { anyCommand, type InboundSample, type Scenarios } from "@perennial/conformance";
import type { InboundRequest } from "@perennial/contract";
import { rowIdOf } from "../write/command-key.ts";
import { CONTACT, conformanceWorld, WEBHOOK_SECRET } from "./conformance-world.ts";

const ABOUT = { customerId: CONTACT };
const AT = 1_772_442_000_000;

/** What the commands of the suite write, each id something else. */
const commands: NonNullable<Scenarios["commands"]> = {
  "put-call": (id) => ({ ...anyCommand("put-call", id), ...ABOUT }),
  "withdraw-call": (id) => ({ ...anyCommand("withdraw-call", id), ...ABOUT, callId: `call-${id}` }),
  "create-task": (id) => ({ ...anyCommand("create-task", id), ...ABOUT }),
  "update-record": (id) => ({
    ...anyCommand("update-record", id),
    ...{ ...ABOUT, recordId: CONTACT, values: { tier: id } },
  }),
  "add-note": (id) => ({ ...anyCommand("add-note", id), ...ABOUT }),
  // Each is another customer's: what one has said no to cannot be told from a second no.
  "update-consent": (id) => ({
    ...anyCommand("update-consent", id),
    customerId: rowIdOf("contact", id),
  }),
};

function delivery(message: string, more: object): InboundRequest {
  const context = {
    ...{ OperationId: `0f0e0d0c-0000-4000-8000-${message.padEnd(12, "0").slice(0, 12)}` },
    ...{ PrimaryEntityName: "contact", PrimaryEntityId: CONTACT, MessageName: message },
    ...{ InitiatingUserId: "22222222-2222-4333-8444-555555555555", Depth: 1 },
    OperationCreatedOn: `/Date(${AT}+0000)/`,
    InputParameters: [],
    ...more,
  };
  return {
    method: "POST",
    url: "https://perennial.example/hooks/conn-1",
    headers: { "content-type": "application/json" },
    body: JSON.stringify(context),
  };
}

function written(attributes: Readonly<Record<string, unknown>>) {
  const Attributes = Object.entries(attributes).map(([key, value]) => ({ key, value }));
  const value = { LogicalName: "contact", Id: CONTACT, Attributes };
  return { InputParameters: [{ key: "Target", value }] };
}

const samples: readonly InboundSample[] = [
  {
    name: "a contact that changed, to be read anew",
    request: delivery("Update", written({ emailaddress1: "anna@example.com" })),
    means: [],
  },
  {
    name: "a contact that was deleted",
    request: delivery("Delete", {}),
    means: [],
  },
  {
    name: "a no to bulk mail",
    request: delivery("Create", written({ donotbulkemail: true, donotphone: false })),
    means: [
      {
        type: "consent.changed",
        at: new Date(AT).toISOString(),
        consent: { customerId: CONTACT, channel: "email", state: "withdrawn" },
      },
    ],
  },
];

/** What Dynamics takes and tells, for the conformance suite. */
export const dynamicsScenarios: Scenarios = {
  world: conformanceWorld,
  commands,
  refused: {
    command: (id) => ({
      ...anyCommand("update-record", id),
      ...{ ...ABOUT, recordId: CONTACT, values: { phase: "lost" } },
    }),
    words: 'the column prnl_phase has no choice for phase "lost"',
  },
  inbound: {
    samples,
    unknown: delivery("Assign", { PrimaryEntityName: "territory" }),
    sign: (request) => ({
      ...request,
      headers: { ...request.headers, "x-perennial-key": WEBHOOK_SECRET },
    }),
  },
  absent: {
    "uninstall.access":
      "an app cannot end its own consent: an administrator takes it out of the tenant",
    "inbound.signed-body":
      "Dataverse signs nothing: a webhook shows a secret, and what it says is read anew (crm/dynamics.md, 3.2)",
    "inbound.signed-time": "Dataverse signs nothing, and its secret has no time",
  },
};
