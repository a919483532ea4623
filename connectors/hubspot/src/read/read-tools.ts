import type { ConnectorContext } from "@perennial/contract";
import type { HubspotClient } from "../hubspot-client.ts";
import type { HubspotSettings } from "../hubspot-settings.ts";
import { fingerprintOf, type MappingContext } from "../mapping/mapping-context.ts";
import { readOwnerNames } from "./owner-names.ts";

/** The family of rate limits that reading takes its room from. */
export const READING = "default";
/** The family that searches take theirs from: HubSpot counts them apart (crm/hubspot.md, 4.1). */
export const SEARCHING = "search";

/** How long the names of owners are believed, in milliseconds: records are read anew every few seconds. */
const BELIEVED = 10 * 60_000;

/** What reading a portal is made with. */
export interface ReadToolsOptions {
  readonly client: HubspotClient;
  readonly settings: HubspotSettings;
  readonly context: Pick<ConnectorContext, "clock" | "log" | "abort">;
}

/** What reading a portal works with. */
export interface ReadTools extends ReadToolsOptions {
  /** What people call the owners, by id. */
  readonly owners: () => Promise<ReadonlyMap<string, string>>;
}

/** Makes what the reading of a session shares: the names of owners are read once in a while. */
export function createReadTools(options: ReadToolsOptions): ReadTools {
  const { client, context } = options;
  let kept:
    | { readonly at: number; readonly names: Promise<ReadonlyMap<string, string>> }
    | undefined;
  const owners = () => {
    const now = Date.parse(context.clock.now());
    if (kept !== undefined && now - kept.at < BELIEVED) return kept.names;
    const names = readOwnerNames(client, context.log);
    kept = { at: now, names };
    // A failure is not remembered: the next who asks tries anew.
    names.catch(() => {
      kept = undefined;
    });
    return names;
  };
  return { ...options, owners };
}

/** What records are mapped with. */
export async function mappingContextOf({
  client,
  settings,
  owners,
}: ReadTools): Promise<MappingContext> {
  const [account, names] = await Promise.all([client.account(), owners()]);
  return {
    settings,
    portal: { timeZone: account.timeZone, currency: account.currency ?? "USD" },
    ownerName: (id) => names.get(id),
    fingerprint: fingerprintOf(settings),
  };
}
