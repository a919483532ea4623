import { uuidFrom } from "../../id/uuid.ts";
import {
  flagOf,
  type Json,
  listOf,
  objectOf,
  onlyProperties,
  textOf,
  type ZonedMoment,
  zonedOf,
} from "../api/json-shape.ts";
import { badRequest, notFound } from "../graph-refusal.ts";
import { type ExtendedProperty, propertiesOf } from "../mail/message.ts";

/** An event of a calendar. */
export interface CalendarEvent {
  readonly id: string;
  readonly subject: string;
  readonly content: string;
  readonly start: ZonedMoment;
  readonly end: ZonedMoment;
  readonly attendees: readonly { readonly address: string; readonly name: string }[];
  /** The client's own word for this event: a second creation with it gives the first event. */
  readonly transactionId?: string;
  readonly properties: readonly ExtendedProperty[];
  readonly isReminderOn: boolean;
  readonly createdDateTime: string;
}

const PROPERTIES = [
  "subject",
  "body",
  "start",
  "end",
  "attendees",
  "transactionId",
  "location",
  "isAllDay",
  "isReminderOn",
  "reminderMinutesBeforeStart",
  "showAs",
  "categories",
  "importance",
  "singleValueExtendedProperties",
];

/** One person's calendar. */
export class Calendar {
  readonly #owner: string;
  readonly #now: () => string;
  readonly #events = new Map<string, CalendarEvent>();
  #made = 0;

  constructor(owner: string, now: () => string) {
    this.#owner = owner;
    this.#now = now;
  }

  get events(): readonly CalendarEvent[] {
    return [...this.#events.values()];
  }

  event(id: string): CalendarEvent {
    const event = this.#events.get(id);
    if (event === undefined) throw notFound("The specified object was not found in the store.");
    return event;
  }

  /** Makes an event, or gives the one that was made with the same `transactionId`. */
  create(value: Json): { readonly event: CalendarEvent; readonly isNew: boolean } {
    onlyProperties(value, "event", PROPERTIES);
    const transactionId = textOf(value, "transactionId");
    const known = this.events.find(
      (one) => transactionId !== undefined && one.transactionId === transactionId,
    );
    if (known !== undefined) return { event: known, isNew: false };
    const [start, end] = [zonedOf(value, "start"), zonedOf(value, "end")];
    if (start === undefined || end === undefined)
      throw badRequest(
        "The properties 'start' and 'end' must be set for an event.",
        "ErrorPropertyValidationFailure",
      );
    needOrder({ start, end });
    this.#made += 1;
    const event: CalendarEvent = {
      id: `AAMk${uuidFrom(this.#owner, "event", this.#made).replaceAll("-", "")}=`,
      subject: textOf(value, "subject") ?? "",
      content: textOf(objectOf(value, "body") ?? {}, "content") ?? "",
      start,
      end,
      attendees: listOf(value, "attendees").map(attendeeOf),
      ...(transactionId === undefined ? {} : { transactionId }),
      properties: propertiesOf(value),
      isReminderOn: flagOf(value, "isReminderOn", true),
      createdDateTime: this.#now(),
    };
    this.#events.set(event.id, event);
    return { event, isNew: true };
  }

  /** Changes an event; what is not named stays. */
  change(event: CalendarEvent, value: Json): CalendarEvent {
    onlyProperties(value, "event", PROPERTIES);
    if ("transactionId" in value)
      throw badRequest("The property 'transactionId' is read-only.", "ErrorInvalidPropertySet");
    const body = objectOf(value, "body");
    const changed = {
      ...event,
      subject: textOf(value, "subject") ?? event.subject,
      content: body === undefined ? event.content : (textOf(body, "content") ?? ""),
      start: zonedOf(value, "start") ?? event.start,
      end: zonedOf(value, "end") ?? event.end,
    };
    needOrder(changed);
    this.#events.set(event.id, changed);
    return changed;
  }

  remove(event: CalendarEvent): void {
    this.#events.delete(event.id);
  }

  load(events: readonly CalendarEvent[]): void {
    this.#events.clear();
    for (const event of events) this.#events.set(event.id, event);
    this.#made = events.length;
  }
}

/** An event as Graph shows it. */
export function eventBody(event: CalendarEvent): Record<string, unknown> {
  const { content, attendees, properties, ...rest } = event;
  return {
    ...rest,
    body: { contentType: "html", content },
    attendees: attendees.map((emailAddress) => ({ type: "required", emailAddress })),
  };
}

function needOrder({ start, end }: Pick<CalendarEvent, "start" | "end">): void {
  if (start.timeZone === end.timeZone && end.dateTime < start.dateTime)
    throw badRequest(
      "The end of an event must not be before its start.",
      "ErrorPropertyValidationFailure",
    );
}

function attendeeOf(value: Json): { address: string; name: string } {
  onlyProperties(value, "attendee", ["emailAddress", "type", "status"]);
  const given = objectOf(value, "emailAddress") ?? {};
  const address = textOf(given, "address") ?? "";
  if (!address.includes("@"))
    throw badRequest(`The attendee '${address}' is not valid.`, "ErrorInvalidRecipients");
  return { address, name: textOf(given, "name") ?? address };
}
