import { uuidFrom } from "../../id/uuid.ts";
import {
  flagOf,
  type Json,
  listOf,
  objectOf,
  onlyProperties,
  textOf,
  wordOf,
  type ZonedMoment,
  zonedOf,
} from "../api/json-shape.ts";
import { badRequest, notFound } from "../graph-refusal.ts";

/** A list of To Do. */
export interface TodoList {
  readonly id: string;
  readonly displayName: string;
  readonly wellknownListName: "defaultList" | "none";
}

/** A task of To Do. */
export interface TodoTask {
  readonly id: string;
  readonly listId: string;
  readonly title: string;
  readonly content: string;
  readonly contentType: "text" | "html";
  readonly importance: "normal" | "low" | "high";
  readonly status: "notStarted" | "inProgress" | "completed" | "waitingOnOthers" | "deferred";
  readonly isReminderOn: boolean;
  readonly dueDateTime?: ZonedMoment;
  readonly reminderDateTime?: ZonedMoment;
  readonly linkedResources: readonly {
    readonly id: string;
    readonly webUrl?: string;
    readonly applicationName?: string;
    readonly displayName?: string;
    readonly externalId?: string;
  }[];
  readonly createdDateTime: string;
  readonly lastModifiedDateTime: string;
  /** Grows with every change of these lists. */
  readonly version: number;
}

/** What the lists are kept as over a restart. */
export interface TodoSnapshot {
  readonly made: number;
  readonly version: number;
  readonly lists: readonly TodoList[];
  readonly tasks: readonly TodoTask[];
}

const PROPERTIES = [
  "title",
  "body",
  "importance",
  "status",
  "isReminderOn",
  "dueDateTime",
  "reminderDateTime",
  "startDateTime",
  "linkedResources",
  "categories",
];
const LINKED = ["webUrl", "applicationName", "displayName", "externalId"] as const;

/** One person's lists and tasks. */
export class TodoLists {
  readonly #owner: string;
  readonly #now: () => string;
  readonly #lists = new Map<string, TodoList>();
  readonly #tasks = new Map<string, TodoTask>();
  #made = 0;
  #version = 0;

  constructor(owner: string, now: () => string) {
    this.#owner = owner;
    this.#now = now;
    this.addList("Tasks", "defaultList");
  }

  get lists(): readonly TodoList[] {
    return [...this.#lists.values()];
  }

  get version(): number {
    return this.#version;
  }

  addList(
    displayName: string,
    wellknownListName: TodoList["wellknownListName"] = "none",
  ): TodoList {
    const list = { id: this.#id("list"), displayName, wellknownListName };
    this.#lists.set(list.id, list);
    return list;
  }

  list(id: string): TodoList {
    const list = this.#lists.get(id);
    if (list === undefined) throw notFound("Invalid task list id.", "invalidRequest");
    return list;
  }

  tasks(listId: string): readonly TodoTask[] {
    return [...this.#tasks.values()].filter((task) => task.listId === listId);
  }

  task(listId: string, id: string): TodoTask {
    const task = this.#tasks.get(id);
    if (task === undefined || task.listId !== listId)
      throw notFound("The specified object was not found in the store.");
    return task;
  }

  create(listId: string, value: Json): TodoTask {
    const read = readTask(value, (what) => this.#id(what));
    if (read.title === undefined || read.title === "")
      throw badRequest("Required property 'title' is missing.", "invalidRequest");
    const now = this.#now();
    return this.#put({
      content: "",
      contentType: "text",
      importance: "normal",
      status: "notStarted",
      isReminderOn: false,
      linkedResources: [],
      ...read,
      title: read.title,
      id: this.#id("task"),
      listId,
      createdDateTime: now,
      lastModifiedDateTime: now,
      version: 0,
    });
  }

  change(task: TodoTask, value: Json): TodoTask {
    const read = readTask(value, (what) => this.#id(what));
    return this.#put({ ...task, ...read, lastModifiedDateTime: this.#now() });
  }

  remove(task: TodoTask): void {
    this.#tasks.delete(task.id);
    this.#version += 1;
  }

  snapshot(): TodoSnapshot {
    return {
      made: this.#made,
      version: this.#version,
      lists: this.lists,
      tasks: [...this.#tasks.values()],
    };
  }

  restore(snapshot: TodoSnapshot): void {
    this.#made = snapshot.made;
    this.#version = snapshot.version;
    this.#lists.clear();
    this.#tasks.clear();
    for (const list of snapshot.lists) this.#lists.set(list.id, list);
    for (const task of snapshot.tasks) this.#tasks.set(task.id, task);
  }

  #put(task: TodoTask): TodoTask {
    this.#version += 1;
    const kept = { ...task, version: this.#version };
    this.#tasks.set(kept.id, kept);
    return kept;
  }

  #id(what: string): string {
    this.#made += 1;
    return `AAMk${uuidFrom(this.#owner, what, this.#made).replaceAll("-", "")}=`;
  }
}

/** A task as Graph shows it. */
export function taskBody(task: TodoTask): Record<string, unknown> {
  const { listId, content, contentType, version, ...rest } = task;
  return {
    "@odata.etag": `W/"${version}"`,
    ...rest,
    hasAttachments: false,
    body: { content, contentType },
  };
}

function readTask(value: Json, id: (what: string) => string): Partial<TodoTask> {
  onlyProperties(value, "todoTask", PROPERTIES);
  const body = objectOf(value, "body");
  const due = zonedOf(value, "dueDateTime");
  const reminder = zonedOf(value, "reminderDateTime");
  const title = textOf(value, "title");
  return {
    ...(title === undefined ? {} : { title }),
    ...(body === undefined
      ? {}
      : {
          content: textOf(body, "content") ?? "",
          contentType: wordOf(body, "contentType", ["text", "html"]),
        }),
    ...("importance" in value
      ? { importance: wordOf(value, "importance", ["normal", "low", "high"]) }
      : {}),
    ...("status" in value
      ? {
          status: wordOf(value, "status", [
            "notStarted",
            "inProgress",
            "completed",
            "waitingOnOthers",
            "deferred",
          ]),
        }
      : {}),
    ...("isReminderOn" in value ? { isReminderOn: flagOf(value, "isReminderOn", false) } : {}),
    ...(due === undefined ? {} : { dueDateTime: due }),
    ...(reminder === undefined ? {} : { reminderDateTime: reminder }),
    ...("linkedResources" in value
      ? {
          linkedResources: listOf(value, "linkedResources").map((one) => linkedOf(one, id("link"))),
        }
      : {}),
  };
}

function linkedOf(value: Json, id: string): TodoTask["linkedResources"][number] {
  onlyProperties(value, "linkedResource", LINKED);
  const texts = LINKED.flatMap((name) => {
    const text = textOf(value, name);
    return text === undefined ? [] : [[name, text] as const];
  });
  return { id, ...Object.fromEntries(texts) };
}
