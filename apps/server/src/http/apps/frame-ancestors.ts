import type { ServerContext } from "../../server-context.ts";

/** A source of a content security policy that names a host: nothing in it ends the directive. */
const HOST = /^https:\/\/[\w.*-]+(?::\d+)?$/;

/**
 * Which pages may show the console in a frame, as sources of `frame-ancestors`: those of the vendors whose apps this
 * server has the credentials of, and our own beside them; none where there is no such app.
 */
export function frameAncestorsOf({
  connectors,
  connections,
}: Pick<ServerContext, "connectors" | "connections">): readonly string[] {
  const hosts = connectors.flatMap(({ manifest, app }) =>
    connections.app(manifest.id) ? (app?.frameAncestors ?? []) : [],
  );
  const known = [...new Set(hosts)].filter((each) => HOST.test(each));
  return known.length === 0 ? [] : ["'self'", ...known];
}
