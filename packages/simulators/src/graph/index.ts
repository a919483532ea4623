/** A strict, stateful Microsoft Graph: mail, tasks, calendars and change notifications of one tenant's people. */
export type { CalendarEvent } from "./calendar/calendar.ts";
export type { GraphSubscription, LifecycleEvent } from "./delivery/subscriptions.ts";
export * from "./graph.ts";
export type { GraphAct, GraphOptions } from "./graph-options.ts";
export type { GraphPerson } from "./graph-person.ts";
export type { GraphTrouble } from "./graph-trouble.ts";
export type { IncomingMail } from "./mail/mailbox.ts";
export type { MailMessage } from "./mail/message.ts";
export type { TodoList, TodoTask } from "./todo/todo-lists.ts";
