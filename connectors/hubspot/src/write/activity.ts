import type { AddNote, CreateTask, PutCall } from "@perennial/contract";
import { recordTarget } from "./record-target.ts";

/** The kinds of HubSpot's activities that we make, as paths name them. */
export const ACTIVITY_PATHS = ["tasks", "notes", "communications"] as const;
export type ActivityPath = (typeof ACTIVITY_PATHS)[number];

/** The property that holds an activity's text. */
export const BODY_OF: Readonly<Record<ActivityPath, string>> = {
  tasks: "hs_task_body",
  notes: "hs_note_body",
  communications: "hs_communication_body",
};

/** The ids of associations from an activity (crm/hubspot.md, 2.9). */
const ASSOCIATION: Readonly<
  Record<ActivityPath, { readonly contact: number; readonly deal: number }>
> = {
  tasks: { contact: 204, deal: 216 },
  notes: { contact: 202, deal: 214 },
  communications: { contact: 81, deal: 85 },
};

/** The longest body HubSpot keeps, less room for our mark (crm/hubspot.md, 5.4). */
const LONGEST_BODY = 65_000;
const LONGEST_SUBJECT = 250;

/** An activity as it is to be in HubSpot. */
export interface Activity {
  readonly commandId: string;
  readonly path: ActivityPath;
  readonly properties: Readonly<Record<string, string>>;
  /** The contact it is about; it may have been merged since. */
  readonly contactId: string;
  readonly dealId?: string;
  /** Whether putting it again changes the one that is there; a task that people work with is theirs otherwise. */
  readonly replaces: boolean;
}

/** What an activity is filled with beside its command. */
export interface ActivityContext {
  readonly now: string;
  /** The owner the task is for; nobody in particular where it is missing. */
  readonly ownerId?: string | undefined;
}

/** A task for a person at the company. */
export function taskActivity(command: CreateTask, { now, ownerId }: ActivityContext): Activity {
  const { assignee } = command;
  // A role that is nobody's name or address in HubSpot must still be seen by whoever picks the task.
  const role = ownerId === undefined && assignee !== undefined ? [assignee] : [];
  return {
    ...common(command, "tasks"),
    properties: {
      hs_timestamp: command.dueAt ?? now,
      hs_task_subject: shortened(command.title, LONGEST_SUBJECT),
      hs_task_body: paragraphs([command.body, ...role]),
      hs_task_status: "NOT_STARTED",
      hs_task_type: "TODO",
      ...(ownerId === undefined ? {} : { hubspot_owner_id: ownerId }),
    },
    replaces: false,
  };
}

/** A call to make, as a task of the kind that HubSpot's dialer goes through. */
export function callActivity(command: PutCall, { now, ownerId }: ActivityContext): Activity {
  const { name, phone, reason, offer, script, priority, agreed, expiresAt } = command;
  return {
    ...common(command, "tasks"),
    properties: {
      hs_timestamp: agreed?.dueBy ?? expiresAt ?? now,
      hs_task_subject: shortened(`${name}: ${reason}`, LONGEST_SUBJECT),
      hs_task_body: paragraphs([`${name}, ${phone}`, reason, offer, script]),
      hs_task_status: "NOT_STARTED",
      hs_task_type: "CALL",
      hs_task_priority: priorityWord(priority),
      ...(ownerId === undefined ? {} : { hubspot_owner_id: ownerId }),
    },
    replaces: true,
  };
}

/** A line on the contact's timeline: an SMS in HubSpot's log of them, all else as a note. */
export function noteActivity(command: AddNote): Activity {
  if (command.channel === "sms") {
    return {
      ...common(command, "communications"),
      properties: {
        hs_timestamp: command.at,
        hs_communication_channel_type: "SMS",
        hs_communication_logged_from: "CRM",
        hs_communication_body: paragraphs([command.text]),
      },
      replaces: false,
    };
  }
  return {
    ...common(command, "notes"),
    properties: { hs_timestamp: command.at, hs_note_body: paragraphs([command.text]) },
    replaces: false,
  };
}

/** The records that an activity is about, by the ids they have now. */
export type ActivityEnds = Pick<Activity, "contactId" | "dealId">;

/** What is sent for an activity's associations when it is made. */
export function associationsOf(
  path: ActivityPath,
  { contactId, dealId }: ActivityEnds,
): readonly object[] {
  const { contact, deal } = ASSOCIATION[path];
  const link = (id: string, associationTypeId: number) => ({
    to: { id },
    types: [{ associationCategory: "HUBSPOT_DEFINED", associationTypeId }],
  });
  return [link(contactId, contact), ...(dealId === undefined ? [] : [link(dealId, deal)])];
}

/** Texts as HubSpot shows them: it takes HTML, so what people wrote is escaped. */
export function paragraphs(texts: readonly (string | undefined)[]): string {
  const shown = texts.filter((text) => text !== undefined && text.trim() !== "");
  return shortened(
    shown.map((text) => escaped(String(text)).replace(/\r?\n/g, "<br>")).join("<br><br>"),
    LONGEST_BODY,
  );
}

function common(
  command: CreateTask | PutCall | AddNote,
  path: ActivityPath,
): Pick<Activity, "commandId" | "path" | "contactId" | "dealId"> {
  const agreement =
    command.agreementId === undefined ? undefined : recordTarget("agreement", command.agreementId);
  return {
    commandId: command.id,
    path,
    contactId: command.customerId,
    ...(agreement?.path === "deals" ? { dealId: agreement.id } : {}),
  };
}

function priorityWord(priority: number): string {
  if (priority >= 67) return "HIGH";
  return priority >= 34 ? "MEDIUM" : "LOW";
}

function escaped(text: string): string {
  return text
    .toWellFormed()
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}

function shortened(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, most - 1).toWellFormed()}…` : text;
}
