import type { GraphHandler } from "./graph-call.ts";
import {
  createDraft,
  deleteMessage,
  getMessage,
  listMessages,
  reply,
  sendDraft,
  sendMail,
  teamsMessage,
  updateMessage,
} from "./mail-api.ts";
import { messagesDelta } from "./mail-delta.ts";
import {
  createEvent,
  createTask,
  createTodoList,
  getUser,
  listEvents,
  listTasks,
  listTodoLists,
  listUsers,
  oneEvent,
  oneTask,
} from "./work-api.ts";

/** What answers a request and what its path says. */
export interface GraphRoute {
  readonly handler: GraphHandler;
  readonly params: Readonly<Record<string, string>>;
}

const MESSAGE = "users/:user/messages/:message";
const FOLDER = "users/:user/mailFolders/:folder/messages";
const TASKS = "users/:user/todo/lists/:list/tasks";

const TABLE: readonly (readonly [methods: string, path: string, handler: GraphHandler])[] = [
  ["GET", "users", listUsers],
  ["GET", "users/:user", getUser],
  ["POST", "users/:user/sendMail", sendMail],
  ["GET", "users/:user/messages", listMessages],
  ["POST", "users/:user/messages", createDraft],
  ["GET", MESSAGE, getMessage],
  ["PATCH", MESSAGE, updateMessage],
  ["DELETE", MESSAGE, deleteMessage],
  ["POST", `${MESSAGE}/send`, sendDraft],
  ["POST", `${MESSAGE}/reply`, reply],
  ["GET", FOLDER, listMessages],
  ["GET", `${FOLDER}/delta`, messagesDelta],
  ["GET", "users/:user/todo/lists", listTodoLists],
  ["POST", "users/:user/todo/lists", createTodoList],
  ["GET", TASKS, listTasks],
  ["POST", TASKS, createTask],
  ["GET PATCH DELETE", `${TASKS}/:task`, oneTask],
  ["GET", "users/:user/events", listEvents],
  ["POST", "users/:user/events", createEvent],
  ["GET PATCH DELETE", "users/:user/events/:event", oneEvent],
  ["POST", "teams/:team/channels/:channel/messages", teamsMessage],
  ["POST", "chats/:chat/messages", teamsMessage],
];

const ROUTES = TABLE.map(([methods, path, handler]) => ({
  methods: methods.split(" "),
  handler,
  parts: path.split("/"),
}));

/** Finds what answers a path below the root; false where the path is there and the method is not. */
export function findRoute(method: string, path: string): GraphRoute | false | undefined {
  const parts = path.split("/");
  let isKnown = false;
  for (const route of ROUTES) {
    const params = matched(route.parts, parts);
    if (params === undefined) continue;
    if (route.methods.includes(method)) return { handler: route.handler, params };
    isKnown = true;
  }
  return isKnown ? false : undefined;
}

function matched(
  pattern: readonly string[],
  parts: readonly string[],
): Record<string, string> | undefined {
  if (pattern.length !== parts.length) return undefined;
  const params: Record<string, string> = {};
  for (const [index, part] of pattern.entries()) {
    const given = parts[index] ?? "";
    if (part.startsWith(":")) params[part.slice(1)] = given;
    else if (part.toLowerCase() !== given.toLowerCase()) return undefined;
  }
  return params;
}
