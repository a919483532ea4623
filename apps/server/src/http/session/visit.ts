import type { CookieOptions, Request, Response } from "express";
import type { ServerContext } from "../../server-context.ts";
import { type Caller, identify } from "../authorize.ts";

/** What of a request and its answer the operations of sessions work with beyond what they are asked. */
export interface Visit {
  /** Who it is from, where that is known; for operations that anyone may ask. */
  caller(): Promise<Caller | undefined>;
  /** What the browser sends along by itself. */
  readonly renewal: string | undefined;
  /** Has the browser send it along, when a session is renewed and never else, until a moment. */
  keep(renewal: string, endsAt: string): void;
  /** Has the browser forget it. */
  drop(): void;
}

const COOKIE = "perennial_session";
/** The only address the cookie is sent to. */
const PATH = "/v1/session/renew";

/** The visit that a request is. */
export function visitOf(context: ServerContext, request: Request, response: Response): Visit {
  const options: CookieOptions = {
    ...({ httpOnly: true, sameSite: "strict", path: PATH } as const),
    secure: context.publicUrl.startsWith("https:"),
  };
  return {
    caller: () => identify(context, request),
    renewal: cookieIn(request),
    keep: (renewal, endsAt) =>
      response.cookie(COOKIE, renewal, { ...options, expires: new Date(endsAt) }),
    drop: () => response.clearCookie(COOKIE, options),
  };
}

function cookieIn({ headers }: Request): string | undefined {
  const pairs = (headers.cookie ?? "").split(";").map((each) => each.trim());
  const found = pairs.find((each) => each.startsWith(`${COOKIE}=`));
  return found?.slice(COOKIE.length + 1);
}
