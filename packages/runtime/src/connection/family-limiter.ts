import { ConnectorError, DEFAULT_FAMILY, type Limiter, type Manifest } from "@perennial/contract";
import type { Admission, Room, Waiting } from "@perennial/queue";

/** The longest a request stands in line, in milliseconds: a batch it belongs to must be over within its lease. */
const LONGEST = 20_000;

/** The longest that a vendor's word stops a family, in milliseconds: a day, after which it is asked again. */
const LONGEST_REST = 24 * 60 * 60_000;

/** What a limiter is made of. */
export interface FamilyLimiterOptions {
  readonly manifest: Pick<Manifest, "id" | "rateLimits">;
  /** The families by name, as far as the manifest limits them. */
  readonly families: ReadonlyMap<string, Room>;
}

/** The room that commands take, batch by batch. */
export interface CommandRoom {
  /** The most commands that can pass together, as things stand. */
  readonly size: number;
  /** Waits as a room's `take` does. */
  take(count: number, waiting?: Pick<Waiting, "patience">): Promise<Admission>;
}

/** Holds the requests of a connection to its manifest's limits, as far as those see each other who share its rooms. */
export class FamilyLimiter implements Limiter {
  readonly #options: FamilyLimiterOptions;
  /**
   * The room that commands take, counted before they are given to a connector. It knows nothing of what a vendor
   * said meanwhile: after that a connection rests until the moment that its row in the database names.
   */
  readonly commands: CommandRoom | undefined;

  constructor(options: FamilyLimiterOptions) {
    this.#options = options;
    const room = options.families.get(DEFAULT_FAMILY);
    this.commands = room && commandsOf(room);
  }

  async take(family: string, signal?: AbortSignal): Promise<void> {
    const room = this.#find(family);
    if (room === undefined) return;
    const admission = await this.#stand(room, family, signal);
    if (!admission.admitted) throw this.#tooLong(family, admission.wait);
  }

  drain(family: string, milliseconds: number): void {
    const room = this.#find(family);
    if (room === undefined || !(milliseconds > 0)) return;
    room.drain(Math.min(milliseconds, LONGEST_REST));
  }

  async #stand(room: Room, family: string, signal: AbortSignal | undefined): Promise<Admission> {
    try {
      return await room.take(1, { patience: LONGEST, ...(signal && { signal }) });
    } catch (error) {
      if (!signal?.aborted) throw error;
      throw this.#error(
        "unavailable",
        `stopped while it waited for room in the family "${family}"`,
      );
    }
  }

  #find(family: string): Room | undefined {
    const room = this.#options.families.get(family);
    if (room !== undefined || family === DEFAULT_FAMILY) return room;
    const { id } = this.#options.manifest;
    const message = `${id} asks for room in the family "${family}", which it does not declare; add it to rateLimits in its manifest`;
    throw this.#error("unsupported", message);
  }

  #tooLong(family: string, wait: number): ConnectorError {
    const retryAfter = Math.ceil(wait);
    const message = `there is no room for requests of the family "${family}" for ${Math.ceil(wait / 1_000)} seconds`;
    return new ConnectorError({ ...this.#words("rate-limited", message), retryAfter });
  }

  #error(kind: "unavailable" | "unsupported", message: string): ConnectorError {
    return new ConnectorError(this.#words(kind, message));
  }

  #words<Kind>(kind: Kind, message: string) {
    return { connector: this.#options.manifest.id, kind, message };
  }
}

function commandsOf(room: Room): CommandRoom {
  return {
    get size() {
      return room.size;
    },
    take: (count, waiting) => room.take(count, { ...waiting, heedsRest: false }),
  };
}
