import { shortened } from "@perennial/connector-kit";
import type { CreateTask } from "@perennial/contract";
import { z } from "zod";
import type { GraphClient } from "../graph-client.ts";
import { beforehand } from "../not-done.ts";
import { readAll } from "./graph-pages.ts";
import { type ZonedMoment, zonedMoment } from "./zoned-moment.ts";

/** The list that tasks of ours are in, so that nobody's own lists are read to find one again. */
const LIST = "Perennial";
const LONGEST_TITLE = 255;
const MANY = "100";

const Made = z.looseObject({ id: z.string().min(1) });
const List = z.looseObject({ id: z.string().min(1), displayName: z.string() });
const Task = z.looseObject({
  id: z.string().min(1),
  linkedResources: z.array(z.looseObject({ externalId: z.string().nullish() })).nullish(),
});

/** What a task of To Do is made of. */
export interface TodoOrder {
  readonly client: GraphClient;
  /** Whose it is. */
  readonly account: string;
  readonly command: CreateTask;
  /** For whom it was meant who is nobody in Dynamics. */
  readonly role: string | undefined;
  /** Where the customer is looked at. */
  readonly webUrl: string;
  readonly timeZone: string;
}

/**
 * Makes a task once and gives its id. To Do knows no word of the client's for it: the task carries the command as what it is
 * linked to, and is looked for by that before it is made. Throws a `ConnectorError`.
 */
export async function putTodoTask(order: TodoOrder): Promise<string> {
  const { client, account } = order;
  const lists = await beforehand(ownLists(order));
  const known = await beforehand(findIn(order, lists));
  if (known !== undefined) return known;
  const list = lists[0] ?? (await beforehand(makeList(order)));
  const path = ["users", account, "todo", "lists", list, "tasks"];
  return (await client.request({ method: "POST", path, json: taskOf(order) })).read(Made).id;
}

/** The task that was made for a command; undefined where there is none. Throws a `ConnectorError`. */
export async function findTodoTask(
  order: Pick<TodoOrder, "client" | "account" | "command">,
): Promise<string | undefined> {
  return findIn(order, await ownLists(order));
}

async function ownLists({ client, account }: Pick<TodoOrder, "client" | "account">) {
  const list = { path: ["users", account, "todo", "lists"], query: { $top: MANY } };
  const lists = await readAll(client, list, List);
  return lists.filter(({ displayName }) => displayName === LIST).map(({ id }) => id);
}

async function findIn(
  { client, account, command }: Pick<TodoOrder, "client" | "account" | "command">,
  lists: readonly string[],
): Promise<string | undefined> {
  for (const list of lists) {
    const path = ["users", account, "todo", "lists", list, "tasks"];
    const query = { $expand: "linkedResources", $top: MANY };
    const found = (await readAll(client, { path, query }, Task)).find(({ linkedResources }) =>
      linkedResources?.some(({ externalId }) => externalId === command.id),
    );
    if (found !== undefined) return found.id;
  }
  return undefined;
}

async function makeList({ client, account }: TodoOrder): Promise<string> {
  const path = ["users", account, "todo", "lists"];
  return (await client.request({ method: "POST", path, json: { displayName: LIST } })).read(Made)
    .id;
}

function taskOf({ command, role, webUrl, timeZone }: TodoOrder): object {
  const { id, title, body, dueAt } = command;
  const content = [body, role].filter((text) => text !== undefined && text.trim() !== "");
  const due = dueAt === undefined ? undefined : zonedMoment(dueAt, timeZone);
  return {
    title: shortened(title, LONGEST_TITLE),
    body: { contentType: "text", content: content.join("\n\n") },
    ...(due !== undefined && whenDue(due)),
    linkedResources: [
      { webUrl, applicationName: LIST, displayName: "Dynamics 365", externalId: id },
    ],
  };
}

function whenDue(due: ZonedMoment): object {
  return { dueDateTime: due, isReminderOn: true, reminderDateTime: due };
}
