import { randomUUID } from "node:crypto";
import { chmod, mkdtemp, rm } from "node:fs/promises";
import { type AddressInfo, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { openDatabase } from "../database/database.ts";
import { migrate } from "../database/migrate.ts";
import { connectionString, type EmbeddedConnection, poolConfig } from "../embedded/connection.ts";
import { type EmbeddedServer, openEmbedded } from "../embedded/open-embedded.ts";

declare module "vitest" {
  interface ProvidedContext {
    /** The port of this machine that answers each connection with a new database: see `AnswerOfDoor`. */
    databaseDoor: number;
  }
}

/** What the door answers with, as JSON: a database with all tables and no rows, or why there is none. */
export type AnswerOfDoor = { readonly connection: EmbeddedConnection } | { readonly error: string };

/** The database that the others are copies of; nobody else connects to it. */
const MODEL = "model";

/**
 * Opens the door at which test files ask for databases. One PostgreSQL serves the whole run; it starts when the first
 * file asks, so that a run of pure files starts none.
 */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  let ground: Promise<Ground> | undefined;
  const door = createServer((visitor) => {
    ground ??= layGround();
    void answer(visitor, ground);
  });
  await new Promise<void>((resolve) => door.listen(0, "127.0.0.1", resolve));
  project.provide("databaseDoor", (door.address() as AddressInfo).port);
  return async () => {
    await new Promise((resolve) => door.close(resolve));
    // Whoever asked was told why it did not start.
    await (await ground?.catch(() => undefined))?.close();
  };
}

interface Ground {
  copy(): Promise<EmbeddedConnection>;
  close(): Promise<void>;
}

async function answer(visitor: Socket, ground: Promise<Ground>): Promise<void> {
  // What is not read keeps the connection, and so the run, from ending.
  visitor.resume();
  // Who leaves before the answer is a test file that was ended.
  visitor.on("error", () => undefined);
  const told = await ground
    .then((laid) => laid.copy())
    .then(
      (connection): AnswerOfDoor => ({ connection }),
      (error: unknown): AnswerOfDoor => ({
        error: error instanceof Error ? error.message : String(error),
      }),
    );
  visitor.end(JSON.stringify(told));
}

async function layGround(): Promise<Ground> {
  const directory = await mkdtemp(join(tmpdir(), "perennial-embedded-"));
  const remove = () => rm(directory, { recursive: true, force: true, maxRetries: 5 });
  try {
    // Root runs the server as another user, who must be able to pass.
    await chmod(directory, 0o711);
    const server = await openEmbedded({
      dataDir: join(directory, "data"),
      durable: false,
      log: () => undefined,
    });
    await makeModel(server).catch(async (error: unknown) => {
      await server.stop();
      throw error;
    });
    return {
      async copy() {
        const database = `test_${randomUUID().replaceAll("-", "")}`;
        await execute(server, `create database ${database} template ${MODEL}`);
        const { host, port, user, password } = server;
        return { host, port, user, password, database };
      },
      async close() {
        await server.stop();
        await remove();
      },
    };
  } catch (error) {
    await remove();
    throw error;
  }
}

async function makeModel(server: EmbeddedServer): Promise<void> {
  await execute(server, `create database ${MODEL}`);
  const db = openDatabase({ url: connectionString(server, MODEL), connections: 1 });
  await migrate(db).finally(() => db.destroy());
}

async function execute(server: EmbeddedServer, statement: string): Promise<void> {
  const client = new pg.Client(poolConfig(server));
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
}
