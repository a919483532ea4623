import type { RequestFunction } from "@perennial/connector-kit";
import { ConnectorError } from "@perennial/contract";
import type { DynamicsClient } from "../dynamics-client.ts";
import { createDynamicsTools, type DynamicsTools } from "../dynamics-tools.ts";

/** Makes what the commands of a session share. */
export function createDynamicsWriting(
  options: Omit<DynamicsTools, "table" | "names">,
): DynamicsTools {
  return createDynamicsTools({ ...options, client: readingSurely(options.client) });
}

/**
 * A client whose failed reads leave nothing open: writing reads first, and a command whose read failed was not done,
 * whatever became of the read.
 */
function readingSurely(client: DynamicsClient): DynamicsClient {
  const request: RequestFunction = (options) => {
    const answering = client.request(options);
    const isRead = options.readOnly ?? options.method === "GET";
    return isRead ? answering.catch(rethrowAsNotDone) : answering;
  };
  return { ...client, request };
}

function rethrowAsNotDone(error: unknown): never {
  if (!ConnectorError.isInstance(error) || !error.maybeDone) throw error;
  const { connector, kind, message, retryAfter, cause } = error;
  throw new ConnectorError({
    ...{ connector, kind, message, cause },
    ...(retryAfter === undefined ? {} : { retryAfter }),
  });
}
