import { shortened } from "@perennial/connector-kit";
import type { Command, Instant } from "@perennial/contract";
import { z } from "zod";
import { commandOf, madeFor, markedWith, WITH_MARK } from "../command-mark.ts";
import type { GraphClient } from "../graph-client.ts";
import { readAll } from "./graph-pages.ts";
import { zonedMoment } from "./zoned-moment.ts";

/** How long what has a time is set down for, in milliseconds. */
const LENGTH = 30 * 60_000;
const LONGEST_SUBJECT = 255;
const REMINDER_MINUTES = 15;
/** Two who make the same at once: Graph takes one of them. */
const THERE_ALREADY = 409;

const Event = z.looseObject({
  id: z.string().min(1),
  singleValueExtendedProperties: z
    .array(z.object({ id: z.string(), value: z.string() }))
    .optional(),
});

/** An event, and what it is for. */
export interface EventPlan {
  readonly commandId: string;
  readonly subject: string;
  readonly text: string;
  readonly start: Instant;
  readonly end: Instant;
  /** Whether it is set anew where it is there already; what people did with it stays otherwise. */
  readonly replaces: boolean;
}

/** Whose calendar. */
export interface CalendarOf {
  readonly client: GraphClient;
  readonly account: string;
}

/** The event that a command has; undefined where it names no time. A call is made before it is of no use. Pure. */
export function eventPlan(command: Command): EventPlan | undefined {
  const commandId = command.id;
  if (command.kind === "create-task" && command.dueAt !== undefined) {
    const { title, body, dueAt } = command;
    const times = { start: dueAt, end: moved(dueAt, LENGTH) };
    return { commandId, subject: title, text: body, ...times, replaces: false };
  }
  if (command.kind === "put-call" && command.expiresAt !== undefined) {
    const { name, phone, reason, offer, script, expiresAt } = command;
    const texts = [`${name}, ${phone}`, reason, offer, script];
    const text = texts.filter((each) => each !== undefined && each !== "").join("\n\n");
    const start = moved(expiresAt, -LENGTH);
    const times = { start, end: expiresAt };
    return { commandId, subject: `${name}: ${reason}`, text, ...times, replaces: true };
  }
  return undefined;
}

/** Makes an event once, or changes the one that is there to what it is now. Throws a `ConnectorError`. */
export async function putEvent(
  calendar: CalendarOf,
  plan: EventPlan,
  timeZone: string,
): Promise<void> {
  const { client, account } = calendar;
  const path = ["users", account, "events"];
  const [known] = await findEvents(calendar, plan.commandId);
  const json = eventOf(plan, timeZone);
  if (known !== undefined) {
    if (!plan.replaces) return;
    await client.request({ method: "PATCH", path: [...path, known], json });
    return;
  }
  const made = { ...json, transactionId: plan.commandId, ...markedWith(plan.commandId) };
  await client.request({ method: "POST", path, json: made, accept: [THERE_ALREADY] });
}

/** Takes an event out of the calendar; one that is not there needs nothing. Throws a `ConnectorError`. */
export async function removeEvent(calendar: CalendarOf, commandId: string): Promise<void> {
  const { client, account } = calendar;
  for (const id of await findEvents(calendar, commandId))
    await client.request({
      method: "DELETE",
      path: ["users", account, "events", id],
      accept: [404],
    });
}

/** The events that were made for a command, by id. Throws a `ConnectorError`. */
export async function findEvents(
  { client, account }: CalendarOf,
  commandId: string,
): Promise<readonly string[]> {
  const query = { $filter: madeFor(commandId), $select: "id", $expand: WITH_MARK };
  const events = await readAll(client, { path: ["users", account, "events"], query }, Event);
  return events.filter((event) => commandOf(event) === commandId).map(({ id }) => id);
}

function eventOf({ subject, text, start, end }: EventPlan, timeZone: string): object {
  return {
    subject: shortened(subject, LONGEST_SUBJECT),
    body: { contentType: "text", content: text },
    start: zonedMoment(start, timeZone),
    end: zonedMoment(end, timeZone),
    ...{ isReminderOn: true, reminderMinutesBeforeStart: REMINDER_MINUTES },
    // It keeps nobody from booking the hour.
    showAs: "tentative",
  };
}

function moved(at: Instant, milliseconds: number): Instant {
  return new Date(Date.parse(at) + milliseconds).toISOString();
}
