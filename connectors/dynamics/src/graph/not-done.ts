import { ConnectorError } from "@perennial/contract";

/**
 * Work that comes before what counts: where it fails, what counts was not done, whatever became of the work itself. Throws
 * what the work throws, with nothing left open.
 */
export async function beforehand<Result>(work: Promise<Result>): Promise<Result> {
  try {
    return await work;
  } catch (error) {
    if (!ConnectorError.isInstance(error) || !error.maybeDone) throw error;
    const { connector, kind, message, retryAfter, cause } = error;
    throw new ConnectorError({
      ...{ connector, kind, message, cause },
      ...(retryAfter !== undefined && { retryAfter }),
    });
  }
}
