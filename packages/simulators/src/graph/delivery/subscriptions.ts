import type { Clock, Instant } from "@perennial/contract";
import { chance } from "../../chance/chance.ts";
import { post } from "../../courier/post.ts";
import { type OriginProxy, realUrl } from "../../courier/real-url.ts";
import { uuidFrom } from "../../id/uuid.ts";
import type { Beat } from "../../simulator.ts";
import { Agenda, type Appointment } from "../../time/agenda.ts";
import { plusSeconds, toMillis } from "../../time/instant.ts";
import { notFound } from "../graph-refusal.ts";
import type { MailChange } from "../mail/mailbox.ts";
import { movableId } from "../mail/message.ts";

/** Something that an app wants to hear of. */
export interface GraphSubscription {
  readonly id: string;
  readonly changeTypes: readonly string[];
  readonly notificationUrl: string;
  readonly lifecycleNotificationUrl?: string;
  /** As the app wrote it. */
  readonly resource: string;
  readonly userId: string;
  /** The folder that it is about; all of them otherwise. */
  readonly folder?: string;
  readonly expirationDateTime: string;
  readonly clientState?: string;
  /** Whether it tells of mails by their immutable ids, as the app asked when it subscribed. */
  readonly isImmutable: boolean;
  readonly applicationId: string;
}

/** What a subscription's owner is told beside changes. */
export type LifecycleEvent = "reauthorizationRequired" | "subscriptionRemoved" | "missed";

/** A notification that lies ahead. */
export interface NotificationParcel {
  readonly subscriptionId: string;
  readonly url: string;
  readonly value: object;
  readonly attempt: number;
  readonly isLifecycle: boolean;
}

/** What the subscriptions are kept as over a restart. */
export interface SubscriptionsSnapshot {
  readonly made: number;
  readonly subscriptions: readonly GraphSubscription[];
  readonly waiting: readonly Appointment<NotificationParcel>[];
}

/** What deliveries need. */
export interface SubscriptionDesk {
  readonly clock: Clock;
  readonly tenantId: string;
  readonly seed: number;
  readonly proxy: OriginProxy | undefined;
  readonly habits: { readonly duplicates?: number; readonly losses?: number };
}

// Tries go on for four hours (crm/dynamics.md, 1.5); at which moments is not told.
const RETRY_SECONDS = [15, 60, 300, 900, 1800, 3600, 7200];
const JSON_TYPE = { "content-type": "application/json; charset=utf-8" };

/** Who wants to hear of what, and the notifications on their way. */
export class Subscriptions implements Beat {
  readonly #desk: SubscriptionDesk;
  readonly #subscriptions = new Map<string, GraphSubscription>();
  readonly #waiting = new Agenda<NotificationParcel>();
  #lots = 0;
  #made = 0;

  constructor(desk: SubscriptionDesk) {
    this.#desk = desk;
  }

  /** Those that have not ended. */
  get all(): readonly GraphSubscription[] {
    const now = toMillis(this.#desk.clock.now());
    for (const one of this.#subscriptions.values())
      if (Date.parse(one.expirationDateTime) <= now) this.#subscriptions.delete(one.id);
    return [...this.#subscriptions.values()];
  }

  get(id: string): GraphSubscription {
    const found = this.all.find((one) => one.id === id);
    if (found === undefined) throw notFound(`The object was not found.`, "ResourceNotFound");
    return found;
  }

  /** An id that no subscription had before. */
  newId(): string {
    this.#made += 1;
    return uuidFrom(this.#desk.seed, this.#desk.tenantId, "subscription", this.#made);
  }

  put(subscription: GraphSubscription): void {
    this.#subscriptions.set(subscription.id, subscription);
  }

  remove(id: string): void {
    this.#subscriptions.delete(id);
  }

  /** Asks an address whether it wants notifications: it must answer with the token as it is, decoded, within ten seconds. */
  async validate(url: string, token: string): Promise<boolean> {
    const address = new URL(realUrl(url, this.#desk.proxy));
    address.searchParams.set("validationToken", token);
    const answer = await post(address.href, { "content-type": "text/plain; charset=utf-8" }, "");
    if (!("status" in answer)) return false;
    return answer.status === 200 && answer.type.startsWith("text/plain") && answer.body === token;
  }

  /** Tells those who want to hear of a mail. */
  tell(userId: string, { changeType, message }: MailChange): void {
    for (const one of this.all) {
      const concerns = one.userId === userId && (one.folder ?? message.folder) === message.folder;
      if (!concerns || !one.changeTypes.includes(changeType)) continue;
      if (this.#lot("loss") < (this.#desk.habits.losses ?? 0)) continue;
      const id = one.isImmutable ? message.id : movableId(message);
      const path = `Users/${userId}/Messages/${id}`;
      const resourceData = {
        "@odata.type": "#Microsoft.Graph.Message",
        "@odata.id": path,
        "@odata.etag": `W/"${message.version}"`,
        id,
      };
      const value = { ...this.#about(one), changeType, resource: path, resourceData };
      this.#send(one, one.notificationUrl, value, false);
      if (this.#lot("duplicate") < (this.#desk.habits.duplicates ?? 0))
        this.#send(one, one.notificationUrl, value, false);
    }
  }

  /** Tells a subscription's owner what becomes of it. */
  lifecycle(id: string, lifecycleEvent: LifecycleEvent): void {
    const one = this.get(id);
    if (lifecycleEvent === "subscriptionRemoved") this.remove(id);
    if (one.lifecycleNotificationUrl === undefined) return;
    this.#send(
      one,
      one.lifecycleNotificationUrl,
      { ...this.#about(one), resource: one.resource, lifecycleEvent },
      true,
    );
  }

  nextDue(): Instant | undefined {
    return this.#waiting.nextDue();
  }

  async runDue(): Promise<number> {
    const byUrl = new Map<string, NotificationParcel[]>();
    const due = this.#waiting.takeEarliest();
    for (const { what } of due) byUrl.set(what.url, [...(byUrl.get(what.url) ?? []), what]);
    // Notifications for one address travel together, whatever subscriptions they are of.
    for (const [url, parcels] of byUrl) await this.#deliver(url, parcels);
    return due.length;
  }

  snapshot(): SubscriptionsSnapshot {
    return { made: this.#made, subscriptions: this.all, waiting: this.#waiting.list() };
  }

  restore(snapshot: SubscriptionsSnapshot): void {
    this.#made = snapshot.made;
    this.#subscriptions.clear();
    for (const one of snapshot.subscriptions) this.put(one);
    this.#waiting.load(snapshot.waiting);
  }

  #about(one: GraphSubscription): object {
    return {
      subscriptionId: one.id,
      subscriptionExpirationDateTime: one.expirationDateTime,
      ...(one.clientState === undefined ? {} : { clientState: one.clientState }),
      tenantId: this.#desk.tenantId,
    };
  }

  #send(one: GraphSubscription, url: string, value: object, isLifecycle: boolean): void {
    const parcel = { subscriptionId: one.id, url, value, attempt: 0, isLifecycle };
    this.#waiting.add(this.#desk.clock.now(), parcel);
  }

  async #deliver(url: string, parcels: readonly NotificationParcel[]): Promise<void> {
    const body = JSON.stringify({ value: parcels.map(({ value }) => value) });
    const answer = await post(realUrl(url, this.#desk.proxy), JSON_TYPE, body);
    if ("status" in answer && answer.status >= 200 && answer.status < 300) return;
    for (const parcel of parcels) this.#again(parcel);
  }

  #again(parcel: NotificationParcel): void {
    const wait = RETRY_SECONDS[parcel.attempt];
    if (wait !== undefined) {
      const due = plusSeconds(this.#desk.clock.now(), wait);
      this.#waiting.add(due, { ...parcel, attempt: parcel.attempt + 1 });
    } else if (!parcel.isLifecycle && this.#subscriptions.has(parcel.subscriptionId))
      this.lifecycle(parcel.subscriptionId, "missed");
  }

  #lot(what: string): number {
    this.#lots += 1;
    return chance(this.#desk.seed, "notification", what, this.#lots);
  }
}
