import type { RequestHandler } from "express";
import type { ServerContext } from "../../server-context.ts";
import { HttpProblem } from "../problem.ts";

/** How many installations one address begins in a window at most. */
const MOST = 60;
/** How long a window is, in milliseconds. */
const WINDOW = 60_000;

/**
 * Lets an address begin only so many installations a minute, for each is kept in the database for ten minutes. Each
 * process counts for itself; those behind one proxy are counted together.
 */
export function limitInstalls({ clock }: Pick<ServerContext, "clock">): RequestHandler {
  let counts = new Map<string, number>();
  let began = 0;
  return ({ ip = "" }, response, next) => {
    const now = Date.parse(clock.now());
    if (now - began >= WINDOW || now < began) {
      counts = new Map();
      began = now;
    }
    const count = (counts.get(ip) ?? 0) + 1;
    counts.set(ip, count);
    if (count > MOST) {
      response.set("retry-after", String(Math.ceil((began + WINDOW - now) / 1_000)));
      throw new HttpProblem(429, "Too many", {
        sv: "För många installationer har påbörjats. Vänta en minut.",
        en: "Too many installations were begun; wait a minute.",
      });
    }
    next();
  };
}
