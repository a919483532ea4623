import type { DoorRequest } from "../../door/door-request.ts";
import type { Entra } from "../../entra/entra.ts";
import type { TokenClaims } from "../../entra/token/token-office.ts";
import type { Caller } from "../api/call.ts";
import type { Row } from "../record/row.ts";
import type { RowStore } from "../record/row-store.ts";
import { isReference } from "../record/value.ts";
import { DataverseRefusal, missingPrivilege } from "../refusal.ts";
import type { Security } from "./security.ts";

/** What callers are known by. */
export interface CallerDesk {
  readonly entra: Entra;
  readonly tenantId: string;
  readonly origin: string;
  readonly users: RowStore;
  readonly security: Security;
}

const ENGLISH = 1033;

/** Who a request is from: the application user of the app, or the user who signed in; or the one that `CallerObjectId` names (crm/dynamics.md, 4). */
export function callerOf(request: DoorRequest, desk: CallerDesk): Caller {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
  const claims = token === undefined ? "no token" : desk.entra.readToken(token, desk.origin);
  if (typeof claims === "string" || claims.tenantId !== desk.tenantId) throw unauthenticated(desk);
  const row = userOf(claims, desk.users);
  if (row === undefined)
    throw new DataverseRefusal(403, "0x80072560", "The user is not a member of the organization.");
  if (row.values.isdisabled === true)
    throw new DataverseRefusal(
      403,
      "0x80040225",
      `The specified user(Id = ${row.id}) is disabled. Consider enabling this user. Additional Details: {0}`,
    );
  const other = request.headers.callerobjectid;
  return other === undefined ? callerFrom(row) : impersonated(row, other, desk);
}

function userOf(claims: TokenClaims, users: RowStore): Row | undefined {
  const column = claims.isAppOnly ? "applicationid" : "azureactivedirectoryobjectid";
  const wanted = (claims.isAppOnly ? claims.clientId : claims.objectId).toLowerCase();
  for (const row of users.rows()) if (row.values[column] === wanted) return row;
  return undefined;
}

function impersonated(by: Row, objectId: string, desk: CallerDesk): Caller {
  const privilege = "prvActOnBehalfOfAnotherUser";
  if (desk.security.depthOf(by.id, privilege) === undefined)
    throw missingPrivilege(by.id, privilege);
  for (const row of desk.users.rows())
    if (row.values.azureactivedirectoryobjectid === objectId.toLowerCase()) return callerFrom(row);
  throw new DataverseRefusal(403, "0x80072560", "The user is not a member of the organization.");
}

function callerFrom(row: Row): Caller {
  const unit = row.values.businessunitid;
  return { id: row.id, unit: isReference(unit) ? unit.id : "", language: ENGLISH };
}

function unauthenticated({ tenantId, origin }: CallerDesk): DataverseRefusal {
  return new DataverseRefusal(
    401,
    "0x80072553",
    "The user authentication passed to the platform is not valid.",
    {
      "www-authenticate": `Bearer authorization_uri=https://login.microsoftonline.com/${tenantId}/oauth2/authorize, resource_id=${origin}/`,
    },
  );
}
