import type { Clock } from "@perennial/contract";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSettings, type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import { uuidFrom } from "../id/uuid.ts";
import type { Accepted } from "../log/accepted-log.ts";
import type { Beat } from "../simulator.ts";
import { plusSeconds, toMillis } from "../time/instant.ts";
import { callerOf } from "./account/caller.ts";
import { type FirstRows, firstRows } from "./account/organization-seed.ts";
import { Security, type SecuritySnapshot } from "./account/security.ts";
import { Staff } from "./account/staff.ts";
import { type ApiDesk, answerApi } from "./api/api-door.ts";
import type { Organization } from "./api/call.ts";
import { DailyCount } from "./api/daily-count.ts";
import { limitRefusal, Protection } from "./api/protection.ts";
import { DataverseTroubles } from "./api/trouble.ts";
import type { DataverseAct } from "./dataverse-act.ts";
import type { DataverseOptions } from "./dataverse-options.ts";
import { checkEndpoint } from "./delivery/webhook-auth.ts";
import { Webhooks, type WebhooksSnapshot } from "./delivery/webhooks.ts";
import { standardTables } from "./metadata/standard-tables.ts";
import { TableBook } from "./metadata/table-book.ts";
import type { DeskSnapshot } from "./record/desk-options.ts";
import type { RowChange } from "./record/row-change.ts";
import { RowDesk } from "./record/row-desk.ts";
import { isReference } from "./record/value.ts";

/** Something the app did and Dataverse accepted. */
export type AcceptedDataverseAct = Accepted<DataverseAct>;

/** What the simulated organisation is kept as over a restart; its limits begin anew, and its tables are given again. */
export interface DataverseSnapshot extends DoorSnapshot {
  readonly rows: DeskSnapshot;
  readonly security: SecuritySnapshot;
  readonly webhooks: WebhooksSnapshot;
  readonly first: FirstRows;
}

const TRACKING_DAYS = 30;
const WEBHOOK = 8;

/** A simulated organisation of Dynamics 365: tables, the Web API on them, and what it tells others. */
export class Dataverse extends HttpSimulator<DataverseAct> {
  /** All tables; solutions add theirs through the staff. */
  readonly book = new TableBook();
  readonly security = new Security();
  /** Difficulties that meet the next requests. */
  readonly trouble = new DataverseTroubles();
  /** What each user asked for, and what was too much. */
  readonly protection: Protection;
  /** What the tenant's application users asked for in the last day. */
  readonly daily: DailyCount;
  readonly webhooks: Webhooks;
  /** What people in the organisation do. */
  readonly staff: Staff;
  readonly desk: RowDesk;
  readonly #options: DataverseOptions;
  readonly #seed: number;
  #first: FirstRows;
  /** How far its clock is ahead of everybody else's, in seconds. */
  skewSeconds: number;
  readonly #ownClock: Clock;
  #requests = 0;
  #isFounded = false;
  #atOnce = 0;

  constructor(options: DataverseOptions) {
    super(options);
    this.#options = options;
    this.#seed = options.seed ?? 1;
    this.skewSeconds = options.skewSeconds ?? 0;
    this.#ownClock = { now: () => plusSeconds(options.clock.now(), this.skewSeconds) };
    const without = options.without ?? [];
    for (const table of [...standardTables(), ...(options.tables ?? [])])
      if (!without.includes(table.name)) this.book.add(table);
    this.protection = new Protection(options.limits);
    this.daily = new DailyCount(options.dailyRequests);
    this.desk = new RowDesk({
      clock: this.#ownClock,
      book: this.book,
      seed: this.#seed,
      keepsDeleted: options.recycleBin ?? false,
      businessUnitOf: (owner) => {
        const unit = this.desk.row(owner)?.values.businessunitid;
        return isReference(unit) ? unit.id : undefined;
      },
      check: (table, values) => {
        if (table.name === "serviceendpoint" && values.contract === WEBHOOK)
          checkEndpoint(values.url);
      },
      onChange: (change) => this.#changed(change),
    });
    this.#first = firstRows(this.desk, this.book, {
      name: options.name ?? "Contoso",
      currency: options.currency ?? "SEK",
      changeTrackingDays: options.changeTrackingDays ?? TRACKING_DAYS,
      security: this.security,
    });
    this.webhooks = this.#makeWebhooks();
    this.staff = new Staff({
      desk: this.desk,
      book: this.book,
      security: this.security,
      first: this.#first,
    });
    this.#isFounded = true;
  }

  /** The id of the organisation. */
  get organizationId(): string {
    return this.#first.organization;
  }

  /** The rows that every organisation begins with. */
  get first(): FirstRows {
    return this.#first;
  }

  /** Where it says it is; tokens are for this origin. */
  get origin(): string {
    return this.#options.origin ?? this.url;
  }

  override async open(port: number): Promise<void> {
    await super.open(port);
    const { entra, tenantId } = this.#options;
    entra.tenant(tenantId)?.addResource(this.origin);
  }

  snapshot(): DataverseSnapshot {
    return {
      ...this.doorSnapshot(),
      rows: this.desk.snapshot(),
      security: this.security.snapshot(),
      webhooks: this.webhooks.snapshot(),
      first: this.#first,
    };
  }

  /** Becomes what it was; made with the same seed and tables, the rows it begins with are the same. */
  restore(snapshot: DataverseSnapshot): void {
    this.restoreDoor(snapshot);
    this.desk.restore(snapshot.rows);
    this.security.restore(snapshot.security);
    this.webhooks.restore(snapshot.webhooks);
    this.#first = snapshot.first;
  }

  protected override judge(request: DoorRequest): Verdict {
    return { accept: () => this.#answer(request) };
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    if (why === "too-many") return limitRefusal("requests", 5).answer();
    if (why === "too-long")
      return {
        status: 413,
        body: { error: { code: "0x80048d19", message: "Request Entity Too Large" } },
      };
    return {
      status: 500,
      body: { error: { code: "0x80040216", message: "An unexpected error occurred." } },
    };
  }

  protected override doorSettings(): DoorSettings {
    return {
      headLimit: 65_536,
      enter: () => {
        this.#atOnce += 1;
        return {
          delayMs: 0,
          leave: () => {
            this.#atOnce -= 1;
          },
        };
      },
    };
  }

  protected override beats(): readonly Beat[] {
    return [this.webhooks];
  }

  #answer(request: DoorRequest): DoorAnswer {
    if (!request.path.startsWith("/api/data/"))
      return {
        status: 404,
        headers: { "content-type": "text/html" },
        body: "<html><h1>404 Not Found</h1></html>",
      };
    return answerApi(request, this.#apiDesk());
  }

  #apiDesk(): ApiDesk {
    const { requestMs = 20, rowMs = 5 } = this.#options.work ?? {};
    const nowMs = toMillis(this.#ownClock.now());
    return {
      org: this.#organization(nowMs),
      protection: this.protection,
      atOnce: this.#atOnce,
      work: { requestMs, rowMs },
      caller: (request) =>
        callerOf(request, {
          entra: this.#options.entra,
          tenantId: this.#options.tenantId,
          origin: this.origin,
          users: this.desk.store(this.book.need("systemuser")),
          security: this.security,
        }),
      trouble: (request) => this.trouble.next(request),
      countDaily: (requests) => this.daily.add(requests, nowMs),
      requestId: () => {
        this.#requests += 1;
        return uuidFrom(this.#seed, "request", this.#requests);
      },
    };
  }

  #organization(nowMs: number): Organization {
    const { organization } = this.#first;
    const table = this.book.need("organization");
    const days = this.desk.store(table).get(organization)?.values.expirechangetrackingindays;
    return {
      id: organization,
      name: this.#options.name ?? "Contoso",
      tenantId: this.#options.tenantId,
      origin: this.origin,
      book: this.book,
      desk: this.desk,
      security: this.security,
      nowMs,
      changeTrackingDays: typeof days === "number" ? days : TRACKING_DAYS,
      log: (act) => this.accepted.add(this.clock.now(), act),
    };
  }

  #changed(change: RowChange): void {
    // The first rows are made before there is anybody to tell.
    if (this.#isFounded) this.webhooks.add(change);
  }

  #makeWebhooks(): Webhooks {
    const { organization, businessUnit, system } = this.#first;
    return new Webhooks({
      clock: this.clock,
      desk: this.desk,
      book: this.book,
      seed: this.#seed,
      habits: this.#options.webhooks ?? {},
      proxy: this.#options.proxy,
      around: {
        organizationId: organization,
        organizationName: this.#options.name ?? "Contoso",
        businessUnitId: businessUnit,
      },
      systemUser: system,
    });
  }
}

/** Starts a simulated organisation; its tenant must be there in Entra ID. */
export async function startDataverse(options: DataverseOptions): Promise<Dataverse> {
  const simulator = new Dataverse(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}
