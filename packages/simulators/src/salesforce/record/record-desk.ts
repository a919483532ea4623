import type { Clock } from "@perennial/contract";
import { toMillis } from "../../time/instant.ts";
import type { Field, FieldValue } from "../schema/field.ts";
import type { StageMeaning } from "../schema/sales-objects.ts";
import type { Schema } from "../schema/schema.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { changedValues, withoutEmpty } from "./changed-values.ts";
import { derivedValues } from "./derived-values.ts";
import { refused } from "./dml-refusal.ts";
import { wholeSecond } from "./field-value.ts";
import type { OrgRules } from "./org-rules.ts";
import { isDeleted, type SObjectRecord, textOf, type Values } from "./record.ts";
import { RecordRegistry } from "./record-registry.ts";
import { type Committed, Transaction, type WriteManner } from "./transaction.ts";
import { checkTypeRules, type MemberStatus } from "./type-rules.ts";
import { checkedValues } from "./write-check.ts";
import { checkOrgRules } from "./write-rules.ts";

/** What the records of an org work with. */
export interface RecordDeskOptions {
  readonly clock: Clock;
  readonly schema: Schema;
  /** The letters that tell the org's ids from those of others. */
  readonly pod: string;
  readonly rules: OrgRules;
  readonly stages: readonly StageMeaning[];
  isReadOnly(type: SObjectType, field: Field): boolean;
  /** A transaction is through. */
  onCommit(committed: Committed): void;
}

/** All records of one org: every write goes through here, is checked, dated and told of when it is committed. */
export class RecordDesk extends RecordRegistry {
  readonly #options: RecordDeskOptions;
  /** The transaction that further ones are part of, while there is one. */
  #outer: Transaction | undefined;

  constructor(options: RecordDeskOptions) {
    super(options.schema, options.pod);
    this.#options = options;
  }

  get rules(): OrgRules {
    return this.#options.rules;
  }

  /** Does several writes as one; when `work` throws, none of them happened. */
  transact<T>(manner: WriteManner, work: (transaction: Transaction) => T): T {
    const transaction = new Transaction(manner);
    try {
      const result = work(transaction);
      if (this.#outer === undefined) this.#commit(transaction);
      else this.#outer.absorb(transaction);
      return result;
    } catch (error) {
      transaction.rollBack();
      throw error;
    }
  }

  /** Makes all transactions of `work` one; when it throws, none of them happened. */
  nested<T>(manner: WriteManner, work: () => T): T {
    const transaction = new Transaction(manner);
    this.#outer = transaction;
    try {
      const result = work();
      this.#commit(transaction);
      return result;
    } catch (error) {
      transaction.rollBack();
      throw error;
    } finally {
      this.#outer = undefined;
    }
  }

  create(type: SObjectType, given: Values, transaction: Transaction): SObjectRecord {
    const { manner } = transaction;
    checkWritable(type, manner);
    const values = this.#checked(type, given, undefined, manner);
    const now = this.now(manner);
    const owner =
      this.schema.field(type, "OwnerId") === undefined ? {} : { OwnerId: manner.userId };
    const after = this.#derived(type, { ...owner, ...values }, undefined);
    this.#checkRules(type, { after, before: undefined, id: undefined }, manner);
    const store = this.store(type);
    const id = store.nextId(type.keyPrefix);
    const number = store.lastNumber;
    const stamped = {
      ...withoutEmpty({ ...after, ...this.#numbers(type, number) }),
      Id: id,
      IsDeleted: false,
      CreatedDate: now,
      CreatedById: manner.userId,
      LastModifiedDate: now,
      LastModifiedById: manner.userId,
      SystemModstamp: now,
    };
    const record = this.#replace(
      { id, type, values: { ...stamped, ...bySalesforce(values, manner) } },
      undefined,
      transaction,
    );
    transaction.note({ changeType: "CREATE", type, id, changed: record.values });
    return record;
  }

  update(before: SObjectRecord, given: Values, transaction: Transaction): SObjectRecord {
    const { manner } = transaction;
    const { type, id } = before;
    checkWritable(type, manner);
    if (isDeleted(before)) throw refused("ENTITY_IS_DELETED", "entity is deleted");
    const values = this.#checked(type, given, before, manner);
    const after = this.#derived(type, { ...before.values, ...values }, before.values);
    this.#checkRules(type, { after, before: before.values, id }, manner);
    const now = this.now(manner);
    const stamps = { LastModifiedDate: now, LastModifiedById: manner.userId, SystemModstamp: now };
    const next = withoutEmpty({ ...after, ...stamps });
    const record = this.#replace({ id, type, values: next }, before, transaction);
    const changed = changedValues(before.values, record.values);
    // Salesforce dates a save that changes nothing too, but tells nobody of it.
    if (Object.keys(changed).some((name) => !(name in stamps)))
      transaction.note({
        changeType: "UPDATE",
        type,
        id,
        changed: { ...changed, LastModifiedDate: now },
      });
    return record;
  }

  /** Sets fields that no rule looks at, as Salesforce's own work does: only `SystemModstamp` moves. */
  touch(before: SObjectRecord, values: Values, transaction: Transaction): SObjectRecord {
    const next = withoutEmpty({
      ...before.values,
      ...values,
      SystemModstamp: this.now(transaction.manner),
    });
    const record = this.#replace({ ...before, values: next }, before, transaction);
    const changed = changedValues(before.values, next);
    delete changed.SystemModstamp;
    if (Object.keys(changed).length > 0)
      transaction.note({ changeType: "UPDATE", type: before.type, id: before.id, changed });
    return record;
  }

  /** Puts a record and what goes with it into the bin. */
  delete(record: SObjectRecord, transaction: Transaction): void {
    const { type, id } = record;
    checkWritable(type, transaction.manner);
    if (isDeleted(record)) throw refused("ENTITY_IS_DELETED", "entity is deleted");
    if (transaction.manner.ruled) this.#checkLock([id]);
    if (record.type.name === "Contract" && record.values.Status === "Activated")
      throw refused("DELETE_FAILED", "An activated contract cannot be deleted.");
    for (const child of this.#dependents(record)) this.delete(child, transaction);
    this.release(record);
    transaction.onUndo(() => this.claim(record));
    this.#bin(record, true, transaction);
    transaction.note({ changeType: "DELETE", type, id, changed: {} });
  }

  /** Takes a record out of the bin. */
  undelete(record: SObjectRecord, transaction: Transaction): SObjectRecord {
    if (!isDeleted(record) || record.values.MasterRecordId)
      throw refused("UNDELETE_FAILED", "Entity is not in the recycle bin");
    const back = this.#bin(record, false, transaction);
    this.claim(back);
    transaction.onUndo(() => this.release(back));
    const { type, id } = back;
    transaction.note({ changeType: "UNDELETE", type, id, changed: back.values });
    return back;
  }

  /** Removes a record from the bin for good; nobody is told. */
  purge(record: SObjectRecord): void {
    this.store(record.type).purge(record.id, Date.parse(textOf(record, "SystemModstamp") ?? ""));
  }

  /** The moment of a write. */
  now({ stampedAt }: Pick<WriteManner, "stampedAt"> = {}): string {
    return wholeSecond(toMillis(stampedAt ?? this.#options.clock.now()));
  }

  #commit(transaction: Transaction): void {
    const committed = transaction.committed();
    if (transaction.manner.quiet || committed.changes.length === 0) return;
    this.#options.onCommit(committed);
  }

  #checked(
    type: SObjectType,
    given: Values,
    before: SObjectRecord | undefined,
    manner: WriteManner,
  ) {
    const { schema } = this;
    return checkedValues(given, {
      schema,
      type,
      before,
      manner,
      isReadOnly: (of, field) => this.#options.isReadOnly(of, field),
      find: (id) => this.find(id),
    });
  }

  #derived(type: SObjectType, after: Values, before: Values | undefined): Values {
    const { stages } = this.#options;
    const find = (id: FieldValue) => (typeof id === "string" ? this.find(id) : undefined);
    const memberStatuses = (campaignId: string) => this.#memberStatuses(campaignId);
    const context = { stages, now: this.now(), find, memberStatuses };
    return { ...after, ...derivedValues(type.name, { after, before }, context) };
  }

  #checkRules(
    type: SObjectType,
    write: { after: Values; before: Values | undefined; id: string | undefined },
    manner: WriteManner,
  ): void {
    checkTypeRules(type.name, write, {
      find: (id) => this.find(id),
      memberStatuses: (campaignId) => this.#memberStatuses(campaignId),
      isMember: (campaignId, who, id) => this.#isMember(campaignId, who, id),
    });
    if (manner.ruled) {
      const parent = write.after.AccountId;
      this.#checkLock([write.id, parent].filter((one) => typeof one === "string"));
    }
    checkOrgRules(this, { type, manner, ...write });
  }

  #checkLock(ids: readonly string[]): void {
    const locked = this.rules.locked(ids);
    if (locked !== undefined)
      throw refused(
        "UNABLE_TO_LOCK_ROW",
        `unable to obtain exclusive access to this record or 1 records: ${locked}`,
      );
  }

  #isMember(campaignId: string, who: "ContactId" | "LeadId", id: string): boolean {
    const type = this.schema.type("CampaignMember");
    if (type === undefined) return false;
    const all = [...this.store(type).all()];
    return all.some(
      (one) => one.values[who] === id && one.values.CampaignId === campaignId && !isDeleted(one),
    );
  }

  #memberStatuses(campaignId: string): readonly MemberStatus[] {
    const type = this.schema.type("CampaignMemberStatus");
    if (type === undefined) return [];
    return [...this.store(type).all()]
      .filter(({ values }) => values.CampaignId === campaignId && values.IsDeleted === false)
      .map(({ values }) => ({
        label: String(values.Label),
        hasResponded: values.HasResponded === true,
        isDefault: values.IsDefault === true,
      }));
  }

  #numbers(type: SObjectType, number: number): Record<string, string> {
    const names = this.schema.fields(type).filter(({ autoNumber }) => autoNumber);
    return Object.fromEntries(names.map(({ name }) => [name, String(number).padStart(8, "0")]));
  }

  #replace(
    record: SObjectRecord,
    before: SObjectRecord | undefined,
    transaction: Transaction,
  ): SObjectRecord {
    const store = this.store(record.type);
    if (before !== undefined) this.release(before);
    this.claim(record);
    store.put(record);
    transaction.onUndo(() => {
      this.release(record);
      if (before === undefined) return store.remove(record.id);
      this.claim(before);
      store.put(before);
    });
    return record;
  }

  #bin(record: SObjectRecord, deleted: boolean, transaction: Transaction): SObjectRecord {
    const now = this.now(transaction.manner);
    const stamps = { LastModifiedDate: now, LastModifiedById: transaction.manner.userId };
    const values = { ...record.values, ...stamps, IsDeleted: deleted, SystemModstamp: now };
    const next = { ...record, values };
    const store = this.store(record.type);
    store.put(next);
    transaction.onUndo(() => store.put(record));
    return next;
  }

  *#dependents(record: SObjectRecord): Generator<SObjectRecord> {
    for (const { type, field } of this.schema.referencesTo(record.type)) {
      if (!field.cascadeDelete) continue;
      const rows = [...this.store(type).all()];
      yield* rows.filter((row) => row.values[field.name] === record.id && !isDeleted(row));
    }
  }
}

function checkWritable(type: SObjectType, manner: WriteManner): void {
  if (type.isWritable || manner.bySalesforce) return;
  throw refused(
    "CANNOT_INSERT_UPDATE_ACTIVATE_ENTITY",
    `entity type ${type.name} cannot be written through the API`,
  );
}

function bySalesforce(values: Values, manner: WriteManner): Values {
  return manner.bySalesforce ? withoutEmpty(values) : {};
}
