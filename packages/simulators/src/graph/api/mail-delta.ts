import { parseFilter } from "../../dataverse/odata/filter-parser.ts";
import type { DoorAnswer } from "../../door/door-request.ts";
import { badRequest, GraphRefusal } from "../graph-refusal.ts";
import type { FolderChange } from "../mail/mailbox.ts";
import { type MailMessage, movableId } from "../mail/message.ts";
import { messageBody } from "../mail/message-body.ts";
import { folderOf, READ_MAIL } from "./folder.ts";
import { type GraphCall, mailboxOwner, needRole, onlyQuery, selected } from "./graph-call.ts";
import { filterOf } from "./object-filter.ts";
import { pageSizeOf, viewOf } from "./prefer.ts";

const USUAL_PAGE = 10;
const KINDS = ["created", "updated", "deleted"];
/** The only filter that a delta takes (learn.microsoft.com/graph, "message: delta"). */
const SINCE = /^receivedDateTime (?:ge|gt) \S+$/;

/** `GET /users/{id}/mailFolders/{folder}/messages/delta`: what came, changed and went since the token, page by page. */
export function messagesDelta(call: GraphCall): DoorAnswer {
  needRole(call, ...READ_MAIL);
  onlyQuery(call, "$select", "$filter", "$deltatoken", "$skiptoken", "$top");
  const folder = folderOf(call) ?? "inbox";
  const { mailbox } = mailboxOwner(call);
  const { base, from } = standOf(call, mailbox.version);
  const all = mailbox.changesSince(folder, from).filter((change) => isWanted(call, change, base));
  const page = all.slice(0, pageSizeOf(call, USUAL_PAGE));
  const last = page.at(-1);
  const link =
    last === undefined || page.length === all.length
      ? { "@odata.deltaLink": linkOf(call, "$deltatoken", String(mailbox.version)) }
      : { "@odata.nextLink": linkOf(call, "$skiptoken", `${base}-${last.version}`) };
  return { status: 200, body: { value: page.map((one) => shown(call, one)), ...link } };
}

/** What a delta begins at, and how far its pages have come. */
interface Stand {
  readonly base: number;
  readonly from: number;
}

function standOf(call: GraphCall, current: number): Stand {
  const skip = /^(\d+)-(\d+)$/.exec(call.query.get("$skiptoken") ?? "");
  if (skip !== null) return { base: Number(skip[1]), from: Number(skip[2]) };
  const token = call.query.get("$deltatoken");
  if (token === null) return { base: 0, from: 0 };
  const base = Number(token);
  if (/^\d+$/.test(token) && base <= current) return { base, from: base };
  throw new GraphRefusal(
    410,
    "SyncStateNotFound",
    "The sync state generation is not found; begin anew without a token.",
  );
}

function isWanted(call: GraphCall, change: FolderChange, base: number): boolean {
  const kind = call.query.get("changeType");
  if (kind !== null && !KINDS.includes(kind))
    throw badRequest(`The change type '${kind}' is not supported.`, "ErrorInvalidUrlQuery");
  if (change.message === undefined) return base > 0 && (kind === null || kind === "deleted");
  if (kind !== null && kind !== (change.message.arrived > base ? "created" : "updated"))
    return false;
  return passes(call, change.message);
}

function passes(call: GraphCall, message: MailMessage): boolean {
  const filter = call.query.get("$filter");
  if (filter === null) return true;
  if (!SINCE.test(filter))
    throw badRequest(`The filter '${filter}' is not supported.`, "ErrorInvalidUrlQueryFilter");
  return filterOf(parseFilter(filter), "message")(messageBody(message));
}

function shown(call: GraphCall, { id, folder, message }: FolderChange): object {
  const view = viewOf(call);
  if (message !== undefined) return selected(call, messageBody(message, view), "message");
  const gone = view.isImmutable === true ? id : movableId({ id, folder });
  return { "@removed": { reason: "deleted" }, id: gone };
}

function linkOf(call: GraphCall, name: string, token: string): string {
  const query = new URLSearchParams(call.query);
  for (const other of ["$deltatoken", "$skiptoken"]) query.delete(other);
  query.set(name, token);
  const path = call.request.path.split("/").map(encodeURIComponent).join("/");
  return `${call.desk.origin}${path}?${query}`;
}
