import { once } from "node:events";
import type { Writable } from "node:stream";
import type pg from "pg";

/** What of a connection of `pg` a COPY needs, and its types leave out. */
interface CopyConnection {
  readonly stream: Writable;
  query(text: string): void;
  sendCopyFromChunk(chunk: Buffer): void;
  endCopyFrom(): void;
  sendCopyFail(reason: string): void;
}

/**
 * Sends the parts of a text with COPY, no faster than the server takes them. `pg` does the protocol and has no
 * method for it; a query that submits itself is the way in that it leaves open.
 */
export function copyIn(
  client: pg.Client,
  statement: string,
  parts: AsyncIterable<string>,
): Promise<void> {
  return new Promise((resolve, reject) => {
    let failure: unknown;
    const copy = {
      submit: (connection: CopyConnection) => connection.query(statement),
      handleCopyInResponse: (connection: CopyConnection) => {
        send(connection, parts).catch((error: unknown) => {
          failure = error;
          connection.sendCopyFail("the sender failed");
        });
      },
      handleCommandComplete: () => undefined,
      handleError: (error: unknown) => {
        failure ??= error;
      },
      handleReadyForQuery: () => (failure === undefined ? resolve() : reject(failure)),
    };
    client.query(copy as unknown as pg.Submittable);
  });
}

async function send(connection: CopyConnection, parts: AsyncIterable<string>): Promise<void> {
  for await (const part of parts) {
    connection.sendCopyFromChunk(Buffer.from(part));
    if (connection.stream.writableNeedDrain) await once(connection.stream, "drain");
  }
  connection.endCopyFrom();
}
