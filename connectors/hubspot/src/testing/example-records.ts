import { HubspotSettings } from "../hubspot-settings.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";
import type { HubspotRecord } from "../read/hubspot-record.ts";

/** A record as HubSpot gives it. */
export function record(
  properties: Readonly<Record<string, string | null>>,
  more: Partial<HubspotRecord> = {},
): HubspotRecord {
  return {
    id: "123",
    createdAt: "2026-01-01T08:00:00.000Z",
    updatedAt: "2026-03-02T08:00:00.000Z",
    archived: false,
    properties: { ...properties },
    ...more,
  };
}

/** What records of a Swedish portal are mapped with; `settings` are those that are not the defaults. */
export function mappingWith(
  settings: Readonly<Record<string, unknown>> = {},
  portal: Partial<MappingContext["portal"]> = {},
): MappingContext {
  const parsed = HubspotSettings.parse({ portalId: "1", ...settings });
  return {
    settings: parsed,
    portal: { timeZone: "Europe/Stockholm", currency: "SEK", ...portal },
    ownerName: (id) => (id === "7" ? "Olle Ek" : undefined),
    fingerprint: fingerprintOf(parsed),
  };
}
