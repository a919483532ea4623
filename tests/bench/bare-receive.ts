import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import express from "express";
import pg from "pg";
import { Webhook } from "standardwebhooks";

/** What somebody would write who needs a door and nothing else. */
export interface BareDoor {
  readonly url: string;
  close(): Promise<void>;
}

/** Opens a door of express alone: the raw body, the signature by the library, one row. */
export async function openBareDoor(database: string, secret: string): Promise<BareDoor> {
  const pool = new pg.Pool({ connectionString: database, max: 10 });
  await pool.query(
    "create table bare_inbox (id bigint generated always as identity primary key, body text)",
  );
  const webhook = new Webhook(secret);
  const app = express();
  app.post("/", express.raw({ type: () => true, limit: "1mb" }), async (request, response) => {
    const body: string = request.body.toString("utf8");
    const headers = Object.fromEntries(
      Object.entries(request.headers).map(([name, value]) => [name, String(value)]),
    );
    webhook.verify(body, headers);
    await pool.query("insert into bare_inbox (body) values ($1)", [body]);
    response.status(202).end();
  });
  const server = createServer(app);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    async close() {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
      await pool.end();
    },
  };
}
