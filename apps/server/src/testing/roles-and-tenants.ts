import { ApiError, Client, ROLES, type Role, type TokenRole } from "@perennial/api";
import { ensureTenant } from "@perennial/store";
import type { RunningServer } from "../start-server.ts";
import { putTestToken } from "./test-token.ts";

/** A client with a token of a role, of the server's own tenant or of another. */
export async function clientAs(
  { runtime, tenant, url }: Pick<RunningServer, "runtime" | "tenant" | "url">,
  role: TokenRole,
  of: number = tenant.id,
): Promise<Client> {
  const token = await putTestToken(runtime.db, { tenant: of, role });
  return new Client({ url, token });
}

/** A second company on a server. */
export async function otherTenant({ runtime }: Pick<RunningServer, "runtime">): Promise<number> {
  const tenant = { slug: "mallory", name: "Mallory" };
  return (await ensureTenant(runtime.db, tenant, runtime.clock.now())).id;
}

/** The role just below another; nothing below the lowest. */
export function below(role: Role): Role | undefined {
  return ROLES[ROLES.indexOf(role) - 1];
}

/** With which status an asking is refused; 200 where it is not. */
export async function statusOf(asking: Promise<unknown>): Promise<number> {
  const error: unknown = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error === undefined) return 200;
  if (error instanceof ApiError) return error.problem.status;
  throw error;
}
