import { chmod, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { connectionString, type EmbeddedServer, openEmbedded } from "@perennial/store";
import pg from "pg";
import { databaseProcesses, killAll } from "../process-tree.ts";

/** The number that the first tenant of a new database has. */
export const TENANT = 1;

/** A PostgreSQL of a test's own, to be stopped, killed and started again; its address stays the same. */
export class FleetDatabase {
  readonly directory: string;
  readonly #durable: boolean;
  #server: EmbeddedServer;

  private constructor(directory: string, durable: boolean, server: EmbeddedServer) {
    this.directory = directory;
    this.#durable = durable;
    this.#server = server;
  }

  /** Makes one; `durable` where it is to be killed, for what is killed may only keep what it wrote. */
  static async open({
    durable = false,
  }: {
    readonly durable?: boolean;
  } = {}): Promise<FleetDatabase> {
    const directory = await mkdtemp(join(tmpdir(), "perennial-fleet-"));
    // Root runs PostgreSQL as another user, who must be able to pass.
    await chmod(directory, 0o711);
    return new FleetDatabase(directory, durable, await openIn(directory, durable));
  }

  get url(): string {
    return connectionString(this.#server);
  }

  /** The directory of its socket. */
  get socketDirectory(): string {
    return this.#server.host;
  }

  /** Stops it in order. */
  async stop(): Promise<void> {
    await this.#server.stop();
  }

  /** kill -9 of all its processes. */
  async kill(): Promise<void> {
    killAll(databaseProcesses(join(this.directory, "data")));
    await this.#server.died;
    await this.#server.stop();
  }

  /** Starts it again after it was stopped or killed. */
  async start(): Promise<void> {
    const { url } = this;
    this.#server = await openIn(this.directory, this.#durable);
    if (this.url !== url) throw new Error("PostgreSQL has another address than before.");
  }

  /** Asks something as the application's role, past all of its code. */
  async rows<Row>(question: string): Promise<readonly Row[]> {
    const client = new pg.Client({ connectionString: this.url });
    await client.connect();
    try {
      await client.query(
        `begin; select set_config('app.tenant', '${TENANT}', true), set_config('role', 'perennial_app', true)`,
      );
      return (await client.query(question)).rows;
    } finally {
      await client.end();
    }
  }

  /** Ends it and removes its files; may be called in any state. */
  async close(): Promise<void> {
    await this.#server.stop();
    await rm(this.directory, { recursive: true, force: true, maxRetries: 5 });
  }
}

function openIn(directory: string, durable: boolean): Promise<EmbeddedServer> {
  return openEmbedded({ dataDir: join(directory, "data"), log: () => undefined, durable });
}
