import { type Lag, readLag } from "@perennial/store";
import { note } from "../bench/measure.ts";
import type { Child } from "./child.ts";
import type { SinkProtocol } from "./sink-process.ts";
import type { Site } from "./site.ts";

/** What is seen at a moment; lags in milliseconds. */
export interface Glance {
  /** Milliseconds of the machine's clock. */
  readonly at: number;
  /** How long the oldest delivery has not been taken apart. */
  readonly ingest: number;
  /** How long the oldest enrolment and the oldest effect have been due. */
  readonly enrolment: number;
  readonly effect: number;
  /** How many effects the sink has. */
  readonly taken: number;
}

const SECOND = 1_000;
/** How often it is said how things are, in glances. */
const SAID_EVERY = 5;

/** Looks each second how far the loops are behind, until it is ended. */
export class Watch {
  readonly glances: Glance[] = [];
  readonly #site: Site;
  readonly #sink: Child<SinkProtocol>;
  readonly #timer: NodeJS.Timeout;
  #looking: Promise<void> = Promise.resolve();

  constructor(site: Site, sink: Child<SinkProtocol>) {
    this.#site = site;
    this.#sink = sink;
    this.#timer = setInterval(() => {
      this.#looking = this.#looking.then(() => this.#look());
    }, SECOND);
  }

  /** Looks no more; fails if looking has failed. */
  async end(): Promise<readonly Glance[]> {
    clearInterval(this.#timer);
    await this.#looking;
    return this.glances;
  }

  async #look(): Promise<void> {
    const now = Date.now();
    const [lag, taken] = await Promise.all([
      readLag(this.#site.db, new Date(now).toISOString()),
      this.#sink.ask("count", null),
    ]);
    const age = (since: Lag[keyof Lag]) =>
      since === null ? 0 : Math.max(0, now - Date.parse(since));
    const glance = {
      at: now,
      ingest: age(lag.delivery),
      enrolment: age(lag.enrolment),
      effect: age(lag.effect),
      taken,
    };
    this.glances.push(glance);
    if (this.glances.length % SAID_EVERY === 0) {
      const { ingest, enrolment, effect } = glance;
      note(
        `${this.glances.length} s: behind by ${ingest} ms with deliveries, ${enrolment} ms with enrolments, ${effect} ms with effects; ${taken} effects at the CRM`,
      );
    }
  }
}
