import { randomUUID } from "node:crypto";
import pg from "pg";

/** A database of a test file's own. */
export interface NewDatabase {
  readonly name: string;
  /** Its address, for DATABASE_URL. */
  readonly url: string;
  /** Removes it with all it holds. */
  drop(): Promise<void>;
}

/** Makes a database on the server of an address: empty, or a copy of one that nobody uses at the moment. */
export async function newDatabase(server: string, model?: NewDatabase): Promise<NewDatabase> {
  const name = `test_${randomUUID().replaceAll("-", "")}`;
  await execute(server, `create database ${name}${model ? ` template ${model.name}` : ""}`);
  return {
    name,
    url: server.replace(/\/[^/?]+(?=\?|$)/, `/${name}`),
    // By force it would be refused while autovacuum, which is a superuser's, is at work in it.
    drop: () => execute(server, `drop database ${name}`),
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
