import { AsyncLocalStorage } from "node:async_hooks";
import type { Channel, Instant } from "@perennial/contract";
import type { Database, Tenant } from "@perennial/store";
import { look, type Question } from "../machine/look.ts";
import type { Story } from "../machine/story.ts";

/** A word about marketing that the company knows, since a moment of the story. */
export interface KnownConsent {
  readonly customerId: string;
  readonly channel: Channel;
  readonly state: "given" | "withdrawn";
  readonly at: Instant;
  readonly knownSince: number;
}

/** A customer's answer that the company knows, since a moment of the story. */
export interface KnownAnswer {
  readonly customerId: string;
  readonly knownSince: number;
}

type Row<T> = Omit<T, "knownSince">;

const CONSENTS: Question = {
  name: "consents",
  text: `select customer_id as "customerId", channel, state, at from consents where tenant_id = $1`,
};
const ANSWERS: Question = {
  name: "answers",
  text: `select id, customer_id as "customerId" from signals
  where tenant_id = $1 and type in ('message.replied', 'agreement.signed') and customer_id is not null`,
};
const TAKEN_BACK: Question = {
  name: "taken back",
  text: `select enrolment_id || '/' || seq as key from outbox
  where tenant_id = $1 and withdrawn is not null`,
};

/** Watches the database past all workers: since when it holds what was told, by the commits that brought it. */
export class Witness {
  readonly consents: KnownConsent[] = [];
  readonly answers: KnownAnswer[] = [];
  /** Since when effects are taken back, by `enrolment/seq`. */
  readonly takenBack = new Map<string, number>();
  readonly #db: Database;
  readonly #tenant: Tenant;
  readonly #story: Story;
  readonly #seen = new Set<string>();
  /** Leaves the transaction in whose commit it is told. */
  readonly #outside = AsyncLocalStorage.snapshot();

  constructor(db: Database, tenant: Tenant, story: Story) {
    this.#db = db;
    this.#tenant = tenant;
    this.#story = story;
  }

  /** Looks at what a transaction that was committed has brought, by its statements. */
  async onCommit(texts: readonly string[]): Promise<void> {
    const has = (part: string) => texts.some((text) => text.includes(part));
    const [isIngest, isAdvance] = [has("insert into signals"), has("set withdrawn =")];
    if (has("insert into consents") || isIngest) await this.#outside(() => this.look());
    if (isAdvance) await this.#outside(() => this.#lookAtEffects());
  }

  /** Looks at consents and answers. */
  async look(): Promise<void> {
    const [consents, answers] = await Promise.all([
      look<Row<KnownConsent>>(this.#db, this.#tenant, CONSENTS),
      look<Row<KnownAnswer> & { id: string }>(this.#db, this.#tenant, ANSWERS),
    ]);
    const knownSince = this.#story.moment;
    for (const each of consents) {
      if (this.#isNew(`consent ${Object.values(each).join(" ")}`)) {
        this.consents.push({ ...each, knownSince });
      }
    }
    for (const { id, customerId } of answers) {
      if (this.#isNew(`answer ${id}`)) this.answers.push({ customerId, knownSince });
    }
  }

  async #lookAtEffects(): Promise<void> {
    const rows = await look<{ key: string }>(this.#db, this.#tenant, TAKEN_BACK);
    for (const { key } of rows) {
      if (!this.takenBack.has(key)) this.takenBack.set(key, this.#story.moment);
    }
  }

  #isNew(name: string): boolean {
    if (this.#seen.has(name)) return false;
    this.#seen.add(name);
    return true;
  }
}
