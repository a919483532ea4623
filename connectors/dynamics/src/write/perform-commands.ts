import { performEach, performInParts } from "@perennial/connector-kit";
import type { Command, CommandKind, Receipt } from "@perennial/contract";
import type { DynamicsTools } from "../dynamics-tools.ts";
import { type UpdateCommand, updateRows } from "./update-rows.ts";
import { addNotes, createTask, putCall, withdrawCall } from "./write-activities.ts";

/** Requests under way at once: the service takes 52 of all who use the organisation as us (crm/dynamics.md, 4). */
const TOGETHER = 6;

/** Makes a session's `perform`. A call that is put and withdrawn in the same go is put first. */
export function performCommands(
  tools: DynamicsTools,
): (commands: readonly Command[]) => Promise<readonly Receipt[]> {
  const each = performEach({
    ...{ connector: "dynamics", context: tools.context, concurrency: TOGETHER },
    handlers: {
      "create-task": (command) => createTask(tools, command),
      "put-call": (command) => putCall(tools, command),
      "withdraw-call": (command) => withdrawCall(tools, command),
    },
  });
  const of =
    (...kinds: readonly CommandKind[]) =>
    (all: readonly Command[]) =>
      each(all.filter(({ kind }) => kinds.includes(kind)));
  return performInParts("dynamics", [
    (all) => updateRows(tools, all.filter(isUpdate)),
    of("create-task", "put-call"),
    of("withdraw-call"),
    (all) =>
      addNotes(
        tools,
        all.filter((one) => one.kind === "add-note"),
      ),
  ]);
}

function isUpdate(command: Command): command is UpdateCommand {
  return command.kind === "update-record" || command.kind === "update-consent";
}
