import type { Instant } from "@perennial/contract";
import { SimulatorError } from "../../simulator-error.ts";
import type { DuplicateRule, Trigger, ValidationRule } from "../record/org-rules.ts";
import { isDeleted, type SObjectRecord, type Values } from "../record/record.ts";
import type { WriteManner } from "../record/transaction.ts";
import type { FieldSketch } from "../schema/field.ts";
import { field } from "../schema/field.ts";
import { BY_SALESFORCE, text } from "../schema/field-kinds.ts";
import { personName } from "../schema/people-objects.ts";
import type { StageMeaning } from "../schema/sales-objects.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import type { Org } from "./org.ts";
import type { OrgUserSketch } from "./org-options.ts";
import type { OrgSeed } from "./org-seed.ts";
import { readPackage } from "./package-source.ts";

const NUMBERED = { ...BY_SALESFORCE, autoNumber: true } as const;

/** What people in an org do: what they write is checked as in Salesforce, and change data capture tells of it. */
export class OrgStaff {
  readonly #org: Org;
  readonly #seed: OrgSeed;
  #stampedAt: Instant | undefined;

  constructor(org: Org, seed: OrgSeed) {
    this.#org = org;
    this.#seed = seed;
  }

  /** Makes a record. */
  create(typeName: string, values: Values): SObjectRecord {
    const type = this.#type(typeName);
    return this.#org.records.transact(this.#byHand(), (transaction) =>
      this.#org.create(type, values, transaction),
    );
  }

  /** Fills the org before a story begins: no change events. Gives the ids. */
  fill(typeName: string, rows: Iterable<Values>): readonly string[] {
    const type = this.#type(typeName);
    const ids: string[] = [];
    for (const row of rows) {
      const manner = { ...this.#byHand(), quiet: true };
      const made = this.#org.records.transact(manner, (transaction) =>
        this.#org.create(type, row, transaction),
      );
      ids.push(made.id);
    }
    return ids;
  }

  /** Changes a record; `null` clears a field. */
  change(id: string, values: Values): SObjectRecord {
    const record = this.#record(id);
    return this.#org.records.transact(this.#byHand(), (transaction) =>
      this.#org.update(record, values, transaction),
    );
  }

  /** Changes several records in one transaction. */
  changeAll(changes: readonly { readonly id: string; readonly values: Values }[]): void {
    this.#org.records.transact(this.#byHand(), (transaction) => {
      for (const { id, values } of changes) this.#org.update(this.#record(id), values, transaction);
    });
  }

  /** Writes that began at an earlier moment and are seen only now: their records are dated with that moment. */
  inLongTransaction(startedAt: Instant, work: () => void): void {
    this.#stampedAt = startedAt;
    try {
      work();
    } finally {
      this.#stampedAt = undefined;
    }
  }

  /** A record as it is, live or in the bin. */
  look(id: string): SObjectRecord | undefined {
    return this.#org.records.find(id);
  }

  /** All live records of a type, in the order of their last change. */
  list(typeName: string): readonly SObjectRecord[] {
    const store = this.#org.records.store(this.#type(typeName));
    return [...store.all()].filter((record) => !isDeleted(record));
  }

  delete(id: string): void {
    const record = this.#record(id);
    this.#org.records.transact(this.#byHand(), (transaction) =>
      this.#org.delete(record, transaction),
    );
  }

  /** Takes a record out of the bin. */
  undelete(id: string): SObjectRecord {
    const record = this.#record(id);
    return this.#org.records.transact(this.#byHand(), (transaction) =>
      this.#org.records.undelete(record, transaction),
    );
  }

  /** Empties the bin of a record, or of everything: no query shows it any more, and no event tells of it. */
  emptyBin(id?: string): void {
    const { records } = this.#org;
    for (const type of records.schema.types)
      for (const record of [...records.store(type).all()])
        if (isDeleted(record) && (id === undefined || record.id === id)) records.purge(record);
  }

  /** Merges records into one; they go to the bin with its id as `MasterRecordId`. */
  merge(masterId: string, ...loserIds: readonly string[]): SObjectRecord {
    const losers = loserIds.map((id) => this.#record(id));
    return this.#org.records.transact(this.#byHand(), (transaction) =>
      this.#org.merge(this.#record(masterId), losers, transaction),
    );
  }

  /** Makes a type of record of the org's own, or of a package's, such as `perennial__Renewal__c`. */
  addObject(
    name: string,
    more: {
      readonly label?: string;
      /** Whether Salesforce numbers the records instead of people naming them. @default false */
      readonly isNumbered?: boolean;
      readonly fields: readonly FieldSketch[];
    },
  ): SObjectType {
    if (!/^(?:[A-Za-z]\w*?__)?[A-Za-z]\w*__c$/.test(name))
      throw new SimulatorError(`The object ${name} must end with __c, as those of an org do.`);
    return this.#org.records.schema.define({
      name,
      fields: [text("Name", 80, more.isNumbered ? NUMBERED : {}), ...more.fields.map(field)],
      ...(more.label === undefined ? {} : { label: more.label }),
    });
  }

  /** Installs a package from its source folder: its objects, fields and channels of change events. */
  install(folder: string, namespace: string): void {
    const { objects, fields, channels } = readPackage(folder, namespace);
    for (const { name, label, isNumbered } of objects)
      this.addObject(name, { label, isNumbered, fields: [] });
    for (const { typeName, field } of fields) this.addField(typeName, field);
    for (const { name, entities } of channels)
      this.#org.events.addChannel(
        name,
        // What an org has not, nobody hears of.
        entities.filter((entity) => this.#org.records.schema.type(entity) !== undefined),
      );
    this.#org.isInstalled = true;
  }

  /** Makes a field of the org's own; where persons can be accounts, they have a contact's own fields as well. */
  addField(typeName: string, sketch: FieldSketch): void {
    const { schema } = this.#org.records;
    schema.addField(this.#type(typeName), sketch);
    if (typeName !== "Contact" || !this.#org.profile.personAccounts) return;
    const name = personName(sketch.name);
    const { childRelationshipName: _, ...twin } = sketch;
    if (name !== undefined) schema.addField(this.#type("Account"), { ...twin, name });
  }

  /** Adds a value to a picklist. */
  addValue(typeName: string, fieldName: string, value: string): void {
    const type = this.#type(typeName);
    const known = this.#org.records.schema.field(type, fieldName);
    if (known === undefined)
      throw new SimulatorError(`${typeName} has no field ${fieldName}; add it with addField().`);
    const { picklistValues, ...rest } = known;
    const values = [...picklistValues.map((one) => one.value), value];
    this.addField(typeName, { ...rest, picklistValues: values });
  }

  /** Adds a stage of opportunities and what follows from it. */
  addStage(stage: StageMeaning): void {
    this.#org.stages.push(stage);
    this.addValue("Opportunity", "StageName", stage.name);
  }

  addValidationRule(rule: ValidationRule): void {
    this.#org.rules.validations.push(rule);
  }

  addDuplicateRule(rule: DuplicateRule): void {
    this.#org.rules.duplicates.push(rule);
  }

  /** From now on, code of the customer's runs with every save of a type through the API. */
  addTrigger(trigger: Trigger): void {
    this.#org.rules.triggers.push(trigger);
  }

  /** Somebody else is saving a record: the next writes of it, or of what belongs to it, fail. */
  lock(id: string, times = 1): void {
    this.#org.rules.lock(this.#record(id).id, times);
  }

  /** Lets someone into the org and gives the id. */
  hire(user: OrgUserSketch): string {
    if (user.isPreauthorized === false) this.#org.unapproved.add(user.username);
    return this.#seed.addUser(user, this.#org.profile);
  }

  /** Shuts someone out: tokens of a user that is not active are of no use. */
  dismiss(userId: string): void {
    this.#org.records.transact({ ...this.#byHand(), bySalesforce: true }, (transaction) =>
      this.#org.records.update(this.#record(userId), { IsActive: false }, transaction),
    );
  }

  /** Makes a queue that can own records of some types, and gives its id. */
  addQueue(name: string, types: readonly string[]): string {
    return this.#seed.addQueue(name, types);
  }

  /** Takes the package out of the org. */
  uninstall(): void {
    this.#org.uninstall();
  }

  #byHand(): WriteManner {
    const stampedAt = this.#stampedAt;
    const userId = this.#org.users[0]?.id ?? "";
    return { userId, ...(stampedAt === undefined ? {} : { stampedAt }) };
  }

  #type(name: string): SObjectType {
    const type = this.#org.records.schema.type(name);
    if (type !== undefined) return type;
    throw new SimulatorError(`Org ${this.#org.id} has no object ${name}; add it with addObject().`);
  }

  #record(id: string): SObjectRecord {
    const record = this.look(id);
    if (record !== undefined) return record;
    throw new SimulatorError(`Org ${this.#org.id} has no record ${id}.`);
  }
}
