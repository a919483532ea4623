import { dateIn, shortened } from "@perennial/connector-kit";
import type { AddNote, CreateTask, LocalDate, PutCall } from "@perennial/contract";

/** The commands that become tasks of Salesforce's. */
export type TaskCommand = CreateTask | PutCall | AddNote;

/**
 * The standard field of tasks that a command's id stands in, so that a repeat finds what it made (Salesforce, Object Reference, Task:
 * "CallObject", up to 255 letters, which can be filtered by).
 */
export const TASK_KEY = "CallObject";

/** Letters of a subject and a description (Salesforce, Object Reference, Task). */
const [LONGEST_SUBJECT, LONGEST_TEXT] = [255, 32_000];

/** A task as it is to be in Salesforce. */
export interface OrgTask {
  readonly command: TaskCommand;
  readonly values: Readonly<Record<string, string>>;
  /** Whether putting it again changes the one that is there; a task that people work with is theirs otherwise. */
  readonly replaces: boolean;
}

/** What a task is filled with beside its command. */
export interface TaskContext {
  readonly now: string;
  /** The org's, an IANA name: a task is due on a day. */
  readonly timeZone: string;
  /** The user the task is for; where it is missing it stays with Perennial's own. */
  readonly ownerId: string | undefined;
  /** What the org calls a task that is done. */
  readonly closed: string;
}

/** A command as a task. */
export function taskOf(command: TaskCommand, context: TaskContext): OrgTask {
  if (command.kind === "add-note") return noteTask(command, context);
  return command.kind === "put-call" ? callTask(command, context) : workTask(command, context);
}

/** A task for a person at the company. */
function workTask(command: CreateTask, { now, timeZone, ownerId }: TaskContext): OrgTask {
  const { assignee, title, body, dueAt } = command;
  // A role that is nobody's name or address in Salesforce must still be seen by whoever picks the task.
  const role = ownerId === undefined ? assignee : undefined;
  return {
    ...{ command, replaces: false },
    values: {
      ...{ [TASK_KEY]: command.id, Subject: shortened(title, LONGEST_SUBJECT) },
      ...{ Description: textOf([body, role]), ActivityDate: dateIn(timeZone, dueAt ?? now) },
      ...{
        Priority: "Normal",
        TaskSubtype: "Task",
        ...(ownerId !== undefined && { OwnerId: ownerId }),
      },
    },
  };
}

/** A call to make: on the list of calls, with why and what to say. */
function callTask(command: PutCall, { now, timeZone, ownerId }: TaskContext): OrgTask {
  const { name, phone, reason, offer, script, priority, agreed, expiresAt } = command;
  return {
    ...{ command, replaces: true },
    values: {
      ...{ [TASK_KEY]: command.id, Subject: shortened(`${name}: ${reason}`, LONGEST_SUBJECT) },
      Description: textOf([`${name}, ${phone}`, reason, offer, script]),
      ActivityDate: agreed?.date ?? dateIn(timeZone, expiresAt ?? now),
      Priority: priorityWord(priority),
      ...{ TaskSubtype: "Call", CallType: "Outbound" },
      ...(ownerId !== undefined && { OwnerId: ownerId }),
    },
  };
}

/** What was said to a customer, as a task that is done. */
function noteTask(command: AddNote, { timeZone, closed }: TaskContext): OrgTask {
  const { text, at, channel } = command;
  const day: LocalDate = dateIn(timeZone, at);
  return {
    ...{ command, replaces: false },
    values: {
      ...{ [TASK_KEY]: command.id, Subject: shortened(text.split("\n")[0] ?? "", LONGEST_SUBJECT) },
      ...{ Description: textOf([text]), ActivityDate: day, Status: closed, Priority: "Normal" },
      TaskSubtype: channel === "email" ? "Email" : "Task",
    },
  };
}

/** Texts as Salesforce shows them: plain, with empty lines between. */
export function textOf(texts: readonly (string | undefined)[]): string {
  const shown = texts.filter((text) => text !== undefined && text.trim() !== "");
  return shortened(shown.join("\n\n"), LONGEST_TEXT);
}

function priorityWord(priority: number): string {
  if (priority >= 67) return "High";
  return priority >= 34 ? "Normal" : "Low";
}
