import type { FieldValue } from "../schema/field.ts";
import { PERSON_FIELDS } from "../schema/people-objects.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import { type DmlRefusal, refused } from "./dml-refusal.ts";
import { isDeleted, type SObjectRecord, textOf, type Values } from "./record.ts";
import type { RecordDesk } from "./record-desk.ts";
import type { Transaction } from "./transaction.ts";

/** The rows whose amounts a parent sums up. */
const ROLL_UPS: Readonly<Record<string, { parent: string; field: string; flag?: string }>> = {
  OrderItem: { parent: "OrderId", field: "TotalAmount" },
  OpportunityLineItem: {
    parent: "OpportunityId",
    field: "Amount",
    flag: "HasOpportunityLineItem",
  },
};

/** Writes records and what follows from that in others: a person's contact, the sum of an order. */
export class RecordService {
  readonly #records: RecordDesk;

  constructor(records: RecordDesk) {
    this.#records = records;
  }

  create(type: SObjectType, given: Values, transaction: Transaction): SObjectRecord {
    if (this.#isPerson(type, given)) return this.#createPerson(type, given, transaction);
    const record = this.#records.create(type, given, transaction);
    if (type.name === "Campaign") this.#addMemberStatuses(record, transaction);
    this.#rollUp(record, transaction);
    return record;
  }

  update(before: SObjectRecord, given: Values, transaction: Transaction): SObjectRecord {
    if (before.type.name === "Contact" && before.values.IsPersonAccount === true)
      throw refused(
        "INVALID_FIELD_FOR_INSERT_UPDATE",
        "A person account's contact is changed through its account.",
      );
    if (before.values.IsPersonAccount === true && "Name" in given) throw personName();
    const record = this.#records.update(before, given, transaction);
    const contact = this.#records.find(textOf(record, "PersonContactId") ?? "");
    if (contact !== undefined)
      this.#records.touch(contact, this.#personValues(record), transaction);
    this.#rollUp(record, transaction);
    return record;
  }

  delete(record: SObjectRecord, transaction: Transaction): void {
    this.#records.delete(record, transaction);
    this.#rollUp(record, transaction);
  }

  /** Joins records into one: theirs become its own, and they go to the bin with its id. */
  merge(
    master: SObjectRecord,
    losers: readonly SObjectRecord[],
    transaction: Transaction,
  ): SObjectRecord {
    const { type } = master;
    if (!type.isMergeable)
      throw refused("INVALID_TYPE_FOR_OPERATION", `${type.name} cannot be merged`);
    for (const loser of losers) {
      this.#moveChildren(loser, master, transaction);
      const kept = this.#records.touch(loser, { MasterRecordId: master.id }, transaction);
      this.#records.delete(kept, transaction);
    }
    return this.#records.update(master, {}, transaction);
  }

  #moveChildren(from: SObjectRecord, to: SObjectRecord, transaction: Transaction): void {
    for (const { type, field } of this.#records.schema.referencesTo(from.type)) {
      if (field.name === "MasterRecordId") continue;
      for (const child of [...this.#records.store(type).all()])
        if (child.values[field.name] === from.id && !isDeleted(child))
          this.#records.touch(child, { [field.name]: to.id }, transaction);
    }
  }

  #isPerson(type: SObjectType, given: Values): boolean {
    if (type.name !== "Account" || (given.LastName ?? null) === null) return false;
    return this.#records.schema.field(type, "IsPersonAccount") !== undefined;
  }

  #createPerson(type: SObjectType, given: Values, transaction: Transaction): SObjectRecord {
    if ((given.Name ?? null) !== null) throw personName();
    const contactType = this.#records.schema.type("Contact");
    const person = { ...given, Name: [given.FirstName, given.LastName].filter(Boolean).join(" ") };
    const account = this.#records.create(type, person, transaction);
    if (contactType === undefined) return account;
    const marked = { IsPersonAccount: true, RecordTypeId: this.#personRecordType() };
    const values = this.#personValues(account);
    const contact = this.#records.create(
      contactType,
      { ...values, AccountId: account.id, OwnerId: account.values.OwnerId ?? null },
      transaction,
    );
    this.#records.touch(contact, { IsPersonAccount: true }, transaction);
    return this.#records.touch(account, { ...marked, PersonContactId: contact.id }, transaction);
  }

  #personRecordType(): FieldValue {
    const type = this.#records.schema.type("RecordType");
    if (type === undefined) return null;
    const rows = [...this.#records.store(type).all()];
    return rows.find(({ values }) => values.IsPersonType === true)?.id ?? null;
  }

  #addMemberStatuses(campaign: SObjectRecord, transaction: Transaction): void {
    const type = this.#records.schema.type("CampaignMemberStatus");
    if (type === undefined) return;
    for (const [index, Label] of ["Sent", "Responded"].entries())
      this.#records.create(
        type,
        {
          CampaignId: campaign.id,
          Label,
          HasResponded: index === 1,
          IsDefault: index === 0,
          SortOrder: index + 1,
        },
        transaction,
      );
  }

  #rollUp(record: SObjectRecord, transaction: Transaction): void {
    const rule = ROLL_UPS[record.type.name];
    const parent = this.#records.find(textOf(record, rule?.parent ?? "") ?? "");
    if (rule === undefined || parent === undefined) return;
    let sum = 0;
    let count = 0;
    for (const row of this.#records.store(record.type).all()) {
      if (row.values[rule.parent] !== parent.id || isDeleted(row)) continue;
      sum += Number(row.values.TotalPrice ?? 0);
      count += 1;
    }
    const has = rule.flag === undefined ? {} : { [rule.flag]: count > 0 };
    this.#records.touch(parent, { [rule.field]: Number(sum.toFixed(2)), ...has }, transaction);
  }

  /** What a person account's contact holds. */
  #personValues(account: SObjectRecord): Values {
    const { schema } = this.#records;
    const own = schema
      .fields(account.type)
      .filter(({ name }) => name.endsWith("__pc"))
      .map(({ name }) => [name, name.replace(/__pc$/, "__c")] as const);
    return Object.fromEntries(
      [...PERSON_FIELDS, ...own]
        .filter(([name]) => schema.field(account.type, name) !== undefined)
        .map(([name, twin]) => [twin, account.values[name] ?? null] as const),
    );
  }
}

/** A person's name is written by its parts. */
function personName(): DmlRefusal {
  return refused(
    "INVALID_FIELD_FOR_INSERT_UPDATE",
    "Account: bad field names on insert/update call: Name",
    ["Name"],
  );
}
