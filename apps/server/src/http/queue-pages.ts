import type { Express, RequestHandler } from "express";
import type { ServerContext } from "../server-context.ts";
import { authenticate } from "../setup/authenticate.ts";

/** Where the pages are. */
export const QUEUE_PAGES = "/queues";

/** What the pages need beyond what answers of ours are allowed: they bring their own scripts and styles. */
const POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'self'",
  "frame-ancestors 'none'",
].join("; ");

/**
 * The pages that show what waits in the queues, where several processes share them through Redis. A browser asks for
 * a name and a password: the password is the console's token, the name may be anything.
 */
export function bindQueuePages(app: Express, context: ServerContext): void {
  const { queuePages } = context;
  if (!queuePages) return;
  app.use(QUEUE_PAGES, askForToken(context), (_request, response, next) => {
    response.set("content-security-policy", POLICY);
    next();
  });
  app.use(QUEUE_PAGES, queuePages);
}

function askForToken({ db, clock }: ServerContext): RequestHandler {
  return async (request, response, next) => {
    const [, given = ""] = /^Basic (\S+)$/i.exec(request.headers.authorization ?? "") ?? [];
    const [, token = ""] = /^[^:]*:(.*)$/s.exec(Buffer.from(given, "base64").toString()) ?? [];
    const found = await authenticate(db, token, clock.now());
    if (found?.role === "admin") return next();
    response
      .status(401)
      .set({ "www-authenticate": 'Basic realm="Perennial queues"', "cache-control": "no-store" })
      .type("text/plain")
      .send("The password is the console's token; the name may be anything.\n");
  };
}
