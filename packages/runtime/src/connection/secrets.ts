import type { Vault } from "@perennial/contract";
import { z } from "zod";

/** How a sealed value looks in stored settings. */
const Sealed = z.strictObject({ sealed: z.string() });

type Settings = Readonly<Record<string, unknown>>;

interface Sealing {
  readonly vault: Vault;
  /** What the secrets are for; a value sealed for another purpose does not open. */
  readonly purpose: string;
}

/** Seals the fields that a connector's schema marks as secret, on their way into the database. */
export function sealSecrets(schema: z.ZodType, settings: Settings, sealing: Sealing): Settings {
  const shape = shapeOf(schema);
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const field = shape[name];
      return [name, field ? sealField(field, value, within(sealing, name)) : value];
    }),
  );
}

function sealField(field: z.ZodType, value: unknown, sealing: Sealing): unknown {
  if (isSecret(field) && typeof value === "string") {
    return { sealed: sealing.vault.seal(value, sealing.purpose) };
  }
  return isSettings(value) ? sealSecrets(field, value, sealing) : value;
}

/** Opens the sealed fields of stored settings. */
export function openSecrets(settings: Settings, sealing: Sealing): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => [
      name,
      openField(value, within(sealing, name)),
    ]),
  );
}

/** The secrets among a connection's opened settings. */
export function secretsOf(schema: z.ZodType, settings: unknown): readonly string[] {
  if (!isSettings(settings)) return [];
  const shape = shapeOf(schema);
  return Object.entries(settings).flatMap(([name, value]) => {
    const field = shape[name];
    if (!field) return [];
    if (isSecret(field) && typeof value === "string") return value === "" ? [] : [value];
    return secretsOf(field, value);
  });
}

function openField(value: unknown, sealing: Sealing): unknown {
  const sealed = Sealed.safeParse(value);
  if (sealed.success) return sealing.vault.open(sealed.data.sealed, sealing.purpose);
  return isSettings(value) ? openSecrets(value, sealing) : value;
}

function within({ vault, purpose }: Sealing, name: string): Sealing {
  return { vault, purpose: `${purpose}/${name}` };
}

function isSettings(value: unknown): value is Settings {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function isSecret(field: z.ZodType): boolean {
  return field.meta()?.secret === true || (isWrapper(field) && isSecret(innerOf(field)));
}

function shapeOf(schema: z.ZodType): Readonly<Record<string, z.ZodType>> {
  if (isWrapper(schema)) return shapeOf(innerOf(schema));
  return schema instanceof z.ZodObject ? (schema.shape as Record<string, z.ZodType>) : {};
}

type Wrapper = z.ZodOptional | z.ZodDefault | z.ZodPrefault | z.ZodNullable;

function isWrapper(schema: z.ZodType): schema is Wrapper {
  return (
    schema instanceof z.ZodOptional ||
    schema instanceof z.ZodDefault ||
    schema instanceof z.ZodPrefault ||
    schema instanceof z.ZodNullable
  );
}

function innerOf(schema: Wrapper): z.ZodType {
  return schema.unwrap() as z.ZodType;
}
