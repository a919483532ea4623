import { createHash, randomBytes, timingSafeEqual } from "node:crypto";
import { join } from "node:path";
import { asTenant, type Database, listTokens, putToken, type Tenant } from "@perennial/store";
import { privateFile } from "./private-file.ts";

/** Where the stand-alone console's token is kept, readable by its owner alone. */
export function tokenFile(dataDir: string): string {
  return join(dataDir, "console-token");
}

/** The stand-alone console's token: made at the first start, the same ever after. */
export async function consoleToken(
  db: Database,
  {
    tenant,
    dataDir,
    now,
  }: { readonly tenant: Tenant; readonly dataDir: string; readonly now: string },
): Promise<string> {
  const fresh = () => `pt_${tenant.id}_${randomBytes(24).toString("base64url")}`;
  const { text: token } = await privateFile(tokenFile(dataDir), fresh);
  await asTenant(db, tenant.id, (tx) =>
    putToken(tx, { id: "console", digest: digestOf(token), label: "Console", role: "admin" }, now),
  );
  return token;
}

/** Who a token belongs to and what it allows; nothing for one that is not ours. */
export async function authenticate(
  db: Database,
  token: string,
): Promise<{ readonly tenant: number; readonly role: string } | undefined> {
  const [, tenant] = /^pt_(\d{1,9})_[\w-]{16,}$/.exec(token) ?? [];
  if (tenant === undefined) return undefined;
  const wanted = Buffer.from(digestOf(token));
  const known = await asTenant(db, Number(tenant), listTokens);
  const found = known.find((each) => {
    const digest = Buffer.from(each.digest);
    return digest.length === wanted.length && timingSafeEqual(digest, wanted);
  });
  return found && { tenant: Number(tenant), role: found.role };
}

function digestOf(token: string): string {
  return createHash("sha256").update(token).digest("base64url");
}
