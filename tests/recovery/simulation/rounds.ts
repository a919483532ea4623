import type { Instant, ManualClock } from "@perennial/contract";
import {
  advanceDue,
  deliver,
  type EventContext,
  ingestInbox,
  receive,
  sendEvents,
  startPrograms,
  sweepPrograms,
  syncConnections,
} from "@perennial/runtime";
import {
  type AttemptKind,
  asTenant,
  type Database,
  listPutAside,
  releasePutAside,
  type Tenant,
  type WaitingWork,
} from "@perennial/store";
import { look, type Question } from "./machine/look.ts";
import type { ErrandEnd } from "./machine/worker.ts";
import type { Letter } from "./outside/postman.ts";
import type { Planted } from "./planted/planted.ts";

/** A round of one of the runtime's loops. */
export interface Job {
  readonly name: "ingest" | "advance" | "deliver" | "events" | "sweep" | "sync" | "release";
  readonly work: (context: EventContext) => Promise<unknown>;
}

interface Work extends WaitingWork {
  /** Whether something is put aside, as what killed its worker three times is. */
  readonly aside: boolean;
  readonly event: Instant | null;
}

/** What there is to be done, and when. */
const WORK: Question = {
  name: "work",
  text: `select
  exists (select from inbox where tenant_id = $1 and taken_at is null) as deliveries,
  exists (select from standing_changes where tenant_id = $1) as changes,
  exists (select from inbox where tenant_id = $1 and aside_at is not null)
    or exists (select from enrolments where tenant_id = $1 and aside_at is not null) as aside,
  (select min(wake_at) from enrolments where tenant_id = $1 and wake_at is not null) as wake,
  (select min(due_at) from outbox where tenant_id = $1 and due_at is not null) as delivery,
  (select min(greatest(p.resume_at, d.due_at))
    from endpoints p join event_deliveries d on d.tenant_id = $1 and d.endpoint_id = p.id and d.due_at is not null
    where p.tenant_id = $1 and p.state = 'active') as event`,
};

/** An operator lets what is put aside go on: what was killed by chance is not what killed it. */
async function release(
  { db, clock }: EventContext,
  { id }: Tenant,
): Promise<readonly (readonly number[])[]> {
  return asTenant(db, id, async (tx) => {
    const { items } = await listPutAside(tx, { limit: 500 });
    const of = (kind: AttemptKind) => {
      const ids = items.filter((each) => each.kind === kind).map((each) => each.id);
      return releasePutAside(tx, { kind, ids, now: clock.now() });
    };
    return [await of("enrolment"), await of("delivery")];
  });
}

/** The loops of the runtime, and when each has something to do. */
export class Rounds {
  readonly #stage: {
    readonly db: Database;
    readonly tenant: Tenant;
    readonly clock: ManualClock;
  };
  readonly #jobs: ReadonlyMap<Job["name"], Job>;
  #known: Work | undefined;
  /** Loops that looked and found that what is due is in other hands. */
  readonly #inVain = new Set<Job["name"]>();
  /** What the review asks for and nobody has done yet, and who is at it. */
  readonly #asked = new Set<Job["name"]>();
  readonly #atIt = new Map<string, Job["name"]>();

  constructor(stage: {
    readonly db: Database;
    readonly tenant: Tenant;
    readonly clock: ManualClock;
    readonly planted: Planted | undefined;
  }) {
    this.#stage = stage;
    const { tenant, planted } = stage;
    const ingest = planted?.ingest ?? ingestInbox;
    const jobs: readonly Job[] = [
      { name: "ingest", work: (context) => ingest(context, tenant) },
      { name: "advance", work: (context) => advanceDue(context, tenant) },
      {
        name: "deliver",
        work: (context) =>
          deliver(context, tenant, {
            startPrograms: (tx, starts) => startPrograms(context, tx, { tenant, starts }),
            unsubscribeUrl: () => "https://perennial.example/stop",
          }),
      },
      { name: "events", work: (context) => sendEvents(context, tenant) },
      { name: "sweep", work: (context) => sweepPrograms(context, tenant) },
      { name: "sync", work: (context) => syncConnections(context, tenant) },
      { name: "release", work: (context) => release(context, tenant) },
    ];
    this.#jobs = new Map(jobs.map((job) => [job.name, job]));
  }

  /** What there is to be done now, as far as it is worth another look. */
  async due(): Promise<readonly Job[]> {
    const now = this.#stage.clock.now();
    const { deliveries, aside, wake, delivery, event } = await this.#work();
    const isDue = (at: Instant | null) => at !== null && at <= now;
    const atIt = new Set(this.#atIt.values());
    const names: Job["name"][] = [
      ...(deliveries ? (["ingest"] as const) : []),
      ...(aside ? (["release"] as const) : []),
      ...(isDue(wake) ? (["advance"] as const) : []),
      ...(isDue(delivery) ? (["deliver"] as const) : []),
      ...(isDue(event) ? (["events"] as const) : []),
      ...[...this.#asked].filter((name) => !atIt.has(name)),
    ];
    return names
      .filter((name) => !this.#inVain.has(name))
      .flatMap((name) => this.#jobs.get(name) ?? []);
  }

  /** When there will be something to do, as far as the database knows. */
  async next(): Promise<Instant | undefined> {
    const { deliveries, aside, wake, delivery, event } = await this.#work();
    if (deliveries || aside || this.#asked.size > 0) return this.#stage.clock.now();
    const [first] = [wake, delivery, event].flatMap((at) => at ?? []).sort();
    return first;
  }

  /** Whether somebody is at it. */
  isAtIt({ name }: Job): boolean {
    return [...this.#atIt.values()].includes(name);
  }

  begins({ name }: Job, worker: string): void {
    this.#atIt.set(worker, name);
  }

  ended({ name }: Job, worker: string, end: ErrandEnd): void {
    this.#atIt.delete(worker);
    if ("result" in end) this.#asked.delete(name);
    // What failed is tried again when something has changed or time has passed, as the runtime's own loop does it.
    if ("error" in end || didNothing(end.result)) this.#inVain.add(name);
    else this.again();
  }

  died(worker: string): void {
    this.#atIt.delete(worker);
    this.again();
  }

  /** Everything is worth another look. */
  again(): void {
    this.#inVain.clear();
  }

  /** Something in the database has changed. */
  changed(): void {
    this.#known = undefined;
  }

  /** The daily review asks for dates to be looked at and for changes to be read. */
  review(): void {
    this.#asked.add("sweep").add("sync");
  }

  /** Takes a letter at its door. */
  async receive(context: EventContext, { connection, id, signals }: Letter): Promise<string> {
    const door = { tenant: this.#stage.tenant.id, connection };
    const { status } = await receive(context, door, {
      method: "POST",
      url: `https://perennial.example/hooks/v1/${connection}`,
      headers: { "x-id": id },
      body: JSON.stringify(signals),
    });
    if (status === "stored") this.again();
    return status;
  }

  async #work(): Promise<Work> {
    if (this.#known) return this.#known;
    const { db, tenant } = this.#stage;
    const rows = await look<Work>(db, tenant, WORK);
    this.#known = rows[0] ?? {
      deliveries: false,
      aside: false,
      wake: null,
      delivery: null,
      exchange: null,
      changes: false,
      event: null,
    };
    return this.#known;
  }
}

/** Whether a round found nothing that it could take. */
function didNothing(result: unknown): boolean {
  if (typeof result === "number") return result === 0;
  if (typeof result !== "object" || result === null) return false;
  if ("deliveries" in result) return result.deliveries === 0;
  if ("advanced" in result) return result.advanced === 0;
  return "handled" in result && result.handled === 0;
}
