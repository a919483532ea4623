import type { CrmUser } from "@perennial/connector-kit";
import type { ConnectorContext } from "@perennial/contract";
import { createOrgReader, type OrgDetails } from "./account/org-details.ts";
import { fingerprintOf, type MappingContext } from "./mapping/mapping-context.ts";
import { createUserList } from "./read/user-names.ts";
import type { SalesforceClient } from "./salesforce-client.ts";
import type { SalesforceSettings } from "./salesforce-settings.ts";

/** What a session's work is made with. */
export interface OrgToolsOptions {
  readonly client: SalesforceClient;
  readonly settings: SalesforceSettings;
  readonly context: Pick<ConnectorContext, "clock" | "log" | "abort">;
  /** Records of one statement. @default 2000 */
  readonly pageSize?: number;
}

/** What reading and writing an org share: what they know of it is asked once. */
export interface OrgTools extends OrgToolsOptions {
  readonly org: () => Promise<OrgDetails>;
  /** The org's people, read anew once in a while. */
  readonly users: () => Promise<readonly CrmUser[]>;
}

/** Makes what a session's parts share. */
export function createOrgTools(options: OrgToolsOptions): OrgTools {
  const { client, context } = options;
  return {
    ...options,
    org: createOrgReader(client),
    users: createUserList(client, () => Date.parse(context.clock.now())),
  };
}

/** What records are mapped with. Throws a `ConnectorError` where the org cannot be asked. */
export async function mappingContextOf({
  settings,
  org,
  users,
}: OrgTools): Promise<MappingContext> {
  const [{ timeZone, currency = settings.currency }, people] = await Promise.all([org(), users()]);
  const names = new Map(people.map(({ id, name }) => [id, name]));
  return {
    ...{ settings, phoneCountry: settings.phoneCountry, timeZone, currency },
    fingerprint: fingerprintOf(settings),
    ownerName: (id) => names.get(id),
  };
}
