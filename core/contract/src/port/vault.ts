/** Keeps secrets sealed at rest. What it gives back can be stored anywhere; only the vault opens it. */
export interface Vault {
  /** Seals a text; `purpose` (tenant, connection, field) is bound to it, so a sealed value cannot be moved. */
  seal(plain: string, purpose: string): string;
  /** Opens a sealed text; throws when it was altered or belongs to another purpose. */
  open(sealed: string, purpose: string): string;
}
