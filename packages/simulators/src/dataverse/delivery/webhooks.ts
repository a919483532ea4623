import type { Clock, Instant } from "@perennial/contract";
import { chance } from "../../chance/chance.ts";
import { post } from "../../courier/post.ts";
import { type OriginProxy, realUrl } from "../../courier/real-url.ts";
import type { Beat } from "../../simulator.ts";
import { Agenda, type Appointment } from "../../time/agenda.ts";
import { plusSeconds, toMillis } from "../../time/instant.ts";
import type { WebhookHabits } from "../dataverse-options.ts";
import type { TableBook } from "../metadata/table-book.ts";
import type { Row } from "../record/row.ts";
import type { RowChange } from "../record/row-change.ts";
import type { RowDesk } from "../record/row-desk.ts";
import { isReference, type Value } from "../record/value.ts";
import { type ContextAround, executionContext } from "./execution-context.ts";
import { authHeaders, authUrl } from "./webhook-auth.ts";

/** A delivery that lies ahead. */
export interface WebhookParcel {
  readonly stepId: string;
  readonly endpointId: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  readonly message: string;
  readonly isSecond: boolean;
}

/** What the deliveries are kept as over a restart. */
export interface WebhooksSnapshot {
  readonly waiting: readonly Appointment<WebhookParcel>[];
  readonly operations: number;
}

/** What the deliveries need of the organisation. */
export interface WebhookDesk {
  readonly clock: Clock;
  readonly desk: RowDesk;
  readonly book: TableBook;
  readonly seed: number;
  readonly habits: Partial<WebhookHabits>;
  readonly proxy: OriginProxy | undefined;
  /** What of the organisation each delivery tells. */
  readonly around: Pick<ContextAround, "organizationId" | "organizationName" | "businessUnitId">;
  /** The id of the service itself, which writes down what failed. */
  readonly systemUser: string;
}

const WEBHOOK = 8;
const ASYNCHRONOUS = 1;
const AGAIN = [502, 503, 504];
const RETRY_SECONDS = 10;
const AT_ONCE = 10;

/**
 * Posts changes to the web addresses that steps name: each once and, on 502, 503 or 504 alone, a second time; whatever
 * else comes back, the event is lost and a failed job is all that is left of it (crm/dynamics.md, 3.2).
 */
export class Webhooks implements Beat {
  /** How deliveries misbehave from now on. */
  habits: WebhookHabits;
  readonly #desk: WebhookDesk;
  readonly #waiting = new Agenda<WebhookParcel>();
  #operations = 0;
  #lots = 0;

  constructor(desk: WebhookDesk) {
    this.#desk = desk;
    this.habits = { duplicates: 0, losses: 0, disorder: false, ...desk.habits };
  }

  /** How many deliveries lie ahead. */
  get pending(): number {
    return this.#waiting.size;
  }

  /** Takes a change up for every step that is registered for it. */
  add(change: RowChange): void {
    const steps = this.#desk.desk.store(this.#desk.book.need("sdkmessageprocessingstep"));
    for (const step of steps.rows()) if (this.#isFor(step, change)) this.#send(step, change);
  }

  nextDue(): Instant | undefined {
    return this.#waiting.nextDue();
  }

  async runDue(): Promise<number> {
    const due = this.#waiting.takeEarliest().map(({ what }) => what);
    const parcels = this.habits.disorder ? this.#shuffled(due) : due;
    for (let start = 0; start < parcels.length; start += AT_ONCE)
      await Promise.all(parcels.slice(start, start + AT_ONCE).map((one) => this.#attempt(one)));
    return parcels.length;
  }

  snapshot(): WebhooksSnapshot {
    return { waiting: this.#waiting.list(), operations: this.#operations };
  }

  restore(snapshot: WebhooksSnapshot): void {
    this.#waiting.load(snapshot.waiting);
    this.#operations = snapshot.operations;
  }

  #isFor({ values }: Row, change: RowChange): boolean {
    if (values.statecode !== 0 || values.mode !== ASYNCHRONOUS) return false;
    if (this.#textOf(values.sdkmessageid, "name") !== change.message) return false;
    const filter = this.#textOf(values.sdkmessagefilterid, "primaryobjecttypecode");
    if (filter !== undefined && filter !== change.table.name) return false;
    const columns =
      typeof values.filteringattributes === "string" ? values.filteringattributes : "";
    if (change.message !== "Update" || columns === "") return true;
    const names = columns.split(",").map((name) => name.trim());
    return names.some((name) => name in change.values);
  }

  #send(step: Row, change: RowChange): void {
    const endpoint = this.#rowOf(step.values.eventhandler);
    if (endpoint === undefined || endpoint.values.contract !== WEBHOOK) return;
    this.#operations += 1;
    const now = this.#desk.clock.now();
    const around = {
      ...this.#desk.around,
      stepId: step.id,
      operation: this.#operations,
      atMs: toMillis(now),
    };
    const { body, exceeded } = executionContext(change, around);
    const headers = {
      "content-type": "application/json",
      "x-ms-dynamics-organization": this.#desk.around.organizationName,
      "x-ms-dynamics-entity-name": change.table.name,
      "x-ms-dynamics-request-name": change.message,
      "x-ms-correlation-request-id": change.writer.correlationId,
      ...(exceeded ? { "x-ms-dynamics-msg-size-exceeded": "true" } : {}),
    };
    const parcel = {
      stepId: step.id,
      endpointId: endpoint.id,
      headers,
      body,
      message: change.message,
      isSecond: false,
    };
    if (this.#lot("loss") < this.habits.losses) return;
    this.#waiting.add(now, parcel);
    if (this.#lot("duplicate") < this.habits.duplicates) this.#waiting.add(now, parcel);
  }

  async #attempt(parcel: WebhookParcel): Promise<void> {
    const endpoint = this.#rowOf({ table: "serviceendpoint", id: parcel.endpointId });
    if (endpoint === undefined) return;
    const url = authUrl(endpoint);
    const headers = { ...parcel.headers, ...authHeaders(endpoint) };
    const answer = await post(realUrl(url, this.#desk.proxy), headers, parcel.body);
    if ("status" in answer && answer.status >= 200 && answer.status < 300) return;
    if ("status" in answer && AGAIN.includes(answer.status) && !parcel.isSecond) {
      this.#waiting.add(plusSeconds(this.#desk.clock.now(), RETRY_SECONDS), {
        ...parcel,
        isSecond: true,
      });
      return;
    }
    this.#failed(parcel, "status" in answer ? `Http Status: ${answer.status}` : answer.failed);
  }

  #failed(parcel: WebhookParcel, why: string): void {
    const writer = { userId: this.#desk.systemUser, correlationId: parcel.stepId, depth: 1 };
    const values = {
      name: parcel.message,
      messagename: parcel.message,
      friendlymessage: `The webhook call failed. ${why}`,
      completedon: this.#desk.clock.now(),
      owningextensionid: { table: "sdkmessageprocessingstep", id: parcel.stepId },
      statecode: 3,
      statuscode: 31,
    };
    this.#desk.desk.create(this.#desk.book.need("asyncoperation"), values, {
      writer,
      byService: true,
    });
  }

  #shuffled(parcels: readonly WebhookParcel[]): readonly WebhookParcel[] {
    return parcels
      .map((parcel) => ({ parcel, lot: this.#lot("order") }))
      .sort((one, other) => one.lot - other.lot)
      .map(({ parcel }) => parcel);
  }

  #rowOf(value: Value | undefined): Row | undefined {
    return isReference(value) ? this.#desk.desk.row(value) : undefined;
  }

  #textOf(value: Value | undefined, column: string): string | undefined {
    const text = this.#rowOf(value)?.values[column];
    return typeof text === "string" ? text : undefined;
  }

  #lot(what: string): number {
    this.#lots += 1;
    return chance(this.#desk.seed, "webhook", what, this.#lots);
  }
}
