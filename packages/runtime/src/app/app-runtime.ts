import type { AppContext, Vault } from "@perennial/contract";
import type { OpenApp } from "../connection/connections.ts";
import type { RuntimeContext } from "../runtime-context.ts";
import { AppError } from "./app-error.ts";

/** What installing works with. */
export type AppRuntime = RuntimeContext & { readonly vault: Vault };

/** Our app at a connector's vendor. Throws an `AppError` where there is none here. */
export function appOf(
  { connections }: Pick<AppRuntime, "connections">,
  connector: string,
): OpenApp {
  const found = connections.app(connector);
  if (found) return found;
  throw new AppError(
    "no-app",
    `This server has no app for "${connector}". Its operator gives the app's credentials as PERENNIAL_${connector.toUpperCase().replaceAll("-", "_")}_….`,
  );
}

/** How long a vendor may take over an installation, in milliseconds: a person waits before a page. */
const LONGEST = 30_000;

/** What an app's installing is given. */
export function appContext({ clock, log }: Pick<AppRuntime, "clock" | "log">): AppContext {
  return { clock, log, fetch, abort: AbortSignal.timeout(LONGEST) };
}
