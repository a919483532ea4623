import { randomUUID } from "node:crypto";
import pg from "pg";

/** A database of a story's own. */
export interface NewDatabase {
  /** Its address, for DATABASE_URL. */
  readonly url: string;
  /** Removes it with all it holds. */
  drop(): Promise<void>;
}

/** Makes an empty database on the server of an address. */
export async function newDatabase(server: string): Promise<NewDatabase> {
  const name = `story_${randomUUID().replaceAll("-", "")}`;
  await execute(server, `create database ${name}`);
  return {
    url: server.replace(/\/[^/?]+(?=\?|$)/, `/${name}`),
    drop: () => execute(server, `drop database ${name} with (force)`),
  };
}

async function execute(url: string, statement: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
