import { ApiError, Client, type Problem } from "@perennial/api";
import { ensureTenant } from "@perennial/store";
import type { RunningServer } from "../start-server.ts";
import { putTestToken } from "./test-token.ts";

/** A client with a role of the server's tenant. */
export async function asRole(server: RunningServer, role: string): Promise<Client> {
  const { runtime, tenant, url } = server;
  const token = await putTestToken(runtime.db, { tenant: tenant.id, role });
  return new Client({ url, token });
}

/** An administrator of another tenant. */
export async function asStranger({ runtime, url }: RunningServer): Promise<Client> {
  const about = { slug: "stranger", name: "Stranger" };
  const { id } = await ensureTenant(runtime.db, about, "2026-03-02T07:00:00.000Z");
  const token = await putTestToken(runtime.db, { tenant: id, role: "admin" });
  return new Client({ url, token });
}

/** What the server says against a request. */
export async function refusalOf(asking: Promise<unknown>): Promise<Problem> {
  const error: unknown = await asking.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof ApiError)) throw new Error("it was not refused");
  return error.problem;
}
