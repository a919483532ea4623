import type { Router } from "express";
import type { BullQueue } from "./bull-queue.ts";

/**
 * Pages that show what waits in the queues, to be mounted at `basePath` behind a login. They change nothing:
 * jobs are hints, and there is nothing in them to try again or to clean.
 *
 * They bring their own scripts and styles, and ask for two fonts of fonts.googleapis.com, which they do without. A
 * content security policy for them is
 * `default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self';
 * connect-src 'self'; base-uri 'self'; frame-ancestors 'none'`: they set `<base>`, hold a style of their own and
 * style attributes, and must not be shown in anybody's frame. No `upgrade-insecure-requests` where the server
 * speaks HTTP.
 *
 * @param basePath where the pages are mounted, such as `/admin/queues`, without a slash at its end.
 */
export async function createDashboard(
  queues: readonly BullQueue[],
  basePath: string,
): Promise<Router> {
  // Four megabytes of pages, which most processes never show.
  const [{ createBullBoard }, { BullAdapter }, { ExpressAdapter }, express] = await Promise.all([
    import("@bull-board/api"),
    import("@bull-board/api/bullAdapter"),
    import("@bull-board/express"),
    import("express"),
  ]);
  const serverAdapter = new ExpressAdapter().setBasePath(basePath);
  createBullBoard({
    queues: queues.map(
      ({ bull }) => new BullAdapter(bull, { readOnlyMode: true, allowRetries: false }),
    ),
    serverAdapter,
    options: { uiConfig: { boardTitle: "Perennial", hideRedisDetails: true } },
  });
  const router = express.Router();
  router.use((request, response, next) => {
    // The pages have no buttons; what they could ask for is not done either.
    if (["GET", "HEAD"].includes(request.method)) next();
    else response.status(405).set("allow", "GET, HEAD").end();
  });
  router.use(serverAdapter.getRouter());
  return router;
}
