import type { AppPart, AppParts, InboundRequest, Misunderstanding } from "@perennial/contract";
import { z } from "zod";
import { eventElements, misreadAt, PortalId } from "./hubspot-event.ts";

const Addressed = z.object({ portalId: PortalId });

/**
 * Takes a delivery apart by portal: HubSpot has one address for the events of all of them (crm/hubspot.md, 3.1). Each
 * part holds the events of its portal alone, so no tenant's inbox ever holds another's. Never throws.
 */
export function splitDelivery(request: InboundRequest): AppParts {
  const elements = eventElements(request.body);
  if ("message" in elements) return { parts: [], problems: [elements] };
  const problems: Misunderstanding[] = [];
  const byPortal = new Map<string, unknown[]>();
  for (const element of elements) {
    const addressed = Addressed.safeParse(element.value);
    if (!addressed.success) {
      problems.push(misreadAt(element.place, addressed.error));
      continue;
    }
    const { portalId } = addressed.data;
    const events = byPortal.get(portalId);
    if (events === undefined) byPortal.set(portalId, [element.value]);
    else events.push(element.value);
  }
  const parts = [...byPortal].map(([account, events]): AppPart => {
    return { account, request: { ...request, body: JSON.stringify(events) } };
  });
  return { parts, problems };
}
