import type { IncomingMessage, ServerResponse } from "node:http";
import { RollingLimit } from "../../rate/rolling-limit.ts";
import { SimulatorError } from "../../simulator-error.ts";
import type { Committed } from "../record/transaction.ts";
import type { Field } from "../schema/field.ts";
import type { Schema } from "../schema/schema.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { type ChangePayload, eventsOf, gapEvent } from "./change-events.ts";
import { channelOf, ENTITY_CHANNEL, WHOLE_CHANNEL } from "./channel-name.ts";
import { cometd } from "./cometd.ts";
import { EventLog, type EventLogSnapshot, type StoredEvent } from "./event-log.ts";
import type { BayeuxMessage, BayeuxServer } from "./faye.ts";
import { ReplayEngine } from "./replay-engine.ts";

/** What an org's change events need of it. */
export interface EventBusDesk {
  readonly schema: Schema;
  /** Events that may be delivered in 24 hours, to all subscribers together. */
  readonly deliveredMost: number;
  /** Real milliseconds for which a client's question is held open. */
  readonly pollMs: number;
  /** Where ids of events begin. */
  readonly firstReplayId: number;
  nowMs(): number;
  userId(): string;
  /** Whether a request has a token of the org that is good. */
  isAuthorized(request: Pick<IncomingMessage, "headers">): boolean;
  /** Whether the app's user may hear of a type; nothing for whole channels. */
  mayHear(typeName: string | undefined): boolean;
  isHidden(type: SObjectType, field: Field): boolean;
}

/** What the change events are kept as over a restart; clients connect anew. */
export interface EventBusSnapshot {
  readonly log: EventLogSnapshot;
  readonly selected: readonly string[];
  readonly channels: readonly (readonly [string, readonly string[]])[];
  readonly commits: number;
}

/**
 * Entities that an org may select itself; those of a released package's channel do not count (Change Data Capture
 * Developer Guide, Allocations).
 */
const MOST_SELECTED = 5;
const DAY_MS = 86_400_000;

/** Change data capture of one org: what is captured, what is kept, and who hears of it over CometD. */
export class EventBus {
  readonly delivered: RollingLimit;
  readonly #desk: EventBusDesk;
  readonly #log: EventLog;
  #selected = new Set<string>();
  readonly #channels = new Map<string, ReadonlySet<string>>();
  /** Where a client wants to begin, by client and channel. */
  readonly #wanted = new Map<string, number>();
  #engine: ReplayEngine | undefined;
  #server: BayeuxServer | undefined;
  #commits = 0;

  constructor(desk: EventBusDesk) {
    this.#desk = desk;
    this.#log = new EventLog(desk.firstReplayId);
    this.delivered = new RollingLimit(desk.deliveredMost, DAY_MS);
  }

  /** Everything that is kept, oldest first. */
  get kept(): readonly StoredEvent[] {
    return this.#log.kept(this.#desk.nowMs());
  }

  /** Selects the entities that `/data/ChangeEvents` and their own channels tell of. */
  select(...names: readonly string[]): void {
    const all = new Set([...this.#selected, ...names.map((name) => this.#tracked(name))]);
    if (all.size > MOST_SELECTED)
      throw new SimulatorError(
        `An org selects ${MOST_SELECTED} entities at most; use a package's channel.`,
      );
    this.#selected = all;
  }

  /** Makes a channel such as `Perennial__chn` of a released package, with the entities of it. */
  addChannel(name: string, entities: readonly string[]): void {
    if (!name.endsWith("__chn"))
      throw new SimulatorError(`The channel ${name} must end with __chn, as custom channels do.`);
    this.#channels.set(name, new Set(entities.map((entity) => this.#tracked(entity))));
  }

  /** Tells of a transaction. */
  tell(committed: Committed): void {
    const { schema } = this.#desk;
    this.#commits += 1;
    const payloads = eventsOf(committed, {
      schema,
      ...this.#commit(),
      isCaptured: ({ name }) => this.#isCaptured(name),
      isHidden: (type, field) => this.#desk.isHidden(type, field),
    });
    for (const payload of payloads) this.#send(payload);
  }

  /** Tells only that something happened to records: their data could not be captured. */
  gap(
    entityName: string,
    changeType: "CREATE" | "UPDATE" | "DELETE" | "UNDELETE",
    ids: readonly string[],
  ): void {
    this.#sendGap({ entityName, changeType: `GAP_${changeType}`, recordIds: ids });
  }

  /** Tells that more happened in one transaction than can be told. */
  overflow(entityName: string): void {
    const recordIds = ["000000000000000AAA"];
    this.#sendGap({ entityName, changeType: "GAP_OVERFLOW", recordIds });
  }

  /** How many clients are subscribed to a channel such as `perennial__Perennial__chn`. */
  listenersTo(channel: string): number {
    return this.#engine?.subscribers(`/data/${channel}`).length ?? 0;
  }

  /** Forgets every client: each must shake hands again. */
  dropClients(): void {
    this.#engine?.disconnect();
  }

  /** Forgets every event: ids from before are of no use, as after a move to other servers. */
  reset(): void {
    this.#log.reset();
    this.dropClients();
  }

  /** Answers a request below `/cometd`. */
  handle(request: IncomingMessage, response: ServerResponse): void {
    this.#server ??= this.#open();
    this.#server.handle(request, response);
  }

  close(): void {
    this.#server?.close();
    this.#server = undefined;
  }

  snapshot(): EventBusSnapshot {
    return {
      log: this.#log.snapshot(),
      selected: [...this.#selected],
      channels: [...this.#channels].map(([name, entities]) => [name, [...entities]] as const),
      commits: this.#commits,
    };
  }

  restore(kept: EventBusSnapshot): void {
    this.#log.restore(kept.log);
    this.#selected = new Set(kept.selected);
    this.#commits = kept.commits;
    for (const [name, entities] of kept.channels) this.#channels.set(name, new Set(entities));
  }

  #open(): BayeuxServer {
    const desk = this.#desk;
    return cometd({
      pollMs: desk.pollMs,
      engine: (host) => {
        const engine = new ReplayEngine(host, (clientId, channel) =>
          this.#missed(clientId, channel),
        );
        this.#engine = engine;
        return engine;
      },
      isAuthorized: (request) => desk.isAuthorized(request),
      isSpent: () => this.delivered.remaining(desk.nowMs()) <= 0,
      subscribe: (clientId, channel, replayId) => this.#admit(clientId, channel, replayId),
    });
  }

  /** Why a subscription is refused, or nothing. */
  #admit(clientId: string, channel: string, replayId: number): string | undefined {
    const entities = this.#entitiesOf(channel);
    if (entities === undefined) return "403:denied_by_security_policy:create_denied";
    const entity = ENTITY_CHANNEL.test(channel) ? [...entities][0] : undefined;
    if (!this.#desk.mayHear(entity)) return "403:denied_by_security_policy:subscribe_denied";
    if (this.#log.after(replayId, this.#desk.nowMs()) === undefined)
      return `400::The replayId {${replayId}} you provided was invalid.  Please provide a valid ID, -2 to replay all events, or -1 to replay only new events.`;
    this.#wanted.set(`${clientId} ${channel}`, replayId);
    return undefined;
  }

  #missed(clientId: string, channel: string): readonly BayeuxMessage[] {
    const key = `${clientId} ${channel}`;
    const replayId = this.#wanted.get(key) ?? -1;
    this.#wanted.delete(key);
    const entities = this.#entitiesOf(channel) ?? new Set();
    const missed = this.#log.after(replayId, this.#desk.nowMs()) ?? [];
    return missed
      .filter(({ payload }) => entities.has(payload.ChangeEventHeader.entityName))
      .filter(() => this.delivered.admit(this.#desk.nowMs()))
      .map((event) => messageOf(channel, event));
  }

  #entitiesOf(channel: string): ReadonlySet<string> | undefined {
    if (channel === WHOLE_CHANNEL) return this.#selected;
    const custom = this.#channels.get(channel.replace(/^\/data\//, ""));
    if (custom !== undefined) return custom;
    const entity = this.#desk.schema.types.find(({ name }) => channelOf(name) === channel);
    return entity?.isTracked ? new Set([entity.name]) : undefined;
  }

  #send(payload: ChangePayload): void {
    const event = this.#log.add(payload, this.#desk.nowMs());
    const { entityName } = payload.ChangeEventHeader;
    const channels = [channelOf(entityName)];
    if (this.#selected.has(entityName)) channels.push(WHOLE_CHANNEL);
    for (const [name, entities] of this.#channels)
      if (entities.has(entityName)) channels.push(`/data/${name}`);
    for (const channel of channels)
      for (const clientId of this.#engine?.subscribers(channel) ?? [])
        if (this.delivered.admit(this.#desk.nowMs()))
          this.#engine?.send(clientId, messageOf(channel, event));
  }

  #sendGap(what: { entityName: string; changeType: string; recordIds: readonly string[] }): void {
    this.#commits += 1;
    this.#send(gapEvent(what, { ...this.#commit(), userId: this.#desk.userId() }));
  }

  #commit() {
    const atMs = this.#desk.nowMs();
    const number = this.#desk.firstReplayId * 1000 + this.#commits;
    const transactionKey = number
      .toString(16)
      .padStart(36, "0")
      .replace(/^(.{8})(.{4})(.{4})(.{4})/, "$1-$2-$3-$4-");
    return { atMs, commitNumber: number, transactionKey };
  }

  #isCaptured(name: string): boolean {
    if (this.#selected.has(name)) return true;
    return [...this.#channels.values()].some((entities) => entities.has(name));
  }

  #tracked(name: string): string {
    const type = this.#desk.schema.type(name);
    if (type?.isTracked) return type.name;
    throw new SimulatorError(`${name} is no object that change data capture can be asked for.`);
  }
}

function messageOf(channel: string, { replayId, payload }: StoredEvent): BayeuxMessage {
  const entity = payload.ChangeEventHeader.entityName;
  const EventUuid = `00000000-0000-4000-8000-${replayId.toString(16).padStart(12, "0")}`;
  return { channel, data: { schema: `schema-${entity}`, payload, event: { replayId, EventUuid } } };
}
