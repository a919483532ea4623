import { parseFilter } from "../../dataverse/odata/filter-parser.ts";
import type { DoorAnswer } from "../../door/door-request.ts";
import { eventBody } from "../calendar/calendar.ts";
import { badRequest, GraphRefusal } from "../graph-refusal.ts";
import { taskBody } from "../todo/todo-lists.ts";
import { withLinks, withProperty } from "./expand.ts";
import {
  type GraphCall,
  mailboxOwner,
  needRole,
  onlyQuery,
  paged,
  personOf,
  selected,
  userOf,
} from "./graph-call.ts";
import { onlyProperties, readJson, textOf } from "./json-shape.ts";
import { filterOf } from "./object-filter.ts";

const TASKS = "Tasks.ReadWrite.All";
const CALENDARS = "Calendars.ReadWrite";

/** `GET /users/{id}/todo/lists`. */
export function listTodoLists(call: GraphCall): DoorAnswer {
  needRole(call, TASKS, "Tasks.Read.All");
  return { status: 200, body: { value: personOf(call).todo.lists } };
}

/** `POST /users/{id}/todo/lists`. */
export function createTodoList(call: GraphCall): DoorAnswer {
  needRole(call, TASKS);
  const body = readJson(call.request);
  onlyProperties(body, "todoTaskList", ["displayName"]);
  const name = textOf(body, "displayName");
  if (name === undefined)
    throw badRequest("Required property 'displayName' is missing.", "invalidRequest");
  return { status: 201, body: personOf(call).todo.addList(name) };
}

/** `GET /users/{id}/todo/lists/{list}/tasks`. */
export function listTasks(call: GraphCall): DoorAnswer {
  needRole(call, TASKS, "Tasks.Read.All");
  onlyQuery(call, "$select", "$filter", "$top", "$skip", "$expand");
  const { todo } = personOf(call);
  const tasks = todo.tasks(todo.list(call.params.list ?? "").id);
  const bodies = tasks.map((one) => withLinks(call, taskBody(one)));
  const filter = call.query.get("$filter");
  const kept = filter === null ? bodies : bodies.filter(filterOf(parseFilter(filter), "todoTask"));
  return paged(call, kept, "todoTask");
}

/** `POST /users/{id}/todo/lists/{list}/tasks` (crm/dynamics.md, 1.5). */
export function createTask(call: GraphCall): DoorAnswer {
  needRole(call, TASKS);
  const { todo } = personOf(call);
  const list = todo.list(call.params.list ?? "");
  const task = todo.create(list.id, readJson(call.request));
  call.desk.log({
    act: "create-task",
    userId: userOf(call).id,
    listId: list.id,
    id: task.id,
    title: task.title,
  });
  return { status: 201, body: withLinks(call, taskBody(task)) };
}

/** `GET`, `PATCH` and `DELETE /users/{id}/todo/lists/{list}/tasks/{task}`. */
export function oneTask(call: GraphCall): DoorAnswer {
  const { method } = call.request;
  needRole(call, ...(method === "GET" ? [TASKS, "Tasks.Read.All"] : [TASKS]));
  const { todo } = personOf(call);
  const task = todo.task(call.params.list ?? "", call.params.task ?? "");
  if (method === "PATCH")
    return {
      status: 200,
      body: withLinks(call, taskBody(todo.change(task, readJson(call.request)))),
    };
  if (method !== "DELETE") return { status: 200, body: withLinks(call, taskBody(task)) };
  todo.remove(task);
  return { status: 204 };
}

/** `GET /users/{id}/events`. */
export function listEvents(call: GraphCall): DoorAnswer {
  needRole(call, CALENDARS, "Calendars.Read");
  onlyQuery(call, "$select", "$filter", "$top", "$skip", "$expand");
  const filter = call.query.get("$filter");
  const passes = filter === null ? () => true : filterOf(parseFilter(filter), "event");
  const kept = mailboxOwner(call)
    .calendar.events.map((one) => ({ body: eventBody(one), one }))
    .filter(({ body, one }) => passes({ ...body, singleValueExtendedProperties: one.properties }))
    .map(({ body, one }) => withProperty(call, body, one.properties));
  return paged(call, kept, "event");
}

/** `POST /users/{id}/events`; a second one with the same `transactionId` gives the first. */
export function createEvent(call: GraphCall): DoorAnswer {
  needRole(call, CALENDARS);
  const { event, isNew } = mailboxOwner(call).calendar.create(readJson(call.request));
  if (isNew)
    call.desk.log({
      act: "create-event",
      userId: userOf(call).id,
      id: event.id,
      subject: event.subject,
    });
  return { status: 201, body: eventBody(event) };
}

/** `GET`, `PATCH` and `DELETE /users/{id}/events/{event}`. */
export function oneEvent(call: GraphCall): DoorAnswer {
  const isGet = call.request.method === "GET";
  needRole(call, ...(isGet ? [CALENDARS, "Calendars.Read"] : [CALENDARS]));
  const { calendar } = mailboxOwner(call);
  const event = calendar.event(call.params.event ?? "");
  if (isGet) return { status: 200, body: eventBody(event) };
  if (call.request.method === "PATCH")
    return { status: 200, body: eventBody(calendar.change(event, readJson(call.request))) };
  calendar.remove(event);
  return { status: 204 };
}

/** `GET /users`. */
export function listUsers(call: GraphCall): DoorAnswer {
  needRole(call, "User.Read.All");
  onlyQuery(call, "$select", "$filter", "$top");
  const bodies = call.desk.users.map(userBody);
  const filter = call.query.get("$filter");
  const kept = filter === null ? bodies : bodies.filter(filterOf(parseFilter(filter), "user"));
  return paged(call, kept, "user");
}

/** `GET /users/{id}`. */
export function getUser(call: GraphCall): DoorAnswer {
  needRole(call, "User.Read.All");
  onlyQuery(call, "$select");
  const key = (call.params.user ?? "").toLowerCase();
  const user = call.desk.users.find(({ id, upn }) => id === key || upn.toLowerCase() === key);
  if (user === undefined)
    throw new GraphRefusal(
      404,
      "Request_ResourceNotFound",
      `Resource '${call.params.user}' does not exist or one of its queried reference-property objects are not present.`,
    );
  return { status: 200, body: selected(call, userBody(user), "user") };
}

function userBody({ id, name, upn }: GraphCall["desk"]["users"][number]) {
  return { id, displayName: name, mail: upn, userPrincipalName: upn };
}
