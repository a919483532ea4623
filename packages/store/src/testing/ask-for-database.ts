import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { inject } from "vitest";
import type { EmbeddedConnection } from "../embedded/connection.ts";
import type { AnswerOfDoor } from "./global-setup.ts";

/** A new database of ours with all tables and no rows, on the server that the files of a run of unit tests share. */
export async function askForDatabase(): Promise<EmbeddedConnection> {
  const answer: AnswerOfDoor = JSON.parse(await text(connect(inject("databaseDoor"), "127.0.0.1")));
  if ("error" in answer) throw new Error(`the test database did not start: ${answer.error}`);
  return answer.connection;
}
