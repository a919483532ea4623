import { anyCommand, type Scenarios } from "@perennial/conformance";
import { type HubspotAct, optionsOf, type Portal } from "@perennial/simulators";
import { COMMAND_KEY } from "../write/activity-key.ts";
import type { HubspotWorld, WorldParts } from "./hubspot-world.ts";

/** The first record that a portal gets. */
const CONTACT = "1001";
/** The first type of subscription that a portal gets. */
const SUBSCRIPTION = "500001";
const ABOUT = { customerId: CONTACT };

/** What the commands of the suite write, each id something else. */
export const writeCommands: NonNullable<Scenarios["commands"]> = {
  "put-call": (id) => ({ ...anyCommand("put-call", id), ...ABOUT }),
  "withdraw-call": (id) => ({ ...anyCommand("withdraw-call", id), ...ABOUT, callId: `call-${id}` }),
  "create-task": (id) => ({ ...anyCommand("create-task", id), ...ABOUT }),
  "update-record": (id) => ({
    ...anyCommand("update-record", id),
    ...{ ...ABOUT, recordId: CONTACT, values: { tier: id } },
  }),
  "add-note": (id) => ({ ...anyCommand("add-note", id), ...ABOUT }),
  "update-consent": (id) => ({
    ...anyCommand("update-consent", id),
    ...ABOUT,
    to: `${id}@example.com`,
  }),
};

/** A value that the property has no option for. */
export const refusedWrite: NonNullable<Scenarios["refused"]> = {
  command: (id) => ({
    ...anyCommand("update-record", id),
    ...{ ...ABOUT, recordId: CONTACT, values: { phase: "lost" } },
  }),
  words: 'the property perennial_phase has no option "lost"',
};

/** A portal that has been made ready, as installing does it. */
export const writeParts: WorldParts = {
  settings: { consents: [{ subscriptionId: SUBSCRIPTION }] },
  fill({ staff, consents }) {
    consents.define("Nyheter");
    staff.addProperty("contacts", { name: "perennial_tier", type: "string" });
    const options = optionsOf("welcome", "develop", "retain");
    staff.addProperty("contacts", { name: "perennial_phase", type: "enumeration", options });
    for (const type of ["tasks", "notes", "communications"]) {
      staff.addProperty(type, { name: COMMAND_KEY, type: "string", hasUniqueValue: true });
    }
  },
  prepare(portal, command) {
    const { staff } = portal;
    if (staff.look("contacts", Number(CONTACT)) === undefined) {
      staff.create("contacts", { email: "anna.ek@example.com", firstname: "Anna" });
    }
    if (command.kind === "withdraw-call") putCall(portal, command.callId);
  },
};

function putCall({ staff }: Portal, callId: string): void {
  staff.create("tasks", {
    [COMMAND_KEY]: callId,
    hs_timestamp: "2026-03-02T09:00:00.000Z",
    hs_task_subject: "Anna Ek",
    hs_task_status: "NOT_STARTED",
    hs_task_type: "CALL",
  });
}

/** How many different things the app has done for us: what it sets to the same again is no other thing. */
export function takenBy({ hubspot }: Pick<HubspotWorld, "hubspot">): number {
  return new Set(hubspot.accepted.entries.flatMap(thingOf)).size;
}

function thingOf(act: HubspotAct): readonly string[] {
  if (act.act === "consent") return [`consent ${act.email} ${act.subscriptionId} ${act.status}`];
  if (act.act !== "create" && act.act !== "update") return [];
  const thing = `${act.objectType} ${act.id}`;
  return [act.objectType === "contacts" ? `${thing} ${JSON.stringify(act.properties)}` : thing];
}
