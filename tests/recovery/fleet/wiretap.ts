import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { createConnection, createServer, type Server, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { FleetDatabase } from "./fleet-database.ts";

/** The moments of a transaction's end at which somebody can die: asked for, or done and not yet heard of. */
export type Moment = "before-commit" | "after-commit";

/** A transaction to wait for. */
export interface Trap {
  /** It is the one with a statement like this. */
  readonly statement: RegExp;
  readonly moment: Moment;
}

/** What claims effects, by a statement that no other transaction has. */
export const CLAIM = /update outbox o set state = r\.state/;
/** What records the outcomes of effects, likewise. */
export const RECORD = /update outbox o set state = t\.state/;

/** The name of a server's socket file. */
const SOCKET = ".s.PGSQL.5432";

/**
 * Stands between one process and PostgreSQL and reads along: when a transaction comes to its end that was waited
 * for, it stands still there, until it is said what becomes of it.
 */
export class Wiretap {
  readonly #directory: string;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #url: URL;
  #trap: (Trap & { readonly caught: PromiseWithResolvers<Caught> }) | undefined;

  private constructor(directory: string, url: string, target: string) {
    this.#directory = directory;
    this.#url = new URL(url.replace("@/", "@localhost/"));
    this.#server = createServer((client) => this.#join(client, createConnection(target)));
  }

  /** Taps the wires of whoever comes to `url`. */
  static async open(database: FleetDatabase): Promise<Wiretap> {
    const directory = await mkdtemp(join(tmpdir(), "perennial-wiretap-"));
    const tap = new Wiretap(directory, database.url, join(database.socketDirectory, SOCKET));
    tap.#server.listen(join(directory, SOCKET));
    await once(tap.#server, "listening");
    return tap;
  }

  /** The database's address by way of here. */
  get url(): string {
    const { username, password, pathname, searchParams } = this.#url;
    const host = encodeURIComponent(this.#directory);
    return `postgres://${username}:${password}@${pathname}?host=${host}&port=${searchParams.get("port")}`;
  }

  /** Resolves when such a transaction stands still at such a moment; one is caught for each call. */
  catch(trap: Trap): Promise<Caught> {
    const caught = Promise.withResolvers<Caught>();
    this.#trap = { ...trap, caught };
    return caught.promise;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    this.#server.close();
    await rm(this.#directory, { recursive: true, force: true });
  }

  #join(client: Socket, database: Socket): void {
    const wire = new Wire(client, database, (statements) => {
      const trap = this.#trap;
      if (!trap || !statements.some((each) => trap.statement.test(each))) return undefined;
      this.#trap = undefined;
      return trap;
    });
    for (const socket of [client, database]) {
      this.#sockets.add(socket);
      socket.on("error", () => undefined);
      socket.on("close", () => {
        this.#sockets.delete(socket);
        wire.cut();
      });
    }
  }
}

/** A transaction that stands still at its end. */
export interface Caught {
  /** Cuts its connection: whoever asked for the end hears no answer. */
  cut(): void;
  /** Lets it go on. */
  release(): void;
}

/** Gives what waits for a transaction of these statements, if anything does. */
type Find = (statements: readonly string[]) => Found | undefined;
type Found = Trap & { readonly caught: PromiseWithResolvers<Caught> };

/** One connection, read along by the messages of PostgreSQL's protocol (its documentation, chapter 54). */
class Wire {
  readonly #client: Socket;
  readonly #database: Socket;
  readonly #find: Find;
  /** Texts by the names they were prepared under. */
  readonly #prepared = new Map<string, string>();
  #statements: string[] = [];
  #isBegun = false;
  #rest: Buffer = Buffer.alloc(0);
  /** What the database says is held back, where something stands still after its commit. */
  #awaited: Found | undefined;
  #isStill = false;

  constructor(client: Socket, database: Socket, find: Find) {
    this.#client = client;
    this.#database = database;
    this.#find = find;
    client.on("data", (chunk) => this.#read(chunk));
    database.on("data", (chunk) => this.#answer(chunk));
  }

  cut(): void {
    this.#client.destroy();
    this.#database.destroy();
  }

  #read(chunk: Buffer): void {
    this.#rest = Buffer.concat([this.#rest, chunk]);
    while (!this.#isStill) {
      const message = this.#next();
      if (!message) return;
      const found = this.#understand(message);
      if (found?.moment === "before-commit") {
        this.#isStill = true;
        found.caught.resolve(this.#still(() => this.#database.write(message)));
        return;
      }
      if (found) this.#awaited = found;
      this.#database.write(message);
    }
  }

  /** The next whole message; the first has no type. */
  #next(): Buffer | undefined {
    const from = this.#isBegun ? 1 : 0;
    if (this.#rest.length < from + 4) return undefined;
    const length = from + this.#rest.readUInt32BE(from);
    if (this.#rest.length < length) return undefined;
    const message = this.#rest.subarray(0, length);
    this.#rest = this.#rest.subarray(length);
    return message;
  }

  /** What is waited for, where the message is its commit. */
  #understand(message: Buffer): Found | undefined {
    if (!this.#isBegun) {
      this.#isBegun = true;
      return undefined;
    }
    const type = String.fromCharCode(message[0] ?? 0);
    const [first = "", second = ""] = message.toString("latin1", 5).split("\0", 2);
    if (type === "P") this.#prepared.set(first, second);
    if (type === "B") this.#statements.push(this.#prepared.get(second) ?? "");
    if (type !== "Q") return undefined;
    if (first === "commit") return this.#find(this.#statements);
    this.#statements = [];
    return undefined;
  }

  #answer(chunk: Buffer): void {
    const found = this.#awaited;
    if (found && chunk.includes("COMMIT\0")) {
      this.#awaited = undefined;
      this.#database.pause();
      found.caught.resolve(
        this.#still(() => {
          this.#client.write(chunk);
          this.#database.resume();
        }),
      );
      return;
    }
    this.#client.write(chunk);
  }

  #still(goOn: () => void): Caught {
    return {
      cut: () => this.cut(),
      release: () => {
        this.#isStill = false;
        goOn();
        this.#read(Buffer.alloc(0));
      },
    };
  }
}
