import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { Org } from "../org/org.ts";
import { identityUrl } from "./token-api.ts";
import type { AccessGrant, TokenOffice } from "./token-office.ts";

/** What the pages about a token's user need. */
export interface IdentityDesk {
  readonly office: TokenOffice;
  loginUrl(org: Org): string;
  org(id: string): Org | undefined;
}

/** `GET /services/oauth2/userinfo`. */
export function userInfo(request: DoorRequest, desk: IdentityDesk): DoorAnswer {
  const found = holderOf(request, desk);
  if (found === undefined) return badToken();
  const { org, grant } = found;
  const { values, id } = found.user;
  return {
    status: 200,
    body: {
      sub: identityUrl(desk.loginUrl(org), grant),
      user_id: id,
      organization_id: org.id,
      preferred_username: values.Username,
      name: values.Name,
      email: values.Email,
      active: values.IsActive,
      user_type: "STANDARD",
      language: org.profile.language,
      zoneinfo: org.profile.timeZone,
    },
  };
}

/** `GET /id/{org}/{user}`: with the token in the header; in the address it would be in every log. */
export function identity(request: DoorRequest, desk: IdentityDesk): DoorAnswer {
  const found = holderOf(request, desk);
  const [, , orgId, userId] = request.path.split("/");
  if (found === undefined) return badToken();
  const { org, grant } = found;
  if (grant.orgId !== orgId || grant.userId !== userId)
    return { status: 403, headers: { "content-type": "text/html" }, body: "Wrong_Org" };
  const { values } = found.user;
  const base = `${org.url}/services/data/v{version}/`;
  return {
    status: 200,
    body: {
      id: identityUrl(desk.loginUrl(org), grant),
      asserted_user: true,
      user_id: grant.userId,
      organization_id: org.id,
      username: values.Username,
      display_name: values.Name,
      email: values.Email,
      active: values.IsActive,
      user_type: "STANDARD",
      language: org.profile.language,
      timezone: org.profile.timeZone,
      urls: { rest: base, sobjects: `${base}sobjects/`, query: `${base}query/` },
    },
  };
}

/** The token of `Authorization: Bearer` or `OAuth`, which are the same to Salesforce. */
export function tokenOf(request: {
  readonly headers: { readonly authorization?: string | undefined };
}): string | undefined {
  return /^(?:Bearer|OAuth) (\S+)$/i.exec(request.headers.authorization ?? "")?.[1];
}

function holderOf(request: DoorRequest, { office, org: find }: IdentityDesk) {
  const token = tokenOf(request) ?? "";
  const org = find(office.orgOf(token) ?? "");
  if (org === undefined) return undefined;
  const grant: AccessGrant | undefined = office.used(token, org.profile.sessionSeconds);
  const user = org.user(grant?.userId ?? "");
  return grant === undefined || user === undefined ? undefined : { org, grant, user };
}

function badToken(): DoorAnswer {
  return { status: 403, headers: { "content-type": "text/html" }, body: "Bad_OAuth_Token" };
}
