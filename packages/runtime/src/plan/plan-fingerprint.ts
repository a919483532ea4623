import { createHash } from "node:crypto";
import type { LifecyclePlan } from "@perennial/lifecycle";

/**
 * Names a plan together with the version in force that it was compared with, so that what is published is what was
 * looked at: another plan, or another one in force meanwhile, has another name.
 */
export function planFingerprint(plan: LifecyclePlan, inForce: number | undefined): string {
  const text = JSON.stringify([inForce ?? 0, plan]);
  return createHash("sha256").update(text).digest("base64url");
}
