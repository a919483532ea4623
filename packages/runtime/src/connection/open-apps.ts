import type { Connector } from "@perennial/contract";
import { RuntimeError } from "../runtime-error.ts";
import type { OpenApp } from "./connections.ts";

/**
 * The apps at vendors that the operator gave credentials for, by the connector's id.
 * @throws RuntimeError that names what is wrong with them.
 */
export function openApps(
  connectors: readonly Connector[],
  given: ReadonlyMap<string, unknown> = new Map(),
): ReadonlyMap<string, OpenApp> {
  return new Map([...given].map(([id, values]) => [id, openApp(connectors, id, values)]));
}

function openApp(connectors: readonly Connector[], id: string, values: unknown): OpenApp {
  const connector = connectors.find(({ manifest }) => manifest.id === id);
  if (!connector?.app) {
    throw new RuntimeError(
      `Credentials were given for an app of "${id}", and no connector here has one. Remove them, or install the connector.`,
    );
  }
  const parsed = connector.app.credentials.safeParse(values);
  if (parsed.success) return { connector, app: connector.app, credentials: parsed.data };
  const [issue] = parsed.error.issues;
  throw new RuntimeError(
    `The credentials of our app at "${id}" are not right at "${issue?.path.join(".")}": ${issue?.message}. Correct them in the server's environment.`,
  );
}
