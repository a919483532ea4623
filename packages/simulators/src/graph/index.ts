/**
 * A strict, stateful Microsoft Graph: mail, tasks, calendars and change notifications of one tenant's people. What
 * learn.microsoft.com/graph does not say, and so is ours: that a path takes either id of a mail, that a mail which comes back into
 * a folder counts as created in its delta, that the links of a task are shown by `$expand` alone, and that a second event
 * with a `transactionId` is answered with the first. Not there: folders but four, searches, permissions of delegates.
 */
export type { CalendarEvent } from "./calendar/calendar.ts";
export type { GraphSubscription, LifecycleEvent } from "./delivery/subscriptions.ts";
export * from "./graph.ts";
export type { GraphAct, GraphOptions } from "./graph-options.ts";
export type { GraphPerson } from "./graph-person.ts";
export type { GraphTrouble } from "./graph-trouble.ts";
export type { GraphMailbox, IncomingMail } from "./mail/mailbox.ts";
export type { MailMessage } from "./mail/message.ts";
export type { TodoList, TodoTask } from "./todo/todo-lists.ts";
