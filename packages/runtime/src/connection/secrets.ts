import type { Vault } from "@perennial/contract";
import { z } from "zod";

/** How sealed values look in stored settings. */
const Sealed = z.strictObject({ sealed: z.string() });

type Settings = Readonly<Record<string, unknown>>;

interface Sealing {
  readonly vault: Vault;
  /** What the secret is for; a value sealed for another purpose does not open. */
  readonly purpose: string;
}

/** Seals the secret fields of settings on their way into the database. */
export function sealSecrets(
  settings: Settings,
  secretFields: readonly string[],
  { vault, purpose }: Sealing,
): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) =>
      secretFields.includes(name) && typeof value === "string"
        ? [name, { sealed: vault.seal(value, `${purpose}/${name}`) }]
        : [name, value],
    ),
  );
}

/** Opens the secret fields of stored settings. */
export function openSecrets(settings: Settings, { vault, purpose }: Sealing): Settings {
  return Object.fromEntries(
    Object.entries(settings).map(([name, value]) => {
      const sealed = Sealed.safeParse(value);
      return [name, sealed.success ? vault.open(sealed.data.sealed, `${purpose}/${name}`) : value];
    }),
  );
}
