import type { Clock, Instant } from "@perennial/contract";
import { chance } from "../../chance/chance.ts";
import { post } from "../../courier/post.ts";
import { realUrl } from "../../courier/real-url.ts";
import type { Beat } from "../../simulator.ts";
import { Agenda, type Appointment } from "../../time/agenda.ts";
import { plusSeconds, toMillis } from "../../time/instant.ts";
import type { DeliveryHabits, HubspotApp } from "../hubspot-options.ts";
import { bodyHeaders, momentHeaders } from "./signature.ts";
import type { WebhookEvent } from "./webhook-events.ts";

/** Events that travel together and how often nobody took them. */
export interface WebhookParcel {
  readonly events: readonly WebhookEvent[];
  readonly attempt: number;
}

/** What the deliveries are kept as over a restart. */
export interface WebhooksSnapshot {
  readonly pending: readonly WebhookEvent[];
  readonly since?: Instant;
  readonly waiting: readonly Appointment<WebhookParcel>[];
}

/** An array has fewer than a hundred (crm/hubspot.md, 3.2). */
const MOST_EVENTS = 99;
const AT_ONCE = 10;
// Ten more attempts over a day, at moments that are not told (crm/hubspot.md, 3.3).
const RETRY_SECONDS = [60, 180, 600, 1800, 3600, 7200, 10_800, 14_400, 21_600, 25_000];

/** Posts events of all portals to the app's one door, again and again until it takes them. */
export class Webhooks implements Beat {
  /** How deliveries misbehave from now on. */
  habits: DeliveryHabits;
  readonly #clock: Clock;
  readonly #app: HubspotApp;
  readonly #seed: number;
  readonly #waiting = new Agenda<WebhookParcel>();
  readonly #givenUp: WebhookEvent[] = [];
  #pending: WebhookEvent[] = [];
  #since: Instant | undefined;
  #lots = 0;

  constructor(options: {
    clock: Clock;
    app: HubspotApp;
    seed: number;
    habits: Partial<DeliveryHabits>;
  }) {
    this.#clock = options.clock;
    this.#app = options.app;
    this.#seed = options.seed;
    this.habits = { duplicates: 0, disorder: false, ...options.habits };
  }

  /** Events that nobody took before HubSpot gave up. */
  get givenUp(): readonly WebhookEvent[] {
    return this.#givenUp;
  }

  /** How many events wait to be posted for the first time. */
  get pending(): number {
    return this.#pending.length;
  }

  /** Takes events up, as long as there is a door to post them to. */
  add(events: readonly WebhookEvent[]): void {
    if (this.#app.webhookUrl === undefined || events.length === 0) return;
    this.#since ??= this.#clock.now();
    for (const event of events) {
      this.#pending.push(event);
      if (this.#lot("duplicate") < this.habits.duplicates) this.#pending.push(event);
    }
  }

  nextDue(): Instant | undefined {
    const waiting = this.#waiting.nextDue();
    if (this.#since === undefined || this.#pending.length === 0) return waiting;
    return waiting === undefined || this.#since < waiting ? this.#since : waiting;
  }

  async runDue(): Promise<number> {
    const due = this.nextDue();
    if (this.#since !== undefined && due === this.#since) this.#flush(due);
    const parcels = this.#waiting.takeEarliest().map(({ what }) => what);
    for (let start = 0; start < parcels.length; start += AT_ONCE)
      await Promise.all(parcels.slice(start, start + AT_ONCE).map((one) => this.#attempt(one)));
    return parcels.length;
  }

  snapshot(): WebhooksSnapshot {
    const since = this.#since === undefined ? {} : { since: this.#since };
    return { pending: [...this.#pending], ...since, waiting: this.#waiting.list() };
  }

  restore(snapshot: WebhooksSnapshot): void {
    this.#pending = [...snapshot.pending];
    this.#since = snapshot.since;
    this.#waiting.load(snapshot.waiting);
  }

  #flush(due: Instant): void {
    const events = this.habits.disorder ? this.#shuffled() : this.#pending;
    for (let start = 0; start < events.length; start += MOST_EVENTS)
      this.#waiting.add(due, { events: events.slice(start, start + MOST_EVENTS), attempt: 0 });
    this.#pending = [];
    this.#since = undefined;
  }

  #shuffled(): WebhookEvent[] {
    return this.#pending
      .map((event) => ({ event, lot: this.#lot("order") }))
      .sort((one, other) => one.lot - other.lot)
      .map(({ event }) => event);
  }

  async #attempt({ events, attempt }: WebhookParcel): Promise<void> {
    const url = this.#app.webhookUrl;
    if (url === undefined) return;
    const body = JSON.stringify(events.map((event) => ({ ...event, attemptNumber: attempt })));
    const answer = await post(realUrl(url, this.#app.proxy), this.#headers(url, body), body);
    if ("status" in answer && answer.status >= 200 && answer.status < 300) return;
    const planned = RETRY_SECONDS[attempt];
    if (planned === undefined) {
      this.#givenUp.push(...events);
      return;
    }
    const wait = Math.ceil(planned * (0.5 + this.#lot("retry") / 2));
    this.#waiting.add(plusSeconds(this.#clock.now(), wait), { events, attempt: attempt + 1 });
  }

  #headers(url: string, body: string): Record<string, string> {
    const secret = this.#app.clientSecret;
    const request = { method: "POST", url, body };
    return {
      "content-type": "application/json",
      ...bodyHeaders(secret, body),
      ...momentHeaders(secret, request, toMillis(this.#clock.now())),
    };
  }

  #lot(what: string): number {
    this.#lots += 1;
    return chance(this.#seed, "webhook", what, this.#lots);
  }
}
