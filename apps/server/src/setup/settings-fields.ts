import { z } from "zod";

/** The fields of a schema of settings, by name; none for what is no object. */
export function fieldsOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (isWrapper(schema)) return fieldsOf(innerOf(schema));
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}

/** Whether a field is marked `secret` in its metadata. */
export function isSecretField(field: z.ZodType): boolean {
  return field.meta()?.secret === true || (isWrapper(field) && isSecretField(innerOf(field)));
}

type Wrapper = z.ZodOptional | z.ZodDefault | z.ZodPrefault | z.ZodNullable;

/** Whether a schema says no more than that another may be left out, be null, or has a default. */
export function isWrapper(schema: z.ZodType): schema is Wrapper {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  );
}

/** The schema that a wrapper is around. */
export function innerOf(schema: Wrapper): z.ZodType {
  return schema.unwrap() as z.ZodType;
}
