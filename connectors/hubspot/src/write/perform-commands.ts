import { performInParts } from "@perennial/connector-kit";
import type { Command, Receipt } from "@perennial/contract";
import type { HubspotWriting } from "./hubspot-writing.ts";
import { updateConsents } from "./update-consents.ts";
import { updateRecords } from "./update-records.ts";
import { withdrawCalls } from "./withdraw-calls.ts";
import { type ActivityCommand, writeActivities } from "./write-activities.ts";

/** Makes a session's `perform`. A call that is put and withdrawn in the same go is put first. */
export function performCommands(
  writing: HubspotWriting,
): (commands: readonly Command[]) => Promise<readonly Receipt[]> {
  return performInParts("hubspot", [
    (all) =>
      updateRecords(
        writing,
        all.filter((one) => one.kind === "update-record"),
      ),
    (all) => writeActivities(writing, all.filter(isActivity)),
    (all) =>
      withdrawCalls(
        writing,
        all.filter((one) => one.kind === "withdraw-call"),
      ),
    (all) =>
      updateConsents(
        writing,
        all.filter((one) => one.kind === "update-consent"),
      ),
  ]);
}

function isActivity(command: Command): command is ActivityCommand {
  return ["create-task", "put-call", "add-note"].includes(command.kind);
}
