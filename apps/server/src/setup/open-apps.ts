import type { Connector, Log } from "@perennial/contract";
import type { Config } from "../config.ts";
import { type AppCredentials, credentialSecrets, readAppCredentials } from "./app-credentials.ts";
import { configSecrets } from "./config-secrets.ts";
import { CONNECTORS } from "./connectors.ts";
import { redactingLog } from "./redacting-log.ts";

/** What a process is started with. */
export interface Given {
  readonly config: Config;
  readonly log: Log;
  readonly connectors?: readonly Connector[] | undefined;
  readonly environment: Readonly<Record<string, string | undefined>>;
}

/** What a process goes by: the connectors it has, our apps at vendors, and a log that tells no secret of theirs. */
export interface Opened {
  readonly log: Log;
  readonly connectors: readonly Connector[];
  readonly apps: AppCredentials;
}

/** Opens the apps that the environment gives credentials for. Throws a `ServerError` where some are missing. */
export function openApps({
  config,
  connectors = CONNECTORS,
  environment,
  ...given
}: Given): Opened {
  const secrets = [...configSecrets(config), ...credentialSecrets(connectors, environment)];
  const log = redactingLog(given.log, secrets);
  return { log, connectors, apps: readAppCredentials(connectors, environment) };
}
