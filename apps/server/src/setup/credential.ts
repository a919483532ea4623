import { createHash, randomBytes } from "node:crypto";

/** What each kind of credential begins with: a token, a session's bearer, its renewal, and a code. */
const PREFIXES = { token: "pt", bearer: "ps", renewal: "pr", code: "pc" } as const;
export type CredentialKind = keyof typeof PREFIXES;

/** Whose a credential is, in the open, and what nobody can guess. */
const FORM = /^p([tsrc])_(\d{1,9})_[\w-]{16,200}$/;

/** Makes a credential of a tenant's; what is kept of it is its digest alone. */
export function newCredential(kind: CredentialKind, tenant: number): string {
  return `${PREFIXES[kind]}_${tenant}_${randomBytes(24).toString("base64url")}`;
}

/** The tenant a credential says it is of; nothing for a text that is none of ours, or of another kind. */
export function tenantOf(credential: string, kinds: readonly CredentialKind[]): number | undefined {
  const [, , tenant] = FORM.exec(credential) ?? [];
  const isOfKind = kinds.some((kind) => credential.startsWith(`${PREFIXES[kind]}_`));
  return tenant === undefined || !isOfKind ? undefined : Number(tenant);
}

/** What a credential is found by. */
export function digestOf(credential: string): string {
  return createHash("sha256").update(credential).digest("base64url");
}
