import type { IncomingMessage } from "node:http";
import type { Clock } from "@perennial/contract";
import { RollingLimit } from "../../rate/rolling-limit.ts";
import { toMillis } from "../../time/instant.ts";
import { BulkOffice } from "../bulk/bulk-office.ts";
import { EventBus, type EventBusSnapshot } from "../delivery/event-bus.ts";
import { OrgRules } from "../record/org-rules.ts";
import type { SObjectRecord, Values } from "../record/record.ts";
import { RecordDesk } from "../record/record-desk.ts";
import { podOf, recordId } from "../record/record-id.ts";
import type { RecordsSnapshot } from "../record/record-registry.ts";
import { RecordService } from "../record/record-service.ts";
import type { Transaction } from "../record/transaction.ts";
import { orgSchema } from "../schema/org-schema.ts";
import { STAGES, type StageMeaning } from "../schema/sales-objects.ts";
import type { SchemaAddition } from "../schema/schema.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { Cursors } from "../soql/cursors.ts";
import { EDITIONS, type Edition } from "./edition.ts";
import { type OrgOptions, type OrgProfile, type OrgUserSketch, orgProfile } from "./org-options.ts";
import { OrgSeed } from "./org-seed.ts";
import { OrgStaff } from "./org-staff.ts";
import { Permissions, type PermissionsSnapshot } from "./permissions.ts";

/** What an org needs of Salesforce. */
export interface OrgDesk {
  readonly clock: Clock;
  /** Real milliseconds for which a question for change events is held open. */
  readonly pollMs: number;
  /** Whether a request has a token of the org that is good. */
  isAuthorized(org: Org, request: Pick<IncomingMessage, "headers">): boolean;
  /** Ends the app's tokens for an org. */
  endTokens(orgId: string): void;
}

/** What an org is kept as over a restart; its counts of calls begin anew. */
export interface OrgSnapshot {
  readonly number: number;
  readonly profile: OrgProfile;
  readonly callLimit: number;
  readonly isInstalled: boolean;
  readonly unapproved: readonly string[];
  readonly permissions: PermissionsSnapshot;
  readonly added: readonly SchemaAddition[];
  readonly stages: readonly StageMeaning[];
  readonly records: RecordsSnapshot;
  readonly events: EventBusSnapshot;
}

const DAY_MS = 86_400_000;

/** One company's Salesforce: its records, people, rules and limits. */
export class Org {
  readonly number: number;
  readonly profile: OrgProfile;
  readonly records: RecordDesk;
  readonly permissions = new Permissions();
  readonly rules = new OrgRules();
  /** The stages of opportunities and what follows from each. */
  readonly stages: StageMeaning[] = [...STAGES];
  readonly cursors = new Cursors();
  /** The app's calls of the last 24 hours. */
  readonly calls: RollingLimit;
  /** Change data capture. */
  readonly events: EventBus;
  /** Bulk jobs. */
  readonly bulk: BulkOffice;
  /** What people in the org do. */
  readonly staff: OrgStaff;
  /** The ids that an answer of what was updated or deleted has at most (REST API Developer Guide, Get Deleted). */
  mostReplicated = 600_000;
  /** Whether the package with our external client app is there. */
  isInstalled: boolean;
  /** Users for whom no administrator has approved the app, by their names. */
  readonly unapproved = new Set<string>();
  readonly #service: RecordService;
  readonly #desk: OrgDesk;
  #url = "";

  constructor(number: number, options: OrgOptions, desk: OrgDesk) {
    this.number = number;
    this.#desk = desk;
    const pod = podOf(number);
    this.profile = orgProfile(recordId("00D", pod, number), options);
    const schema = orgSchema(this.profile);
    this.records = new RecordDesk({
      clock: desk.clock,
      schema,
      pod,
      rules: this.rules,
      stages: this.stages,
      isReadOnly: (type, field) => this.permissions.isReadOnly(type, field),
      onCommit: (committed) => this.events.tell(committed),
    });
    this.#service = new RecordService(this.records);
    this.isInstalled = options.isInstalled ?? true;
    const { edition, licences } = this.profile;
    const { calls, callsPerLicence } = EDITIONS[edition];
    this.calls = new RollingLimit(options.callLimit ?? calls + callsPerLicence * licences, DAY_MS);
    this.bulk = new BulkOffice(desk.clock, pod);
    this.events = new EventBus({
      schema,
      deliveredMost: EDITIONS[edition].deliveredEvents,
      pollMs: desk.pollMs,
      firstReplayId: number * 100_000,
      nowMs: () => toMillis(desk.clock.now()),
      userId: () => this.users[0]?.id ?? "",
      isAuthorized: (request) => desk.isAuthorized(this, request),
      mayHear: (typeName) => this.#mayHear(typeName),
      isHidden: (type, field) => this.permissions.isHidden(type, field),
    });
    const seed = new OrgSeed(this.records);
    const users = options.users ?? [administrator(number)];
    seed.plant(this.profile, users);
    for (const { username, isPreauthorized } of users)
      if (isPreauthorized === false) this.unapproved.add(username);
    this.staff = new OrgStaff(this, seed);
  }

  /** The org's id with 18 characters. */
  get id(): string {
    return this.profile.id;
  }

  get edition(): Edition {
    return EDITIONS[this.profile.edition];
  }

  /** Its own host, the `instance_url` of tokens, without a slash at the end. */
  get url(): string {
    return this.#url;
  }

  /** The simulator notes where the org listens. */
  set url(url: string) {
    this.#url = url;
  }

  /** All users, the first one first. */
  get users(): readonly SObjectRecord[] {
    const type = this.records.schema.type("User");
    return type === undefined ? [] : [...this.records.store(type).all()];
  }

  user(idOrName: string): SObjectRecord | undefined {
    return this.users.find(({ id, values }) => id === idOrName || values.Username === idOrName);
  }

  create(type: SObjectType, values: Values, transaction: Transaction): SObjectRecord {
    return this.#service.create(type, values, transaction);
  }

  update(record: SObjectRecord, values: Values, transaction: Transaction): SObjectRecord {
    return this.#service.update(record, values, transaction);
  }

  delete(record: SObjectRecord, transaction: Transaction): void {
    this.#service.delete(record, transaction);
  }

  merge(
    master: SObjectRecord,
    losers: readonly SObjectRecord[],
    transaction: Transaction,
  ): SObjectRecord {
    return this.#service.merge(master, losers, transaction);
  }

  /** Whole channels, tasks and events are for those who may view all data. */
  #mayHear(typeName: string | undefined): boolean {
    if (this.edition.deliveredEvents === 0) return false;
    const type = typeName === undefined ? undefined : this.records.schema.type(typeName);
    const needsAll = type === undefined || type.name === "Task" || type.name === "Event";
    if (needsAll && !this.permissions.viewAllData) return false;
    return type === undefined || this.permissions.canRead(type);
  }

  /** An administrator takes the package out: its tokens end, and nobody tells the app. */
  uninstall(): void {
    this.isInstalled = false;
    this.#desk.endTokens(this.id);
  }

  snapshot(): OrgSnapshot {
    return {
      number: this.number,
      profile: this.profile,
      callLimit: this.calls.most,
      isInstalled: this.isInstalled,
      unapproved: [...this.unapproved],
      permissions: this.permissions.snapshot(),
      added: this.records.schema.added,
      stages: this.stages,
      records: this.records.snapshot(),
      events: this.events.snapshot(),
    };
  }

  restore(kept: OrgSnapshot): void {
    this.isInstalled = kept.isInstalled;
    this.unapproved.clear();
    for (const name of kept.unapproved) this.unapproved.add(name);
    this.permissions.restore(kept.permissions);
    this.records.schema.addAll(kept.added);
    this.stages.splice(0, this.stages.length, ...kept.stages);
    this.records.restore(kept.records);
    this.events.restore(kept.events);
  }
}

function administrator(number: number): OrgUserSketch {
  return { username: `admin@org-${number}.example`, firstName: "Ada", lastName: "Admin" };
}
