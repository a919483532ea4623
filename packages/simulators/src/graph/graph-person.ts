import type { EntraUser } from "../entra/entra-options.ts";
import { Calendar, type CalendarEvent } from "./calendar/calendar.ts";
import { GraphMailbox, type MailboxSnapshot, type MailChange } from "./mail/mailbox.ts";
import { TodoLists, type TodoSnapshot } from "./todo/todo-lists.ts";

/** What a person is kept as over a restart. */
export interface GraphPersonSnapshot {
  readonly mailbox: MailboxSnapshot;
  readonly todo: TodoSnapshot;
  readonly events: readonly CalendarEvent[];
}

/** What one person has in Microsoft 365. */
export class GraphPerson {
  readonly mailbox: GraphMailbox;
  readonly todo: TodoLists;
  readonly calendar: Calendar;

  constructor(user: EntraUser, now: () => string, onMail: (change: MailChange) => void) {
    this.mailbox = new GraphMailbox({ name: user.name, address: user.upn }, now, onMail);
    this.todo = new TodoLists(user.id, now);
    this.calendar = new Calendar(user.id, now);
  }

  snapshot(): GraphPersonSnapshot {
    return {
      mailbox: this.mailbox.snapshot(),
      todo: this.todo.snapshot(),
      events: this.calendar.events,
    };
  }

  restore(snapshot: GraphPersonSnapshot): void {
    this.mailbox.restore(snapshot.mailbox);
    this.todo.restore(snapshot.todo);
    this.calendar.load(snapshot.events);
  }
}
