import { ConnectorError, type LocalizedText } from "@perennial/contract";
import type { ServerContext } from "../server-context.ts";
import type { ConnectionName } from "./known-connection.ts";

/** For how long what was said holds, in milliseconds: five minutes. */
const HOLDS = 5 * 60_000;
/** For how long an answer waits for the vendor's at most, in milliseconds. */
const PATIENCE = 1_500;

type Missing = readonly LocalizedText[];

interface Entry {
  /** What was said last; nothing before anything was. */
  readonly said: Missing;
  /** When it was asked for last, by the process's own clock. */
  readonly askedAt: number;
  readonly asking: Promise<Missing> | undefined;
}

/**
 * What of connections' accounts cannot be used, in the connectors' words. Vendors count requests, and a page must not
 * wait for one: it is asked for once in five minutes at most, and what takes long is told the next time.
 */
export class MissingBook {
  readonly #context: ServerContext;
  readonly #entries = new Map<string, Entry>();

  constructor(context: ServerContext) {
    this.#context = context;
  }

  /** What cannot be used, as far as it is known soon. Never throws. */
  async of(name: ConnectionName): Promise<Missing> {
    const key = keyOf(name);
    const known = this.#entries.get(key);
    if (known && performance.now() - known.askedAt < HOLDS) {
      return known.asking ? soon(known.asking, known.said) : known.said;
    }
    const said = known?.said ?? [];
    const asking = this.#ask(name, said);
    this.#entries.set(key, { said, askedAt: performance.now(), asking });
    return soon(asking, said);
  }

  /** Remembers what was said to somebody else. */
  note(name: ConnectionName, said: Missing): void {
    this.#entries.set(keyOf(name), { said, askedAt: performance.now(), asking: undefined });
  }

  /** Asks anew the next time, for something about the connection has changed. */
  forget(name: ConnectionName): void {
    this.#entries.delete(keyOf(name));
  }

  async #ask(name: ConnectionName, before: Missing): Promise<Missing> {
    const said = await this.#describe(name).catch((error: unknown) => {
      // Why a connection does not work is told as its problem; this is only what of it does not.
      const reason = ConnectorError.isInstance(error) ? error.message : String(error);
      const { tenant, id: connection } = name;
      this.#context.log.info("What an account lacks could not be asked.", {
        ...{ tenant, connection, reason },
      });
      return before;
    });
    const key = keyOf(name);
    // Somebody may have forgotten it, or asked by themselves, meanwhile.
    const entry = this.#entries.get(key);
    if (entry?.asking) this.#entries.set(key, { ...entry, said, asking: undefined });
    return said;
  }

  async #describe({ tenant, id }: ConnectionName): Promise<Missing> {
    const open = await this.#context.connections.get(tenant, id);
    if (open?.connection.state !== "active") return [];
    const described = await (await open.session()).describe?.();
    return described?.missing ?? [];
  }
}

function keyOf({ tenant, id }: ConnectionName): string {
  return `${tenant}/${id}`;
}

/** What comes within the time that a page may wait; what was known before, otherwise. */
async function soon(asking: Promise<Missing>, before: Missing): Promise<Missing> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Missing>((resolve) => {
    timer = setTimeout(() => resolve(before), PATIENCE);
  });
  try {
    return await Promise.race([asking, late]);
  } finally {
    clearTimeout(timer);
  }
}
