import { createHmac } from "node:crypto";
import { anyCommand, type Scenarios } from "@perennial/conformance";
import type { Command, InboundRequest } from "@perennial/contract";
import type { Org } from "@perennial/simulators";
import { wholeId } from "../whole-id.ts";
import { TASK_KEY } from "../write/task.ts";
import { conformanceWorld } from "./conformance-world.ts";
import { installPackage } from "./install-package.ts";
import { REGISTERED } from "./registered-app.ts";

/** The last letters of the ids of the contacts that commands are about, in the order in which an org gives them. */
const NUMBERS = [..."123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** A command's contact: each id has one of its own, as far as there are so many. */
function about(id: string): { readonly customerId: string } {
  const sum = [...id].reduce((all, letter) => (all * 31 + (letter.codePointAt(0) ?? 0)) % 9_973, 7);
  const letter = NUMBERS[sum % NUMBERS.length] ?? "1";
  return { customerId: wholeId(`003Qz000000000${letter}`) };
}

/** An org with our package and the contacts that commands are about. */
function fill({ staff }: Org): void {
  installPackage(staff);
  staff.fill(
    "Contact",
    NUMBERS.map((letter) => ({ LastName: `Ek ${letter}` })),
  );
}

/** Makes the call that a command withdraws. */
function prepare({ staff }: Org, command: Command): void {
  if (command.kind !== "withdraw-call") return;
  staff.create("Task", {
    ...{ [TASK_KEY]: command.callId, WhoId: command.customerId, Subject: "Anna Ek" },
    ...{ TaskSubtype: "Call", Status: "Not Started" },
  });
}

/** What Salesforce takes and tells, for the conformance suite. */
export const salesforceScenarios: Scenarios = {
  world: (clock) => conformanceWorld(clock, { fill, prepare }),
  commands: {
    "put-call": (id) => ({ ...anyCommand("put-call", id), ...about(id) }),
    "withdraw-call": (id) => ({
      ...anyCommand("withdraw-call", id),
      ...{ ...about(id), callId: `call-${id}` },
    }),
    "create-task": (id) => ({ ...anyCommand("create-task", id), ...about(id) }),
    "update-record": (id) => ({
      ...anyCommand("update-record", id),
      ...{ ...about(id), recordId: about(id).customerId, values: { tier: id } },
    }),
    "add-note": (id) => ({ ...anyCommand("add-note", id), ...about(id) }),
    "update-consent": (id) => ({ ...anyCommand("update-consent", id), ...about(id) }),
  },
  refused: {
    command: (id) => ({
      ...anyCommand("update-record", id),
      ...{ ...about(id), recordId: about(id).customerId, values: { phase: "lost" } },
    }),
    words: 'the field perennial__Phase__c has no value "lost"',
  },
  launch: {
    request: {
      ...{ method: "POST", url: "https://perennial.example/apps/salesforce/launch", headers: {} },
      body: JSON.stringify({
        algorithm: "HMACSHA256",
        context: {
          user: { userId: "005Qz00000AbCdE", email: "eva@example.com" },
          organization: { organizationId: "00DQz00000AbCdE" },
        },
      }),
    },
    launch: { account: wholeId("00DQz00000AbCdE"), user: "eva@example.com" },
    sign: canvasForm,
  },
};

function canvasForm(request: InboundRequest): InboundRequest {
  const envelope = Buffer.from(request.body).toString("base64");
  const signature = createHmac("sha256", REGISTERED.clientSecret).update(envelope).digest("base64");
  const form = new URLSearchParams({ signed_request: `${signature}.${envelope}` });
  return { ...request, body: form.toString() };
}
