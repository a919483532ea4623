import { Instant } from "@perennial/contract";
import { z } from "zod";
import { later } from "../deliver/later.ts";
import { AppError } from "./app-error.ts";
import type { AppRuntime } from "./app-runtime.ts";

/** How long an invitation holds, in milliseconds: a week. */
const LASTS = 7 * 24 * 60 * 60_000;

const Invitation = z.strictObject({ tenant: z.int().positive(), until: Instant });

/** Makes an invitation: whoever installs the connector's app with it connects their account to this tenant. */
export function invite(
  { vault, clock }: Pick<AppRuntime, "vault" | "clock">,
  { tenant, connector }: { readonly tenant: number; readonly connector: string },
): string {
  const until = later(clock.now(), LASTS);
  return vault.seal(JSON.stringify({ tenant, until }), purposeOf(connector));
}

/** The tenant an invitation is to. Throws an `AppError` for one that is not ours, for another app, or too old. */
export function invitedTenant(
  { vault, clock }: Pick<AppRuntime, "vault" | "clock">,
  { invitation, connector }: { readonly invitation: string; readonly connector: string },
): number {
  const { tenant, until } = opened(() => vault.open(invitation, purposeOf(connector)));
  if (until > clock.now()) return tenant;
  throw new AppError("bad-invitation", `The invitation held until ${until}. Ask for a new one.`);
}

function opened(open: () => string): z.infer<typeof Invitation> {
  try {
    return Invitation.parse(JSON.parse(open()));
  } catch (cause) {
    const message = "The invitation is not as it was given out. Ask for a new one.";
    throw new AppError("bad-invitation", message, { cause });
  }
}

function purposeOf(connector: string): string {
  return `invitation/${connector}`;
}
