import { checkValue, type FieldValue } from "./check-value.ts";
import { OrgError, SaveError } from "./org-error.ts";
import type { OrgField, OrgObject, OrgSchema } from "./org-schema.ts";
import type { OrgUser } from "./org-user.ts";

/** A record as it is kept. */
export interface StoredRecord {
  readonly id: string;
  readonly object: OrgObject;
  readonly values: Readonly<Record<string, FieldValue>>;
}

/** A record as the user interface API gives it. */
export interface RecordView {
  readonly id: string;
  readonly apiName: string;
  readonly fields: Readonly<
    Record<string, { readonly value: FieldValue; readonly displayValue: string | null }>
  >;
}

/** Which fields are asked for: `Object.Field`. Those that are optional are left out where they cannot be seen. */
export interface FieldQuery {
  readonly fields?: readonly string[];
  readonly optionalFields?: readonly string[];
}

/** Which records of a list are asked for. */
export interface ListQuery extends FieldQuery {
  readonly pageSize?: number;
  /** `Object.Field`, with a minus before it for descending. */
  readonly sortBy?: string;
}

/** A page of a list. */
export interface RecordList {
  readonly count: number;
  readonly records: readonly RecordView[];
  readonly nextPageToken: string | null;
}

/**
 * An org in which the package is installed, as its user interface API answers somebody: it knows what the package's own
 * metadata says, gives what that person's permission sets allow, and refuses in Salesforce's words.
 */
export class SalesforceOrg {
  readonly schema: OrgSchema;
  readonly #records = new Map<string, StoredRecord>();

  constructor(schema: OrgSchema) {
    this.schema = schema;
  }

  /** Keeps a record as Perennial's own user writes it: checked, but whoever else may see it. Gives its id. */
  put(objectName: string, values: Readonly<Record<string, FieldValue>>, id?: string): string {
    const object = this.#object(objectName);
    const before = id === undefined ? undefined : this.#records.get(id);
    const checked = Object.entries(values).map(
      ([name, value]) => [name, checkValue(this.#field(object, name), value)] as const,
    );
    const merged = { ...before?.values, ...Object.fromEntries(checked) };
    this.#demandComplete(object, merged);
    this.#demandUnique(object, merged, id);
    const given = id ?? `${object.prefix}${String(this.#records.size).padStart(15, "0")}`;
    this.#records.set(given, { id: given, object, values: merged });
    return given;
  }

  /** Takes a record away. */
  remove(id: string): void {
    this.#records.delete(id);
  }

  /** A field's value as it is kept, whoever may see it. */
  value(id: string, field: string): FieldValue | undefined {
    return this.#records.get(id)?.values[field];
  }

  getRecord(user: OrgUser, id: string, query: FieldQuery): RecordView {
    if (!query.fields?.length && !query.optionalFields?.length)
      throw new OrgError(
        400,
        "ILLEGAL_QUERY_PARAMETER_VALUE",
        "You must specify at least one of fields, optionalFields or layoutTypes",
      );
    const found = this.#visible(user, id);
    return this.#view(user, found, query);
  }

  listRecords(user: OrgUser, objectName: string, view: string, query: ListQuery): RecordList {
    const object = this.#readable(user, objectName);
    if (!object.listViews.includes(view))
      throw new OrgError(404, "NOT_FOUND", `The list view ${view} does not exist.`);
    const all = [...this.#records.values()].filter((each) => each.object === object);
    return this.#page(user, object, all, query);
  }

  relatedRecords(user: OrgUser, parentId: string, list: string, query: ListQuery): RecordList {
    const parent = this.#visible(user, parentId);
    for (const object of this.schema.objects.values()) {
      for (const { apiName, relationship, to } of object.fields.values()) {
        if (to !== parent.object.apiName || relationship === undefined) continue;
        if (`${this.schema.prefix}${relationship}__r` !== list) continue;
        this.#readable(user, object.apiName);
        const children = [...this.#records.values()].filter(
          (each) => each.object === object && each.values[apiName] === parentId,
        );
        return this.#page(user, object, children, query);
      }
    }
    throw new OrgError(400, "INVALID_PARAMETER_VALUE", `Invalid relatedListId: ${list}`);
  }

  create(user: OrgUser, objectName: string, values: Readonly<Record<string, FieldValue>>) {
    const object = this.#object(objectName);
    if (!user.may("allowCreate", object))
      throw new OrgError(403, "INSUFFICIENT_ACCESS", ACCESS_REFUSED);
    this.#demandChangeable(user, object, values);
    return this.#saved(user, this.put(objectName, values));
  }

  update(user: OrgUser, id: string, values: Readonly<Record<string, FieldValue>>) {
    const { object } = this.#visible(user, id);
    if (!user.may("allowEdit", object))
      throw new SaveError(
        "INSUFFICIENT_ACCESS_OR_READONLY",
        "insufficient access rights on object id",
      );
    this.#demandChangeable(user, object, values);
    this.put(object.apiName, values, id);
    return this.#saved(user, id);
  }

  /** What forms show of an object's fields, in the user's language. */
  describe(user: OrgUser, objectName: string) {
    const object = this.#readable(user, objectName);
    return [...object.fields.values()]
      .filter((field) => user.sees(object, field))
      .map((field) => ({
        apiName: field.apiName,
        type: field.type,
        label: user.language === "sv" ? field.swedish.label : field.label,
        required: field.isRequired,
        updateable: user.changes(object, field),
        choices: field.choices.map(({ value, label }) => ({
          value,
          label: user.language === "sv" ? (field.swedish.choices.get(value) ?? label) : label,
        })),
      }));
  }

  #object(name: string): OrgObject {
    const found = this.schema.objects.get(name);
    if (!found)
      throw new OrgError(400, "INVALID_TYPE", `Object ${name} is not supported in UI API`);
    return found;
  }

  #field(object: OrgObject, name: string): OrgField {
    const found = object.fields.get(name);
    if (!found) throw noSuchColumn(object, name);
    return found;
  }

  #readable(user: OrgUser, name: string): OrgObject {
    const object = this.#object(name);
    if (!user.may("allowRead", object))
      throw new OrgError(403, "INSUFFICIENT_ACCESS", ACCESS_REFUSED);
    return object;
  }

  #visible(user: OrgUser, id: string): StoredRecord {
    const found = this.#records.get(id);
    if (!found || !user.may("allowRead", found.object))
      throw new OrgError(404, "NOT_FOUND", "The requested resource does not exist");
    return found;
  }

  #saved(user: OrgUser, id: string): RecordView {
    const record = this.#visible(user, id);
    const seen = [...record.object.fields.values()].filter((each) =>
      user.sees(record.object, each),
    );
    const fields = seen.map(({ apiName }) => `${record.object.apiName}.${apiName}`);
    return this.#view(user, record, { fields });
  }

  #page(user: OrgUser, object: OrgObject, records: readonly StoredRecord[], query: ListQuery) {
    const { pageSize = 50, sortBy } = query;
    if (!Number.isInteger(pageSize) || pageSize < 1 || pageSize > 2000)
      throw new OrgError(
        400,
        "ILLEGAL_QUERY_PARAMETER_VALUE",
        "pageSize must be between 1 and 2000",
      );
    const sorted = sortBy === undefined ? records : this.#sorted(user, object, records, sortBy);
    const shown = sorted.slice(0, pageSize).map((each) => this.#view(user, each, query));
    const nextPageToken = sorted.length > pageSize ? String(pageSize) : null;
    return { count: shown.length, records: shown, nextPageToken };
  }

  #sorted(user: OrgUser, object: OrgObject, records: readonly StoredRecord[], sortBy: string) {
    const [prefix = "", name = ""] = sortBy.replace(/^-/, "").split(".");
    if (prefix !== object.apiName) throw noSuchColumn(object, sortBy);
    const field = this.#field(object, name);
    if (!user.sees(object, field)) throw noSuchColumn(object, name);
    const sign = sortBy.startsWith("-") ? -1 : 1;
    return records.toSorted((a, b) => sign * compare(a.values[name], b.values[name]));
  }

  #view(user: OrgUser, { id, object, values }: StoredRecord, query: FieldQuery): RecordView {
    const demanded = (query.fields ?? []).map((each) => this.#asked(object, each));
    const hidden = demanded.find((field) => !user.sees(object, field));
    if (hidden) throw noSuchColumn(object, hidden.apiName);
    const wished = (query.optionalFields ?? []).flatMap((each) => {
      const field = object.fields.get(each.replace(`${object.apiName}.`, ""));
      return field && user.sees(object, field) ? [field] : [];
    });
    const fields = [...demanded, ...wished].map((field) => {
      const value = values[field.apiName] ?? (field.type === "Checkbox" ? false : null);
      return [field.apiName, { value, displayValue: displayValue(user, field, value) }] as const;
    });
    return { id, apiName: object.apiName, fields: Object.fromEntries(fields) };
  }

  #asked(object: OrgObject, qualified: string): OrgField {
    const [prefix, name = ""] = qualified.split(".");
    if (prefix !== object.apiName) throw noSuchColumn(object, qualified);
    return this.#field(object, name);
  }

  #demandChangeable(
    user: OrgUser,
    object: OrgObject,
    values: Readonly<Record<string, FieldValue>>,
  ): void {
    const refused = Object.keys(values).filter(
      (name) => !user.changes(object, this.#field(object, name)),
    );
    if (refused.length === 0) return;
    throw new SaveError(
      "INVALID_FIELD_FOR_INSERT_UPDATE",
      `Unable to create/update fields: ${refused.join(", ")}. Please check the security settings of this field and verify that it is read/write for your profile or permission set.`,
    );
  }

  #demandComplete(object: OrgObject, values: Readonly<Record<string, FieldValue>>): void {
    for (const field of object.fields.values()) {
      if (field.isRequired) checkValue(field, values[field.apiName] ?? null);
    }
  }

  #demandUnique(
    object: OrgObject,
    values: Readonly<Record<string, FieldValue>>,
    id: string | undefined,
  ): void {
    for (const { apiName, isUnique } of object.fields.values()) {
      const twin = [...this.#records.values()].find(
        (each) =>
          isUnique &&
          each.object === object &&
          each.id !== id &&
          each.values[apiName] === values[apiName],
      );
      if (twin)
        throw new SaveError(
          "DUPLICATE_VALUE",
          `duplicate value found: ${apiName} duplicates value on record with id: ${twin.id}`,
        );
    }
  }
}

const ACCESS_REFUSED =
  "You don't have access to this record. Ask your administrator for help or to request access.";

function noSuchColumn({ apiName }: OrgObject, name: string): OrgError {
  return new OrgError(
    400,
    "INVALID_FIELD",
    `No such column '${name}' on entity '${apiName}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name.`,
  );
}

function displayValue(user: OrgUser, field: OrgField, value: FieldValue): string | null {
  if (field.type !== "Picklist" || value === null) return null;
  const label = field.choices.find((each) => each.value === value)?.label;
  const swedish = field.swedish.choices.get(String(value));
  return (user.language === "sv" ? swedish : label) ?? String(value);
}

function compare(a: FieldValue | undefined, b: FieldValue | undefined): number {
  if (a === b) return 0;
  if (a === undefined || a === null) return -1;
  if (b === undefined || b === null) return 1;
  return a < b ? -1 : 1;
}
