import type { Heard } from "@perennial/contract";
import {
  askRereads,
  asTenant,
  type HeldListen,
  keepPosition,
  noteListening,
  requestRead,
  type TenantTransaction,
} from "@perennial/store";
import { retryTransaction } from "../deliver/retry-transaction.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { RuntimeError } from "../runtime-error.ts";
import { HeardSoFar } from "./heard-so-far.ts";

/** Whose ear it is. */
export interface EarOptions {
  readonly tenant: number;
  readonly held: HeldListen;
  /** Told when something that was heard is kept: whether records are to be read, or everything. */
  readonly ring: (kind: "due" | "read") => void;
}

/** Somebody else listens, or the connection stands still: nothing of what was heard is kept. */
class NotOursError extends RuntimeError {
  constructor(connection: string) {
    super(`The connection "${connection}" is not listened to here any more.`);
    this.name = "NotOursError";
  }
}

/** Keeps what is heard, in order and as much at once as came meanwhile. */
export class Ear {
  readonly #context: RuntimeContext;
  readonly #options: EarOptions;
  readonly #deaf = new AbortController();
  readonly #heard = new HeardSoFar();
  #hasBegun = false;
  #isToNote = false;
  #keeping: Promise<void> | undefined;
  #fault: unknown;

  constructor(context: RuntimeContext, options: EarOptions) {
    this.#context = context;
    this.#options = options;
  }

  /** Aborts when nothing more is kept: somebody else listens, or the connection stands still. */
  get deaf(): AbortSignal {
    return this.#deaf.signal;
  }

  /** Whether the other side has told of changes. */
  get hasBegun(): boolean {
    return this.#hasBegun;
  }

  begun(): void {
    this.#hasBegun = true;
    this.#isToNote = true;
    this.#keep();
  }

  heard(what: Heard): void {
    if (this.#deaf.signal.aborted) return;
    this.#heard.add(what);
    this.#keep();
  }

  /** Resolves when everything that was heard is kept. Throws what could not be. */
  async kept(): Promise<void> {
    while (this.#keeping) await this.#keeping;
    if (this.#fault !== undefined) throw this.#fault;
  }

  #keep(): void {
    this.#keeping ??= this.#keepAll()
      .catch((error: unknown) => {
        this.#fault = error;
        this.#deaf.abort();
      })
      .then(() => {
        this.#keeping = undefined;
        // Told between the last look and here.
        if (this.#hasMore) this.#keep();
      });
  }

  get #hasMore(): boolean {
    return (this.#isToNote || !this.#heard.isEmpty) && !this.#deaf.signal.aborted;
  }

  async #keepAll(): Promise<void> {
    // Whatever is told in the same breath is kept together.
    await Promise.resolve();
    while (this.#hasMore) {
      const isToNote = this.#isToNote;
      this.#isToNote = false;
      const heard = this.#heard.take();
      const { tenant, ring } = this.#options;
      const { db } = this.#context;
      try {
        await retryTransaction(() =>
          asTenant(db, tenant, (tx) => this.#store(tx, heard, isToNote)),
        );
      } catch (error) {
        if (!(error instanceof NotOursError)) throw error;
        this.#deaf.abort();
        return;
      }
      if (heard.readAll) ring("read");
      if (heard.changed?.length) ring("due");
    }
  }

  /** The connection before who listens to it, as whoever changes a connection goes about it: neither waits for the other. */
  async #store(tx: TenantTransaction, heard: Heard, isToNote: boolean): Promise<void> {
    const { held } = this.#options;
    const { connection: connectionId } = held;
    const now = this.#context.clock.now();
    const changed = heard.changed ?? [];
    if (heard.readAll) await requestRead(tx, connectionId);
    await askRereads(
      tx,
      changed.map(({ object, id }) => ({ connectionId, object, id })),
      now,
    );
    if (!(await keepPosition(tx, held, heard.position))) throw new NotOursError(connectionId);
    if (isToNote) await noteListening(tx, held, now);
  }
}
