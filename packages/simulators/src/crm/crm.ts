import type { Agreement, Instant } from "@perennial/contract";
import type { DoorAnswer, DoorRequest } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import { type DoorSnapshot, HttpSimulator } from "../door/http-simulator.ts";
import type { Accepted } from "../log/accepted-log.ts";
import type { Beat, SimulatorOptions } from "../simulator.ts";
import { AgreementCalendar } from "./agreement-calendar.ts";
import { type CrmDesk, judgeCrmRequest, refuseCrmRequest } from "./crm-api.ts";
import {
  type CommandResult,
  type CommandsSnapshot,
  type CrmAct,
  CrmCommands,
  type CrmNote,
  type CrmTask,
} from "./crm-commands.ts";
import type { CompanyRecords } from "./crm-item.ts";
import { CrmPushes, type PushesSnapshot } from "./crm-pushes.ts";
import { CrmRecords, type RecordsSnapshot } from "./crm-records.ts";
import { CrmStaff } from "./crm-staff.ts";
import type { CustomFields } from "./field-update.ts";

/** How the CRM is set up. */
export interface CrmOptions extends SimulatorOptions {
  /** What it knows at the start. @default nothing */
  readonly company?: CompanyRecords;
  /** The bearer token that requests must carry. @default "crm-token" */
  readonly token?: string;
  /** What both sides sign with (Standard Webhooks). @default a fixed example */
  readonly signingSecret?: string;
  /** Where changes are posted. @default nowhere */
  readonly callbackUrl?: string;
  /** Whose midnight it is that agreements begin and end at. @default "Europe/Stockholm" */
  readonly zone?: string;
  /** The company's own fields that may be set by their bare name. @default none */
  readonly customFields?: CustomFields;
}

/** A command that the CRM carried out. */
export type AcceptedCommand = Accepted<CrmAct>;

/** What the CRM is kept as over a restart. */
export type CrmSnapshot = DoorSnapshot & CommandsSnapshot & RecordsSnapshot & PushesSnapshot;

const EXAMPLE_SECRET = "whsec_ZXhhbXBsZS1zZWNyZXQtb2YtdGhlLWNybS0wMDAwMDE=";
const NOBODY: CompanyRecords = { customers: [], agreements: [], purchases: [], consents: [] };

/** A simulated small CRM: the company's records, a feed of their changes, and commands on them. */
export class Crm extends HttpSimulator<CrmAct> {
  readonly token: string;
  readonly signingSecret: string;
  readonly records: CrmRecords;
  /** What people at the company do. */
  readonly staff: CrmStaff;
  readonly #commands: CrmCommands;
  readonly #calendar: AgreementCalendar;
  readonly #pushes: CrmPushes;
  readonly #desk: CrmDesk;

  constructor(options: CrmOptions) {
    super(options);
    this.token = options.token ?? "crm-token";
    this.signingSecret = options.signingSecret ?? EXAMPLE_SECRET;
    const zone = options.zone ?? "Europe/Stockholm";
    const custom = options.customFields ?? { customer: [], agreement: [] };
    this.records = new CrmRecords(options.company ?? NOBODY);
    this.staff = new CrmStaff(this.records, this.clock, zone, custom);
    this.#commands = new CrmCommands(this.records, custom);
    this.#calendar = new AgreementCalendar(this.records, this.staff, zone);
    this.#pushes = new CrmPushes(this.clock, this.signingSecret);
    this.#pushes.setUrl(options.callbackUrl);
    this.records.onChange((item) => this.#pushes.add(item));
    this.#desk = {
      token: this.token,
      signingSecret: this.signingSecret,
      records: this.records,
      commands: this.#commands,
      now: () => this.clock.now(),
      perform: (id, command) => this.#perform(id, command),
    };
    this.#takeUp(this.accepted.entries);
  }

  /** Where changes are posted from now on. */
  setCallbackUrl(url: string | undefined): void {
    this.#pushes.setUrl(url);
  }

  /** Calls `listener` when an agreement has ended and nothing follows it. */
  onEnded(listener: (agreement: Agreement, at: Instant) => void): void {
    this.#calendar.onEnded(listener);
  }

  notesOf(customerId: string): readonly CrmNote[] {
    return this.#commands.notesOf(customerId);
  }

  tasksOf(customerId: string): readonly CrmTask[] {
    return this.#commands.tasksOf(customerId);
  }

  snapshot(): CrmSnapshot {
    return {
      ...this.doorSnapshot(),
      ...this.records.snapshot(),
      ...this.#commands.snapshot(),
      ...this.#pushes.snapshot(),
    };
  }

  /** Becomes what it was, and takes up what its journal holds beyond that. */
  restore(snapshot: CrmSnapshot): void {
    this.restoreDoor(snapshot);
    this.records.restore(snapshot);
    this.#commands.restore(snapshot);
    this.#pushes.restore(snapshot);
    this.#calendar.rebuild();
    this.#takeUp(this.accepted.after(snapshot.n));
    this.accepted.replay(snapshot.n);
  }

  protected override judge(request: DoorRequest): Verdict {
    return judgeCrmRequest(request, this.#desk);
  }

  protected override refuse(why: DoorRefusal): DoorAnswer {
    return refuseCrmRequest(why);
  }

  protected override beats(): readonly Beat[] {
    return [this.#calendar.beat, this.#pushes.beat];
  }

  #perform(id: string, command: unknown): CommandResult {
    const isNew = !this.#commands.knows(id);
    const now = this.clock.now();
    const result = this.#commands.perform(id, command, now);
    if (isNew) this.accepted.add(now, { command, result });
    return result;
  }

  #takeUp(entries: readonly AcceptedCommand[]): void {
    for (const { command, result, at } of entries) this.#commands.perform(result.id, command, at);
  }
}

/** Starts a simulated small CRM. */
export async function startCrm(options: CrmOptions): Promise<Crm> {
  const simulator = new Crm(options);
  await simulator.open(options.port ?? 0);
  return simulator;
}
