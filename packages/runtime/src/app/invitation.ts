import { createHash, randomUUID } from "node:crypto";
import { Instant } from "@perennial/contract";
import { asTenant, isSpent } from "@perennial/store";
import { z } from "zod";
import { later } from "../deliver/later.ts";
import { AppError } from "./app-error.ts";
import type { AppRuntime } from "./app-runtime.ts";

/** How long an invitation holds, in milliseconds: a week. */
const LASTS = 7 * 24 * 60 * 60_000;

const Sealed = z.strictObject({ id: z.uuid(), tenant: z.int().positive(), until: Instant });

/** An invitation of a tenant to connect an account: it holds for a week, and for one account. */
export interface Invitation {
  readonly tenant: number;
  /** What it is known by once it was used. */
  readonly digest: string;
  readonly until: Instant;
}

/** Makes an invitation: whoever installs the connector's app with it connects their account to this tenant. */
export function invite(
  { vault, clock }: Pick<AppRuntime, "vault" | "clock">,
  { tenant, connector }: { readonly tenant: number; readonly connector: string },
): string {
  const until = later(clock.now(), LASTS);
  return vault.seal(JSON.stringify({ id: randomUUID(), tenant, until }), purposeOf(connector));
}

/** Reads an invitation. Throws an `AppError` for one that is not ours, for another app, too old, or used already. */
export async function readInvitation(
  { vault, clock, db }: Pick<AppRuntime, "vault" | "clock" | "db">,
  { invitation, connector }: { readonly invitation: string; readonly connector: string },
): Promise<Invitation> {
  const { id, tenant, until } = opened(() => vault.open(invitation, purposeOf(connector)));
  if (until <= clock.now()) {
    throw new AppError("bad-invitation", `The invitation held until ${until}. Ask for a new one.`);
  }
  const digest = createHash("sha256").update(`invitation/${id}`).digest("base64url");
  if (await asTenant(db, tenant, (tx) => isSpent(tx, digest))) throw usedInvitation();
  return { tenant, digest, until };
}

/** Says that an invitation has been used. */
export function usedInvitation(): AppError {
  return new AppError(
    "bad-invitation",
    "An account was connected by this invitation already. Ask for a new one.",
  );
}

function opened(open: () => string): z.infer<typeof Sealed> {
  try {
    return Sealed.parse(JSON.parse(open()));
  } catch (cause) {
    const message = "The invitation is not as it was given out. Ask for a new one.";
    throw new AppError("bad-invitation", message, { cause });
  }
}

function purposeOf(connector: string): string {
  return `invitation/${connector}`;
}
