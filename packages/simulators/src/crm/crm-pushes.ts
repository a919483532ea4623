import { createHash } from "node:crypto";
import type { Clock, Instant } from "@perennial/contract";
import { OrderedCourier, type Waiting } from "../courier/courier.ts";
import { signatureHeaders } from "../courier/signature.ts";
import { type Beat, joinBeats } from "../simulator.ts";
import type { Appointment } from "../time/agenda.ts";
import { type CrmItem, itemKey, itemMoment } from "./crm-item.ts";

// The example schedule of Standard Webhooks 1.0.0 (crm/webhooks.md, 9.1); the last wait is repeated.
const RETRY_SECONDS = [5, 300, 1800, 7200, 18_000, 36_000, 50_400, 72_000, 86_400] as const;
/** About 20 kB, the most that Standard Webhooks recommends. */
const ITEMS_A_PUSH = 25;

/** What the pushes keep over a restart. */
export interface PushesSnapshot {
  readonly pending: readonly CrmItem[];
  readonly callbacks: readonly Appointment<Waiting>[];
}

/** Tells a door of changes, in order: while one push is not taken, the later ones wait. */
export class CrmPushes {
  readonly beat: Beat;
  readonly #clock: Clock;
  readonly #courier: OrderedCourier;
  readonly #pending = new Map<string, CrmItem>();
  #since: Instant | undefined;
  #url: string | undefined;

  constructor(clock: Clock, secret: string) {
    this.#clock = clock;
    this.#courier = new OrderedCourier({
      clock,
      door: () => this.#url,
      schedule: RETRY_SECONDS,
      forever: true,
      taken: (status) => status >= 200 && status < 300,
      headers: ({ id, body }, now) => signatureHeaders(secret, id, now, body),
    });
    const flush: Beat = {
      nextDue: () => (this.#url === undefined ? undefined : this.#since),
      runDue: async () => this.#flush(),
    };
    this.beat = joinBeats([flush, this.#courier]);
  }

  /** Where changes are posted from now on; nowhere by default. */
  setUrl(url: string | undefined): void {
    this.#url = url;
    if (url === undefined) this.#forgetPending();
  }

  /** Notes a change, as long as there is a door to tell; several of one record become one. */
  add(item: CrmItem): void {
    if (this.#url !== undefined) this.#note(item);
  }

  snapshot(): PushesSnapshot {
    return { pending: [...this.#pending.values()], callbacks: this.#courier.list() };
  }

  restore({ pending, callbacks }: PushesSnapshot): void {
    this.#forgetPending();
    for (const item of pending) this.#note(item);
    this.#courier.load(callbacks);
  }

  #note(item: CrmItem): void {
    const key = itemKey(item);
    this.#pending.delete(key);
    this.#pending.set(key, item);
    const now = this.#clock.now();
    // A record changed twice at one moment is dated just after it, but is to be told of now.
    const moment = itemMoment(item) < now ? itemMoment(item) : now;
    if (this.#since === undefined || moment < this.#since) this.#since = moment;
  }

  #flush(): number {
    const items = [...this.#pending.values()];
    const due = this.#since;
    this.#forgetPending();
    if (due === undefined) return 0;
    for (let start = 0; start < items.length; start += ITEMS_A_PUSH) {
      const part = items.slice(start, start + ITEMS_A_PUSH);
      this.#courier.send(due, {
        id: pushId(part),
        type: "application/json",
        body: JSON.stringify({ type: "records.changed", timestamp: due, data: { items: part } }),
      });
    }
    return items.length;
  }

  #forgetPending(): void {
    this.#pending.clear();
    this.#since = undefined;
  }
}

// From the content, so that the same change told again after a restart is recognised.
function pushId(items: readonly CrmItem[]): string {
  const moments = items.map((item) => [itemKey(item), itemMoment(item)]);
  const hash = createHash("sha256").update(JSON.stringify(moments)).digest("hex");
  return `msg_${hash.slice(0, 27)}`;
}
