import { rm } from "node:fs/promises";
import { join } from "node:path";
import { asTenant, type Database, putToken, type Tenant } from "@perennial/store";
import { digestOf, newCredential, tenantOf } from "./credential.ts";
import { privateFile } from "./private-file.ts";

/** The id of the stand-alone console's token, which is made anew at every start. */
export const CONSOLE_TOKEN = "console";

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
  const fresh = () => newCredential("token", tenant.id);
  let { text: token } = await privateFile(path, fresh);
  if (tenantOf(token, ["token"]) !== tenant.id) {
    await rm(path, { force: true });
    token = (await privateFile(path, fresh)).text;
  }
  await asTenant(db, tenant.id, (tx) =>
    putToken(
      tx,
      { id: CONSOLE_TOKEN, digest: digestOf(token), label: "console", role: "admin" },
      now,
    ),
  );
  return token;
}
