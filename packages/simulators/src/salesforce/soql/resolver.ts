import { fieldOf, type SObjectRecord } from "../record/record.ts";
import type { RecordRegistry } from "../record/record-registry.ts";
import type { Field, FieldType, FieldValue } from "../schema/field.ts";
import type { SObjectType } from "../schema/sobject-type.ts";
import type { SpanContext } from "./date-spans.ts";
import { errorAt, type SoqlError } from "./soql-error.ts";
import type { Path } from "./syntax.ts";

/** Who asks: what a query may see. */
export interface QueryScope extends SpanContext {
  readonly records: RecordRegistry;
  /** Whether deleted records are found too. */
  readonly withDeleted: boolean;
  canRead(type: SObjectType): boolean;
  isHidden(type: SObjectType, field: Field): boolean;
}

/** A field that a path leads to. */
export interface ResolvedPath {
  /** The names as the schema writes them. */
  readonly names: readonly string[];
  readonly type: FieldType;
  readonly field: Field | undefined;
  get(record: SObjectRecord): FieldValue;
}

/** What every record has that an owner, a `Who` or a `What` may be. */
const NAME_FIELDS: Readonly<Record<string, FieldType>> = {
  Id: "id",
  Name: "string",
  Type: "picklist",
  FirstName: "string",
  LastName: "string",
  Email: "email",
  Phone: "phone",
  Username: "string",
  IsActive: "boolean",
};
const DEEPEST = 5;

/** Finds what the names of one query mean. */
export class Resolver {
  readonly #soql: string;
  readonly #scope: QueryScope;

  constructor(soql: string, scope: QueryScope) {
    this.#soql = soql;
    this.#scope = scope;
  }

  get scope(): QueryScope {
    return this.#scope;
  }

  /** The type that stands after `FROM`. */
  type(path: Path): SObjectType {
    const name = path.parts.join(".");
    const type = this.#scope.records.schema.type(name);
    if (type !== undefined && this.#scope.canRead(type)) return type;
    throw this.error(
      path,
      "INVALID_TYPE",
      `sObject type '${name}' is not supported. If you are attempting to use a custom object, be sure to append the '__c' after the entity name. Please reference your WSDL or the describe call for the appropriate names.`,
    );
  }

  /** The fields of a type that may be seen. */
  visible(type: SObjectType): readonly Field[] {
    const fields = this.#scope.records.schema.fields(type);
    return fields.filter((field) => !this.#scope.isHidden(type, field));
  }

  path(type: SObjectType, path: Path): ResolvedPath {
    // The name of the object itself may stand before its fields.
    const parts =
      path.parts.length > 1 &&
      path.parts[0]?.toLowerCase() === type.name.toLowerCase() &&
      this.#scope.records.schema.relationship(type, path.parts[0]) === undefined
        ? path.parts.slice(1)
        : path.parts;
    if (parts.length > DEEPEST + 1)
      throw this.error(path, "INVALID_FIELD", "A relationship cannot go further than 5 levels");
    return this.#follow(type, parts, path);
  }

  error(path: { readonly at: number }, errorCode: string, message: string): SoqlError {
    return errorAt(this.#soql, path.at, { errorCode, message });
  }

  #follow(type: SObjectType, parts: readonly string[], path: Path): ResolvedPath {
    const [first = "", ...rest] = parts;
    if (rest.length === 0) return this.#own(type, first, path);
    const { schema } = this.#scope.records;
    const reference = schema.relationship(type, first);
    if (reference === undefined || this.#scope.isHidden(type, reference))
      throw this.error(
        path,
        "INVALID_FIELD",
        `Didn't understand relationship '${first}' in field path. If you are attempting to use a custom relationship, be sure to append the '__r' after the custom relationship name. Please reference your WSDL or the describe call for the appropriate names.`,
      );
    const [only, ...others] = reference.referenceTo;
    const target = others.length === 0 && only !== undefined ? schema.type(only) : undefined;
    const inner =
      target === undefined ? this.#nameField(rest, path) : this.#follow(target, rest, path);
    const name = reference.relationshipName ?? first;
    return {
      ...inner,
      names: [name, ...inner.names],
      get: (record) => {
        const parent = this.parent(record, reference);
        return parent === undefined ? null : inner.get(parent);
      },
    };
  }

  /** The record that a reference leads to, also one in the bin. */
  parent(record: SObjectRecord, reference: Field): SObjectRecord | undefined {
    const id = record.values[reference.name];
    return typeof id === "string" ? this.#scope.records.find(id) : undefined;
  }

  #own(type: SObjectType, name: string, path: Path): ResolvedPath {
    const field = this.#scope.records.schema.field(type, name);
    if (field === undefined || this.#scope.isHidden(type, field))
      throw this.error(path, "INVALID_FIELD", noColumn(name, type.name));
    const get = (record: SObjectRecord) => fieldOf(record, field.name) ?? emptyOf(field);
    return { names: [field.name], type: field.type, field, get };
  }

  #nameField(rest: readonly string[], path: Path): ResolvedPath {
    const [asked = ""] = rest;
    const name = Object.keys(NAME_FIELDS).find((one) => one.toLowerCase() === asked.toLowerCase());
    if (name === undefined || rest.length > 1)
      throw this.error(path, "INVALID_FIELD", noColumn(rest.join("."), "Name"));
    const get = (record: SObjectRecord): FieldValue => {
      if (name === "Type") return record.type.name;
      return fieldOf(record, name === "Name" ? record.type.nameField : name);
    };
    return { names: [name], type: NAME_FIELDS[name] ?? "string", field: undefined, get };
  }
}

function emptyOf(field: Field): FieldValue {
  return field.type === "boolean" ? false : null;
}

function noColumn(name: string, entity: string): string {
  return `No such column '${name}' on entity '${entity}'. If you are attempting to use a custom field, be sure to append the '__c' after the custom field name. Please reference your WSDL or the describe call for the appropriate names.`;
}
