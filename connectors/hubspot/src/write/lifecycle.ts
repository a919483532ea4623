import type { HubspotProperty } from "./property-catalog.ts";

/** The property that HubSpot moves forward alone (crm/hubspot.md, 5.2). */
export const LIFECYCLE_STAGE = "lifecyclestage";

/**
 * Why a contact cannot be moved to a stage; undefined where it can. HubSpot passes over a move backwards in silence, so
 * that nobody would learn that it was not made.
 */
export function backwards(
  property: HubspotProperty,
  from: string | null | undefined,
  to: string,
): string | undefined {
  if (!from || to === "" || from === to) return undefined;
  const stages = property.options.toSorted(
    (one, other) => (one.displayOrder ?? 0) - (other.displayOrder ?? 0),
  );
  const [now, then] = [from, to].map((stage) => stages.findIndex(({ value }) => value === stage));
  if (now === undefined || then === undefined || now < 0 || then < 0 || then > now)
    return undefined;
  return `the property ${LIFECYCLE_STAGE} would move back from ${from} to ${to}, and HubSpot only moves it forward; clear it in HubSpot first`;
}
