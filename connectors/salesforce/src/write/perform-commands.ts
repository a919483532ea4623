import { performInParts } from "@perennial/connector-kit";
import type { Command, Receipt } from "@perennial/contract";
import type { OrgTools } from "../org-tools.ts";
import type { TaskCommand } from "./task.ts";
import { withdrawCalls } from "./withdraw-calls.ts";
import { type RecordCommand, writeRecords } from "./write-records.ts";
import { writeTasks } from "./write-tasks.ts";

/** Makes a session's `perform`. A call that is put and withdrawn in the same go is put first. */
export function performCommands(
  tools: OrgTools,
): (commands: readonly Command[]) => Promise<readonly Receipt[]> {
  return performInParts("salesforce", [
    (all) => writeRecords(tools, all.filter(isRecord)),
    (all) => writeTasks(tools, all.filter(isTask)),
    (all) =>
      withdrawCalls(
        tools,
        all.filter((one) => one.kind === "withdraw-call"),
      ),
  ]);
}

function isRecord(command: Command): command is RecordCommand {
  return command.kind === "update-record" || command.kind === "update-consent";
}

function isTask(command: Command): command is TaskCommand {
  return ["create-task", "put-call", "add-note"].includes(command.kind);
}
