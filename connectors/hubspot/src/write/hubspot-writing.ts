import { type ConnectorContext, ConnectorError } from "@perennial/contract";
import type { HubspotClient } from "../hubspot-client.ts";
import type { HubspotSettings } from "../hubspot-settings.ts";
import { createOwnerDirectory, type OwnerDirectory } from "./owner-directory.ts";
import { createPropertyCatalog, type PropertyCatalog } from "./property-catalog.ts";

/** What writing to a portal is made with. */
export interface HubspotWritingOptions {
  readonly client: HubspotClient;
  readonly settings: HubspotSettings;
  readonly context: Pick<ConnectorContext, "clock" | "log" | "abort">;
}

/** What all writing to a portal shares: what it knows of the portal is read once. */
export interface HubspotWriting extends HubspotWritingOptions {
  readonly catalog: PropertyCatalog;
  readonly owners: OwnerDirectory;
}

/** Makes what the commands of a session share. */
export function createHubspotWriting(options: HubspotWritingOptions): HubspotWriting {
  const client = readingSurely(options.client);
  return {
    ...options,
    client,
    catalog: createPropertyCatalog(client, options.context),
    owners: createOwnerDirectory({ ...options, client }),
  };
}

/**
 * A client whose failed reads leave nothing open: writing reads first, and a command whose read failed was not done,
 * whatever became of the read.
 */
function readingSurely(client: HubspotClient): HubspotClient {
  return {
    ...client,
    request: (options) => {
      const answering = client.request(options);
      const isRead = options.readOnly ?? options.method === "GET";
      return isRead ? answering.catch(rethrowAsNotDone) : answering;
    },
    batch: (path, inputs, options) => {
      const answering = client.batch(path, inputs, options);
      return options?.readOnly ? answering.catch(rethrowAsNotDone) : answering;
    },
    account: () => client.account().catch(rethrowAsNotDone),
  };
}

function rethrowAsNotDone(error: unknown): never {
  if (!ConnectorError.isInstance(error) || !error.maybeDone) throw error;
  const { connector, kind, message, retryAfter, cause } = error;
  throw new ConnectorError({
    ...{ connector, kind, message, cause },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}
