import { createHash } from "node:crypto";
import { Command, type Instant } from "@perennial/contract";
import type { CrmRecords } from "./crm-records.ts";
import { type CustomFields, updateAgreement, updateCustomer } from "./field-update.ts";

/** What came of a command. */
export interface CommandResult {
  readonly id: string;
  readonly status: "done" | "refused";
  readonly message?: string;
}

/** A command that was taken, and what came of it. */
export interface CrmAct {
  readonly command: unknown;
  readonly result: CommandResult;
}

/** A line on a customer's timeline. */
export interface CrmNote {
  readonly id: string;
  readonly at: Instant;
  readonly text: string;
  readonly agreementId?: string | undefined;
}

/** A task for a person at the company. */
export interface CrmTask {
  readonly id: string;
  readonly createdAt: Instant;
  readonly title: string;
  readonly body: string;
  readonly agreementId?: string | undefined;
  readonly dueAt?: Instant | undefined;
  readonly assignee?: string | undefined;
}

/** What the commands have left behind, as a snapshot keeps it. */
export interface CommandsSnapshot {
  readonly notes: readonly (readonly [string, readonly CrmNote[]])[];
  readonly tasks: readonly (readonly [string, readonly CrmTask[]])[];
  readonly results: readonly (readonly [string, Remembered])[];
}

interface Remembered {
  readonly fingerprint: string;
  readonly result: CommandResult;
}

const NOTES_KEPT = 50;
const RESULTS_KEPT_OVER_RESTART = 5000;

/** Carries out commands, each once for its id. */
export class CrmCommands {
  readonly #records: CrmRecords;
  readonly #custom: CustomFields;
  #notes = new Map<string, CrmNote[]>();
  #tasks = new Map<string, CrmTask[]>();
  #results = new Map<string, Remembered>();

  constructor(records: CrmRecords, custom: CustomFields) {
    this.#records = records;
    this.#custom = custom;
  }

  notesOf(customerId: string): readonly CrmNote[] {
    return this.#notes.get(customerId) ?? [];
  }

  tasksOf(customerId: string): readonly CrmTask[] {
    return this.#tasks.get(customerId) ?? [];
  }

  /** Whether that very command was carried out before. */
  knows(id: string): boolean {
    return this.#results.has(id);
  }

  /** Carries out a command; a repeat gives the first result and changes nothing. */
  perform(id: string, value: unknown, at: Instant): CommandResult {
    const fingerprint = createHash("sha256").update(JSON.stringify(value)).digest("base64");
    const earlier = this.#results.get(id);
    if (earlier !== undefined) {
      return earlier.fingerprint === fingerprint
        ? earlier.result
        : { id, status: "refused", message: "this id was used for another command" };
    }
    const refused = this.#apply(value, at);
    const result: CommandResult =
      refused === undefined ? { id, status: "done" } : { id, status: "refused", message: refused };
    this.#results.set(id, { fingerprint, result });
    return result;
  }

  snapshot(): CommandsSnapshot {
    return {
      notes: [...this.#notes],
      tasks: [...this.#tasks],
      results: [...this.#results].slice(-RESULTS_KEPT_OVER_RESTART),
    };
  }

  restore({ notes, tasks, results }: CommandsSnapshot): void {
    this.#notes = new Map(notes.map(([id, list]) => [id, [...list]]));
    this.#tasks = new Map(tasks.map(([id, list]) => [id, [...list]]));
    this.#results = new Map(results);
  }

  /** Gives why it is refused, or nothing when it was done. */
  #apply(value: unknown, at: Instant): string | undefined {
    const parsed = Command.safeParse(value);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return `${issue?.path.map(String).join(".") || "command"}: ${issue?.message ?? "invalid"}`;
    }
    const command = parsed.data;
    if (this.#records.customer(command.customerId) === undefined)
      return `no customer ${command.customerId}`;
    if (command.kind === "update-record") return this.#update(command, at);
    if (command.kind === "add-note") return this.#addNote(command);
    if (command.kind === "create-task") return this.#createTask(command, at);
    return `this CRM does not take ${command.kind}`;
  }

  #update(command: Command & { kind: "update-record" }, at: Instant): string | undefined {
    const { object, recordId, customerId, values } = command;
    if (object === "customer") {
      const customer = this.#records.customer(recordId);
      if (customer?.id !== customerId) return `customer ${recordId} is not ${customerId}`;
      const update = updateCustomer(customer, values, this.#custom);
      if ("refused" in update) return update.refused;
      if (update.record !== customer) this.#records.putCustomer(update.record, at);
      return undefined;
    }
    const agreement = this.#records.agreement(recordId);
    if (agreement?.customerId !== customerId)
      return `customer ${customerId} has no agreement ${recordId}`;
    const update = updateAgreement(agreement, values, this.#custom);
    if ("refused" in update) return update.refused;
    if (update.record !== agreement) this.#records.putAgreement(update.record, at);
    return undefined;
  }

  #addNote({ id, customerId, at, text, agreementId }: Command & { kind: "add-note" }): undefined {
    const notes = this.#notes.get(customerId) ?? [];
    notes.push({ id, at, text, ...(agreementId === undefined ? {} : { agreementId }) });
    if (notes.length > NOTES_KEPT) notes.shift();
    this.#notes.set(customerId, notes);
  }

  #createTask(command: Command & { kind: "create-task" }, createdAt: Instant): undefined {
    const { kind: _, customerId, ...task } = command;
    const tasks = this.#tasks.get(customerId) ?? [];
    tasks.push({ ...task, createdAt });
    this.#tasks.set(customerId, tasks);
  }
}
