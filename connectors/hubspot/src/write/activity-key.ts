import { createHash } from "node:crypto";
import type { ActivityPath } from "./activity.ts";
import type { PropertyCatalog } from "./property-catalog.ts";

/** Our own property of activities that holds the id of the command that made them; no two may have the same. */
export const COMMAND_KEY = "perennial_command_id";

/**
 * How an activity that a command made is found again, so that a repeated command makes no second one. HubSpot has no
 * idempotency keys. `property`: a property of ours whose values are unique, which is read without delay and of which
 * HubSpot refuses a second. `mark`: a word at the end of the text, found by search, for portals that let no such
 * property be made; search is some seconds behind, and a repeat sooner than that may make a second one.
 */
export type ActivityKeying = "property" | "mark";

/** How activities of a type are found in a portal. Throws a `ConnectorError` where it cannot be asked. */
export async function activityKeying(
  catalog: PropertyCatalog,
  path: ActivityPath,
): Promise<ActivityKeying> {
  const property = (await catalog.of(path)).get(COMMAND_KEY);
  return property?.hasUniqueValue === true ? "property" : "mark";
}

/** The word that marks a command's activity: one token to HubSpot's search, and no other command's. */
export function markOf(commandId: string): string {
  return `perennial${createHash("sha256").update(commandId, "utf8").digest("hex").slice(0, 24)}`;
}
