import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { rm } from "node:fs/promises";
import { join } from "node:path";
import { asTenant, type Database, listTokens, putToken, type Tenant } from "@perennial/store";
import { privateFile } from "./private-file.ts";

/** The form of a token: whose it is, and what nobody can guess. */
const TOKEN = /^pt_(\d{1,9})_[\w-]{16,}$/;

/** Where the stand-alone console's token is kept, readable by its owner alone. */
export function tokenFile(dataDir: string): string {
  return join(dataDir, "console-token");
}

/** What the console's token is made of. */
export interface ConsoleToken {
  readonly tenant: Tenant;
  readonly dataDir: string;
  readonly now: string;
}

/**
 * The stand-alone console's token: made at the first start, the same ever after. One that is another tenant's,
 * because the directory was used with and without the demo, gives way to a new one.
 */
export async function consoleToken(
  db: Database,
  { tenant, dataDir, now }: ConsoleToken,
): Promise<string> {
  const path = tokenFile(dataDir);
  const fresh = () => `pt_${tenant.id}_${randomBytes(24).toString("base64url")}`;
  let { text: token } = await privateFile(path, fresh);
  if (tenantOf(token) !== tenant.id) {
    await rm(path, { force: true });
    token = (await privateFile(path, fresh)).text;
  }
  await asTenant(db, tenant.id, (tx) =>
    putToken(tx, { id: "console", digest: digestOf(token), label: "console", role: "admin" }, now),
  );
  return token;
}

/** Who a token belongs to, what it allows and what it is called; nothing for one that is not ours. */
export async function authenticate(
  db: Database,
  token: string,
): Promise<{ readonly tenant: number; readonly role: string; readonly name: string } | undefined> {
  const tenant = tenantOf(token);
  if (tenant === undefined) return undefined;
  const wanted = Buffer.from(digestOf(token));
  const known = await asTenant(db, tenant, listTokens);
  const found = known.find((each) => {
    const digest = Buffer.from(each.digest);
    return digest.length === wanted.length && timingSafeEqual(digest, wanted);
  });
  return found && { tenant, role: found.role, name: found.label };
}

function tenantOf(token: string): number | undefined {
  const [, tenant] = TOKEN.exec(token) ?? [];
  return tenant === undefined ? undefined : Number(tenant);
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
