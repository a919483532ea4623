import type { DoorAnswer, DoorRequest } from "../../door/door-request.ts";
import type { EntraApp, EntraUser } from "../entra-options.ts";
import type { EntraTokenOffice } from "../token/token-office.ts";
import type { Tenant } from "./tenant.ts";

/** What someone at the browser is asked. */
export interface PageRequest {
  readonly page: "admin-consent" | "sign-in";
  readonly clientId: string;
  readonly scope: string;
  readonly state: string | undefined;
}

/** What someone at the browser answers: who it is, or that it shall not be. */
export type PageAnswer =
  | {
      /** The id of the tenant whose user it is. */
      readonly tenantId: string;
      /** The object id of the user. @default the tenant's first administrator */
      readonly userId?: string;
    }
  | "deny";

/** What the pages need of Entra ID. */
export interface PageDesk {
  readonly office: EntraTokenOffice;
  readonly nowMs: number;
  app(clientId: string): EntraApp | undefined;
  tenant(key: string): Tenant | undefined;
  /** What the person at the browser answers; nothing where nobody signs in. */
  answer(request: PageRequest): PageAnswer | undefined;
  consented(tenant: Tenant, app: EntraApp, scope: string): void;
}

interface Asked {
  readonly app: EntraApp;
  readonly redirectUri: string;
  readonly state: string | undefined;
  readonly scope: string;
}

/** `GET /{tenant}/v2.0/adminconsent`: an administrator lets the app into the tenant, and the browser goes back with `admin_consent` and `tenant` (crm/dynamics.md, 2.2). */
export function adminConsent(request: DoorRequest, tenantKey: string, desk: PageDesk): DoorAnswer {
  const query = new URLSearchParams(request.query);
  const asked = askedFor(query, desk);
  if ("status" in asked) return asked;
  if (!asked.scope.split(" ").every((one) => one.includes("/.default")))
    return page(
      400,
      `AADSTS70011: The provided value for the input parameter 'scope' is not valid.`,
    );
  const person = personAt(tenantKey, { page: "admin-consent", ...asked }, desk);
  if (person === undefined) return page(200, "Sign in to your account.");
  if (person === "deny")
    return back(asked, {
      error: "access_denied",
      error_description:
        "AADSTS65004: User declined to consent to access the app. The admin has canceled the consent.",
    });
  if ("status" in person) return person;
  if (!person.user.isAdministrator)
    return page(
      403,
      "AADSTS90094: An administrator of your organization must grant the application permissions.",
    );
  person.tenant.consent(asked.app);
  desk.consented(person.tenant, asked.app, asked.scope);
  return back(asked, { admin_consent: "True", tenant: person.tenant.id, scope: asked.scope });
}

/** `GET /{tenant}/oauth2/v2.0/authorize`: someone signs in, and the browser goes back with a code. */
export function signIn(request: DoorRequest, tenantKey: string, desk: PageDesk): DoorAnswer {
  const query = new URLSearchParams(request.query);
  const asked = askedFor(query, desk);
  if ("status" in asked) return asked;
  if (query.get("response_type") !== "code")
    return page(400, "AADSTS700054: response_type is not enabled for the application.");
  const codeChallenge = query.get("code_challenge") ?? undefined;
  if ((codeChallenge !== undefined) !== (query.get("code_challenge_method") === "S256"))
    return page(400, "AADSTS501491: Invalid size or method of Code_Challenge parameter.");
  const person = personAt(tenantKey, { page: "sign-in", ...asked }, desk);
  if (person === undefined) return page(200, "Sign in to your account.");
  if (person === "deny")
    return back(asked, {
      error: "access_denied",
      error_description: "AADSTS65004: User declined to consent to access the app.",
    });
  if ("status" in person) return person;
  const code = desk.office.issueCode(
    {
      tenantId: person.tenant.id,
      clientId: asked.app.clientId,
      userId: person.user.id,
      scope: asked.scope,
      redirectUri: asked.redirectUri,
      codeChallenge,
      nonce: query.get("nonce") ?? undefined,
    },
    desk.nowMs,
  );
  return back(asked, { code });
}

function askedFor(query: URLSearchParams, desk: PageDesk): Asked | DoorAnswer {
  const clientId = query.get("client_id") ?? "";
  const app = desk.app(clientId);
  if (app === undefined)
    return page(400, `AADSTS700016: Application with identifier '${clientId}' was not found.`);
  const redirectUri = query.get("redirect_uri") ?? "";
  if (!app.redirectUris.includes(redirectUri))
    return page(
      400,
      `AADSTS50011: The redirect URI '${redirectUri}' specified in the request does not match the redirect URIs configured for the application '${clientId}'.`,
    );
  const scope = query.get("scope") ?? "";
  if (scope === "")
    return page(
      400,
      "AADSTS900144: The request body must contain the following parameter: 'scope'.",
    );
  return { app, redirectUri, scope, state: query.get("state") ?? undefined };
}

function personAt(
  tenantKey: string,
  asked: Asked & Pick<PageRequest, "page">,
  desk: PageDesk,
): { tenant: Tenant; user: EntraUser } | DoorAnswer | "deny" | undefined {
  const { app, scope, state } = asked;
  const answer = desk.answer({ page: asked.page, clientId: app.clientId, scope, state });
  if (answer === undefined || answer === "deny") return answer;
  const tenant = desk.tenant(answer.tenantId);
  const named = desk.tenant(tenantKey);
  if (tenant === undefined || (tenantKey !== "organizations" && named !== tenant))
    return page(
      400,
      `AADSTS50020: User account from identity provider does not exist in tenant '${tenantKey}' and cannot access the application '${app.clientId}' in that tenant.`,
    );
  const user =
    answer.userId === undefined
      ? tenant.users.find(({ isAdministrator }) => isAdministrator)
      : tenant.user(answer.userId);
  if (user !== undefined) return { tenant, user };
  return page(
    400,
    `AADSTS50034: The user account does not exist in the ${tenant.domain} directory.`,
  );
}

function back({ redirectUri, state }: Asked, more: Record<string, string>): DoorAnswer {
  const location = new URL(redirectUri);
  for (const [name, value] of Object.entries(more)) location.searchParams.set(name, value);
  if (state !== undefined) location.searchParams.set("state", state);
  return { status: 302, headers: { location: location.href } };
}

function page(status: number, sentence: string): DoorAnswer {
  const text = sentence.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const headers = { "content-type": "text/html; charset=utf-8" };
  return { status, headers, body: `<!doctype html><title>Sign in</title><p>${text}</p>` };
}
