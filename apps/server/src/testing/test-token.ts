import { createHash, randomBytes } from "node:crypto";
import { asTenant, type Database, putToken } from "@perennial/store";

/** Whose a test's token is, and what it allows. */
export interface NewToken {
  readonly tenant: number;
  readonly role: string;
}

/** Makes a token of the API, as an administrator would. */
export async function putTestToken(db: Database, { tenant, role }: NewToken): Promise<string> {
  const token = `pt_${tenant}_${randomBytes(24).toString("base64url")}`;
  const digest = createHash("sha256").update(token).digest("base64url");
  const row = { id: `test-${role}`, digest, label: `test ${role}`, role };
  await asTenant(db, tenant, (tx) => putToken(tx, row, "2026-03-02T07:00:00.000Z"));
  return token;
}
