import { badQuery } from "../refusal.ts";
import type { SortKeys } from "./row-query.ts";

/** Where a page ended. */
export interface Cookie {
  /** The number of the page that comes next. */
  readonly page: number;
  /** The keys of the last row that was shown. */
  readonly last: SortKeys;
  /** The version from which changes are asked for afterwards, while changes are tracked. */
  readonly tracking?: number;
  /** How many rows are left when only so many were wanted. */
  readonly left?: number;
}

/** A cookie as `$skiptoken`, in the service's own form; not to be looked into. */
export function writeCookie(cookie: Cookie): string {
  const { page, last, ...rest } = cookie;
  const state = Buffer.from(JSON.stringify({ ...last, ...rest })).toString("base64url");
  const inner = `<cookie page="${page - 1}"><row last="{${state}}" /></cookie>`;
  const twice = encodeURIComponent(encodeURIComponent(inner));
  return `<cookie pagenumber="${page}" pagingcookie="${twice}" istracking="${cookie.tracking === undefined ? "False" : "True"}" />`;
}

/** Reads what `writeCookie` wrote; refuses anything else. */
export function readCookie(text: string): Cookie {
  const found =
    /^<cookie pagenumber="(\d+)" pagingcookie="([^"]+)" istracking="(?:True|False)" \/>$/.exec(
      text,
    );
  const state = /\{([\w-]+)\}/.exec(decoded(decoded(found?.[2] ?? "")))?.[1];
  if (found === null || state === undefined)
    throw badQuery("Malformed XML in the Paging Cookie. The query's paging cookie is not valid.");
  const { keys, order, tracking, left } = JSON.parse(Buffer.from(state, "base64url").toString());
  return {
    page: Number(found[1]),
    // JSON has no undefined; a key that was empty is empty again.
    last: { keys: keys.map((key: string | number | boolean | null) => key ?? undefined), order },
    ...(tracking === undefined ? {} : { tracking }),
    ...(left === undefined ? {} : { left }),
  };
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return "";
  }
}
