import { GraphRefusal } from "../graph-refusal.ts";
import type { GraphCall } from "./graph-call.ts";

/** The permissions of which one is needed to read mails. */
export const READ_MAIL: readonly string[] = ["Mail.Read", "Mail.ReadWrite"];

const FOLDERS: readonly string[] = ["inbox", "sentitems", "drafts", "archive"];

/** The folder that the path names, by its well-known name. */
export function folderOf(call: Pick<GraphCall, "params">): string | undefined {
  const folder = call.params.folder?.toLowerCase();
  if (folder === undefined || FOLDERS.includes(folder)) return folder;
  throw new GraphRefusal(
    404,
    "ErrorItemNotFound",
    "The specified folder could not be found in the store.",
  );
}
