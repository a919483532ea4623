import { z } from "zod";
import type { DynamicsClient } from "../dynamics-client.ts";
import { customerRow } from "../mapping/customer-id.ts";

/** A user of the organisation, as Microsoft 365 knows them. */
export interface OrganizationUser {
  /** Whom Graph knows them as: by their object id, or else by the name that they sign in with. */
  readonly account: string | undefined;
  /** Where mail to them goes, and the name that they sign in with. */
  readonly names: readonly string[];
}

const OWNER_TABLE = "_ownerid_value@Microsoft.Dynamics.CRM.lookuplogicalname";
const Owned = z.looseObject({
  _ownerid_value: z.string().nullish(),
  [OWNER_TABLE]: z.string().nullish(),
});
const User = z.looseObject({
  isdisabled: z.boolean().nullish(),
  internalemailaddress: z.string().nullish(),
  domainname: z.string().nullish(),
  azureactivedirectoryobjectid: z.string().nullish(),
});

/** The user who looks after a customer; undefined where that is a team, or nobody who still works there. Throws a `ConnectorError`. */
export async function customerOwner(
  client: DynamicsClient,
  customerId: string,
): Promise<OrganizationUser | undefined> {
  const { table, id } = customerRow(customerId);
  const answer = await client.request({
    ...{ method: "GET", path: [`${table}s(${id})`], accept: [404] },
    query: { $select: "_ownerid_value" },
    headers: { prefer: 'odata.include-annotations="Microsoft.Dynamics.CRM.lookuplogicalname"' },
  });
  if (answer.status === 404) return undefined;
  const { _ownerid_value: owner, [OWNER_TABLE]: ownerTable } = answer.read(Owned);
  return owner && ownerTable !== "team" ? organizationUser(client, owner) : undefined;
}

/** A user by the id of their row; undefined where they are disabled or gone. Throws a `ConnectorError`. */
export async function organizationUser(
  client: DynamicsClient,
  systemUserId: string,
): Promise<OrganizationUser | undefined> {
  const answer = await client.request({
    ...{ method: "GET", path: [`systemusers(${systemUserId})`], accept: [404] },
    query: { $select: "isdisabled,internalemailaddress,domainname,azureactivedirectoryobjectid" },
  });
  if (answer.status === 404) return undefined;
  const user = answer.read(User);
  if (user.isdisabled === true) return undefined;
  return {
    account: user.azureactivedirectoryobjectid || user.domainname || undefined,
    names: [user.internalemailaddress, user.domainname].flatMap((name) => name || []),
  };
}
