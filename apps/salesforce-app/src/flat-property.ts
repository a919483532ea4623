import type { ContractSchema } from "./contract-document.ts";
import { ExternalServiceError } from "./external-service-error.ts";

/** A property or a parameter as External Services take it: one plain value, without references. */
export interface FlatProperty {
  readonly type: "string" | "integer" | "number" | "boolean";
  readonly format?: "date" | "date-time";
  readonly description?: string;
  readonly enum?: readonly string[];
  readonly nullable?: true;
}

/** Named schemas, by their name. */
export type Schemas = Readonly<Record<string, ContractSchema>>;

/** External Services cut longer ones. */
const LONGEST_DESCRIPTION = 1_333;
/** Values of an enumeration become names in Apex. */
const IDENTIFIER = /^[A-Za-z](?:_?[A-Za-z0-9])*$/;
const TYPES = ["string", "integer", "number", "boolean"] as const;

/**
 * Makes a schema of the contract a plain value. Throws an `ExternalServiceError` for one that is an object, a list or
 * several kinds of values, which flows cannot fill in.
 * @param place Where it stands, for the error.
 */
export function flatProperty(
  schema: ContractSchema,
  schemas: Schemas,
  place: string,
): FlatProperty {
  const { value, nullable } = withoutNull(resolve(schema, schemas, place), schemas, place);
  const type = TYPES.find((each) => each === value.type);
  if (!type) {
    const remedy = "Offer flows an operation whose values are plain, or leave this one out.";
    throw new ExternalServiceError(`${place} is not a plain value. ${remedy}`);
  }
  const choices = choicesOf(value);
  const description = descriptionOf(schema.description ?? value.description, choices);
  return {
    type,
    ...(isFormat(value.format) && { format: value.format }),
    ...(description !== undefined && { description }),
    ...(choices?.every((each) => IDENTIFIER.test(each)) && { enum: choices }),
    ...(nullable && { nullable }),
  };
}

/** A named schema, or the schema itself. */
export function resolve(schema: ContractSchema, schemas: Schemas, place: string): ContractSchema {
  if (schema.$ref === undefined) return schema;
  const found = schemas[schema.$ref.replace("#/components/schemas/", "")];
  if (!found)
    throw new ExternalServiceError(`${place} refers to ${schema.$ref}, which is not there.`);
  return found;
}

function withoutNull(schema: ContractSchema, schemas: Schemas, place: string) {
  const types = typeof schema.type === "string" ? [schema.type] : (schema.type ?? []);
  const kinds = types.filter((each) => each !== "null");
  if (types.length > kinds.length && kinds[0] !== undefined && kinds.length === 1)
    return { value: { ...schema, type: kinds[0] }, nullable: true as const };
  const ways = schema.anyOf?.filter((each) => each.type !== "null") ?? [];
  const [only] = ways;
  if (schema.anyOf && only && ways.length === 1 && schema.anyOf.length === 2)
    return { value: resolve(only, schemas, place), nullable: true as const };
  return { value: schema, nullable: undefined };
}

function choicesOf({ type, enum: values }: ContractSchema): readonly string[] | undefined {
  if (type !== "string" || !values) return undefined;
  return values.filter((each) => typeof each === "string");
}

/** With the values there are, where they cannot be names in Apex and an enumeration would not take them. */
function descriptionOf(text: string | undefined, choices: readonly string[] | undefined) {
  const isNamed = choices?.every((each) => IDENTIFIER.test(each)) ?? true;
  const values = isNamed ? undefined : `One of: ${choices?.join(", ")}.`;
  const parts = [text, values].filter((each) => each !== undefined);
  return parts.length === 0 ? undefined : parts.join(" ").slice(0, LONGEST_DESCRIPTION);
}

function isFormat(format: string | undefined): format is "date" | "date-time" {
  return format === "date" || format === "date-time";
}
