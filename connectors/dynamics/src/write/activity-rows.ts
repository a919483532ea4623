import type { AddNote, CreateTask, PutCall } from "@perennial/contract";
import type { KnownTable } from "../dynamics-tools.ts";
import { customerRow } from "../mapping/customer-id.ts";
import { PREFIX } from "../settings/write-back-settings.ts";
import type { TaskOwner } from "./task-owner.ts";

const LONGEST_SUBJECT = 200;
const LONGEST_PHONE = 200;
const [LOW, NORMAL, HIGH] = [0, 1, 2];
const FROM = 1;
const TO = 2;

/** The values of a row as the Web API takes them. */
export type RowValues = Readonly<Record<string, unknown>>;

/** A task for a person at the company. */
export function taskValues(command: CreateTask, { bind, role }: TaskOwner): RowValues {
  return {
    subject: shortened(command.title, LONGEST_SUBJECT),
    description: textOf([command.body, role]),
    ...(command.dueAt !== undefined && { scheduledend: command.dueAt }),
    ...ownedBy(bind),
    ...regarding(command.customerId, "task"),
  };
}

/** What of a call may change when it is put again; whether it was made, and whose it is, are the people's. */
export function callChanges(command: PutCall): RowValues {
  const { name, phone, reason, offer, script, priority, agreed, expiresAt } = command;
  const due = agreed?.dueBy ?? expiresAt;
  return {
    subject: shortened(`${name}: ${reason}`, LONGEST_SUBJECT),
    description: textOf([`${name}, ${phone}`, reason, offer, script]),
    phonenumber: phone.slice(0, LONGEST_PHONE),
    prioritycode: priorityOf(priority),
    ...(due !== undefined && { scheduledend: due }),
  };
}

/** A call to make, from whoever it is given to, to the customer. */
export function callValues(command: PutCall, { bind }: TaskOwner): RowValues {
  const { table, id } = customerRow(command.customerId);
  const caller = bind?.startsWith("/systemusers(")
    ? [{ "partyid_systemuser@odata.bind": bind, participationtypemask: FROM }]
    : [];
  const called = {
    [`partyid_${table}@odata.bind`]: `/${table}s(${id})`,
    participationtypemask: TO,
  };
  return {
    ...callChanges(command),
    directioncode: true,
    ...ownedBy(bind),
    ...regarding(command.customerId, "phonecall"),
    phonecall_activity_parties: [...caller, called],
  };
}

/** A line on the customer's timeline as a note, for organisations without our solution. */
export function noteValues({ customerId, text, at, channel }: AddNote): RowValues {
  const { table, id } = customerRow(customerId);
  return {
    subject: shortened(firstLine(text), LONGEST_SUBJECT),
    notetext: textOf([text, [channel, at].filter((part) => part !== undefined).join(", ")]),
    [`objectid_${table}@odata.bind`]: `/${table}s(${id})`,
  };
}

/** A line on the customer's timeline as an activity of our solution's, dated when it was. */
export function touchpointValues(
  { id, customerId, text, at, channel }: AddNote,
  { logicalName, columns }: Pick<KnownTable, "logicalName" | "columns">,
): RowValues {
  const own = {
    ...{ [`${PREFIX}_externalid`]: id, [`${PREFIX}_at`]: at, [`${PREFIX}_channel`]: channel },
    [`${PREFIX}_kind`]: channel === undefined ? "decision" : "contact",
    [`${PREFIX}_direction`]: channel === undefined ? undefined : "out",
  };
  return {
    ...{ subject: shortened(firstLine(text), LONGEST_SUBJECT), description: text, actualend: at },
    // An older solution may lack one of these, or hold it as something else than a word or a moment.
    ...Object.fromEntries(
      Object.entries(own).filter(([name, value]) => {
        const type = columns.get(name)?.type;
        return value !== undefined && (type === "String" || type === "DateTime");
      }),
    ),
    ...regarding(customerId, logicalName),
  };
}

function regarding(customerId: string, activity: string): RowValues {
  const { table, id } = customerRow(customerId);
  return { [`regardingobjectid_${table}_${activity}@odata.bind`]: `/${table}s(${id})` };
}

function ownedBy(bind: string | undefined): RowValues {
  return bind === undefined ? {} : { "ownerid@odata.bind": bind };
}

function priorityOf(priority: number): number | undefined {
  if (priority >= 67) return HIGH;
  return priority >= 34 ? NORMAL : LOW;
}

function textOf(texts: readonly (string | undefined)[]): string {
  return texts.filter((text) => text !== undefined && text.trim() !== "").join("\n\n");
}

function firstLine(text: string): string {
  return text.trim().split(/\r?\n/)[0] || "Perennial";
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
}
