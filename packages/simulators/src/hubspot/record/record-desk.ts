import type { Clock } from "@perennial/contract";
import { toMillis } from "../../time/instant.ts";
import { conflict } from "../api/refusal.ts";
import type { AssociationKind } from "./associations.ts";
import { associationChange, type ChangeSource, type RecordChange } from "./change.ts";
import { dealValues } from "./deal-values.ts";
import { ObjectRegistry } from "./object-registry.ts";
import type { ObjectType } from "./object-type.ts";
import type { PropertyDefinition } from "./property.ts";
import type { HubspotRecord, Values } from "./record.ts";
import { checkedValues, refusedValues, type WriteRule } from "./write-check.ts";

/** What the records of a portal work with. */
export interface RecordDeskOptions {
  readonly clock: Clock;
  readonly lagMs: number;
  isOwner(id: string): boolean;
  onChange(change: RecordChange): void;
}

/** How a write is made. */
export interface WriteManner {
  readonly source: ChangeSource;
  /** Whether an administrator's rules hold: they do for the API. @default false */
  readonly ruled?: boolean;
  /** Whether read-only properties are written all the same. @default false */
  readonly byHubspot?: boolean;
  /** Whether it happens without webhooks, and search sees it at once: how a portal is filled before a story. @default false */
  readonly quiet?: boolean;
}

/** All records of one portal: every write goes through here, is checked, dated and told of. */
export class RecordDesk extends ObjectRegistry {
  readonly rules: WriteRule[] = [];
  readonly #options: RecordDeskOptions;

  constructor(options: RecordDeskOptions) {
    super(options.lagMs);
    this.#options = options;
  }

  create(type: ObjectType, properties: Values, manner: WriteManner): HubspotRecord {
    const values = this.#checked(type, properties, undefined, manner);
    const store = this.store(type);
    this.#checkUnique(type, values, undefined);
    const now = this.#now();
    const kept = this.#derived(type, withoutEmpty(values));
    const record = { id: store.nextId(), values: kept, createdMs: now, updatedMs: now };
    store.put(record, now, manner.quiet);
    this.#claim(type, record.id, undefined, kept);
    this.#tell(manner, { kind: "creation", type, id: record.id, source: manner.source });
    this.#tellValues(type, record.id, kept, manner);
    return record;
  }

  /** Throws the refusal that a write would meet, and writes nothing. */
  judge(
    type: ObjectType,
    properties: Values,
    write: { record: HubspotRecord | undefined; manner: WriteManner },
  ): void {
    const values = this.#checked(type, properties, write.record, write.manner);
    this.#checkUnique(type, values, write.record);
  }

  update(
    type: ObjectType,
    record: HubspotRecord,
    write: { properties: Values; manner: WriteManner },
  ): HubspotRecord {
    const { properties, manner } = write;
    const changes = this.#checked(type, properties, record, manner);
    this.#checkUnique(type, changes, record);
    const values = this.#derived(type, withoutEmpty({ ...record.values, ...changes }));
    const names = new Set([...Object.keys(values), ...Object.keys(record.values)]);
    const changed: Record<string, string> = {};
    for (const name of names)
      if (values[name] !== record.values[name]) changed[name] = values[name] ?? "";
    // A write that changes nothing leaves the record and its date alone, and nothing is told.
    if (Object.keys(changed).length === 0) return record;
    const next = { ...record, values, updatedMs: this.#now() };
    this.store(type).put(next, next.updatedMs, manner.quiet);
    this.#claim(type, record.id, record.values, values);
    this.#tellValues(type, record.id, changed, manner);
    return next;
  }

  archive(type: ObjectType, record: HubspotRecord, manner: WriteManner): void {
    if (record.archivedMs !== undefined) return;
    const now = this.#now();
    this.store(type).put({ ...record, archivedMs: now, updatedMs: now }, now, manner.quiet);
    this.#claim(type, record.id, record.values, {});
    this.#tell(manner, { kind: "deletion", type, id: record.id, source: manner.source });
  }

  /** Takes a record out of the bin. */
  unarchive(type: ObjectType, record: HubspotRecord, manner: WriteManner): HubspotRecord {
    if (record.archivedMs === undefined) return record;
    this.#checkUnique(type, record.values, record);
    const { archivedMs: _, ...rest } = record;
    const now = this.#now();
    const next = { ...rest, updatedMs: now };
    this.store(type).put(next, now, manner.quiet);
    this.#claim(type, record.id, undefined, record.values);
    this.#tell(manner, { kind: "restore", type, id: record.id, source: manner.source });
    return next;
  }

  /** Deletes a record for good, as a person's right to be forgotten asks. */
  purge(type: ObjectType, record: HubspotRecord, manner: WriteManner): void {
    this.#claim(type, record.id, record.values, {});
    this.store(type).remove(record.id, this.#now());
    this.associations.forget(type, record.id);
    const { id } = record;
    this.#tell(manner, { kind: "privacyDeletion", type, id, source: manner.source });
    this.#tell(manner, { kind: "deletion", type, id, source: manner.source });
  }

  /** Replaces a record as it is, such as a merged one, and tells nobody. */
  replace(type: ObjectType, record: HubspotRecord, before?: HubspotRecord): void {
    this.store(type).put(record, record.updatedMs);
    const live = record.archivedMs === undefined ? record.values : {};
    this.#claim(type, record.id, before?.values, live);
  }

  /** Joins two records and tells of it, as both ends see it; a kind with a label brings the plain one with it. */
  join(
    from: ObjectType,
    ends: { to: ObjectType; fromId: number; toId: number },
    what: { kind: AssociationKind; source: ChangeSource },
  ): void {
    const { to, fromId, toId } = ends;
    const { kind, source } = what;
    const plain = this.associations.kinds(from, to).find(({ label }) => label === null);
    const kinds = kind.label === null || plain === undefined ? [kind] : [kind, plain];
    for (const one of kinds)
      if (this.associations.add(from, to, { fromId, toId, kind: one }))
        this.tellAssociation(from, ends, { kind: one, removed: false, source });
  }

  /** Tells of an association that was made or parted, as both ends see it. */
  tellAssociation(
    from: ObjectType,
    ends: { to: ObjectType; fromId: number; toId: number },
    what: { kind: AssociationKind; removed: boolean; source: ChangeSource },
  ): void {
    const { to, fromId, toId } = ends;
    const back = this.associations.inverse(from, to, what.kind);
    this.tell(associationChange(from, ends, what));
    if (back !== undefined)
      this.tell(
        associationChange(to, { to: from, fromId: toId, toId: fromId }, { ...what, kind: back }),
      );
  }

  /** Tells of something that happened. */
  tell(change: RecordChange): void {
    this.#options.onChange(change);
  }

  #now(): number {
    return toMillis(this.#options.clock.now());
  }

  #checked(
    type: ObjectType,
    properties: Values,
    record: HubspotRecord | undefined,
    manner: WriteManner,
  ): Record<string, string> {
    return checkedValues(properties, {
      type,
      book: this.book(type),
      pipelines: this.pipelines.get(type.name) ?? [],
      record,
      byHubspot: manner.byHubspot ?? false,
      rules: manner.ruled ? this.rules.filter((rule) => rule.objectType === type.name) : [],
      isOwner: this.#options.isOwner,
    });
  }

  #uniqueNames(type: ObjectType, values: Values): string[] {
    const book = this.book(type);
    return Object.keys(values).filter(
      (name) => isUnique(type, name) || book.get(name)?.hasUniqueValue,
    );
  }

  #checkUnique(type: ObjectType, values: Values, record: HubspotRecord | undefined): void {
    for (const name of this.#uniqueNames(type, values)) {
      const holder = this.store(type).owner(name, values[name] ?? "");
      if (holder === undefined || holder === record?.id) continue;
      if (name === "email") throw conflict(`Contact already exists. Existing ID: ${holder}`);
      throw refusedValues([
        {
          name,
          code: "CONFLICTING_UNIQUE_VALUE",
          message: `${type.singular} ${holder} already has the value ${values[name]} of ${name}.`,
        },
      ]);
    }
  }

  #claim(type: ObjectType, id: number, before: Values | undefined, after: Values): void {
    const store = this.store(type);
    if (before !== undefined)
      for (const name of this.#uniqueNames(type, before))
        if (before[name] !== after[name]) store.release(name, before[name] ?? "", id);
    for (const name of this.#uniqueNames(type, after)) store.claim(name, after[name] ?? "", id);
  }

  #derived(type: ObjectType, values: Record<string, string>): Record<string, string> {
    return type.name === "deals" ? dealValues(values, this.pipelines.get("deals") ?? []) : values;
  }

  #tellValues(type: ObjectType, id: number, values: Values, manner: WriteManner): void {
    if (manner.quiet) return;
    const book = this.book(type);
    for (const [name, kept] of Object.entries(values)) {
      const value = toldValue(book.get(name), kept);
      this.tell({ kind: "propertyChange", type, id, name, value, source: manner.source });
    }
  }

  #tell(manner: WriteManner, change: RecordChange): void {
    if (!manner.quiet) this.tell(change);
  }
}

/** Days and moments are told of in milliseconds (crm/hubspot.md, 3.2). */
function toldValue(definition: PropertyDefinition | undefined, value: string): string {
  const isMoment = definition?.type === "date" || definition?.type === "datetime";
  return isMoment && value !== "" ? String(Date.parse(value)) : value;
}

function isUnique(type: ObjectType, name: string): boolean {
  return type.name === "contacts" && name === "email";
}

function withoutEmpty(values: Values): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name in values) {
    const value = values[name];
    if (value !== undefined && value !== "") kept[name] = value;
  }
  return kept;
}
