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

type Wrapper = z.ZodOptional | z.ZodDefault | z.ZodNullable;

function isWrapper(schema: z.ZodType): schema is Wrapper {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodNullable
  );
}

function innerOf(schema: Wrapper): z.ZodType {
  return schema.unwrap() as z.ZodType;
}
