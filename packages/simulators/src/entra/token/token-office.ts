import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from "node:crypto";
import { uuidFrom } from "../../id/uuid.ts";
import type { EntraUser } from "../entra-options.ts";
import { isSignedBy, parseJwt, signJwt } from "./jwt.ts";

/** Whom a token speaks for: an app alone, or an app for someone who signed in. */
export interface TokenGrant {
  readonly tenantId: string;
  readonly clientId: string;
  /** The origin of the service that it is for. */
  readonly resource: string;
  /** The object id of the service principal, or of the user. */
  readonly objectId: string;
  readonly proof: "secret" | "certificate";
  /** The application permissions; for someone who signed in, none. */
  readonly roles: readonly string[];
  readonly user?: EntraUser;
}

/** What a service reads in a token. */
export interface TokenClaims {
  readonly tenantId: string;
  readonly clientId: string;
  readonly objectId: string;
  readonly roles: readonly string[];
  /** Whether nobody signed in. */
  readonly isAppOnly: boolean;
}

/** A code, or a refresh token, that stands for someone who signed in. */
export interface SignInGrant {
  readonly tenantId: string;
  readonly clientId: string;
  readonly userId: string;
  readonly scope: string;
  readonly redirectUri: string;
  readonly codeChallenge: string | undefined;
  readonly nonce: string | undefined;
  readonly expiresMs: number;
}

/** What the office is kept as over a restart. */
export interface TokenOfficeSnapshot {
  readonly issued: number;
  readonly key: string;
  readonly used: readonly string[];
  readonly codes: readonly (readonly [string, SignInGrant])[];
  readonly refresh: readonly (readonly [string, SignInGrant])[];
}

/** How long an access token lives, in seconds. */
export const TOKEN_SECONDS = 3599;
const CODE_SECONDS = 600;
const REFRESH_SECONDS = 90 * 86_400;

/** Issues and knows tokens; access tokens are signed and hold everything that they say. */
export class EntraTokenOffice {
  readonly #seed: number;
  #key: KeyObject;
  #public: KeyObject;
  #issued = 0;
  readonly #used = new Set<string>();
  readonly #codes = new Map<string, SignInGrant>();
  readonly #refresh = new Map<string, SignInGrant>();

  constructor(seed: number) {
    this.#seed = seed;
    this.#key = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
    this.#public = createPublicKey(this.#key);
  }

  /** The public key as `/discovery/v2.0/keys` shows it. */
  get jwk(): object {
    const { n, e } = this.#public.export({ format: "jwk" });
    return { kty: "RSA", use: "sig", alg: "RS256", kid: this.#keyId(), n, e };
  }

  access(grant: TokenGrant, nowMs: number): string {
    const { user } = grant;
    const person = user === undefined ? { idtyp: "app" } : { upn: user.upn, name: user.name };
    return this.#sign({
      aud: grant.resource,
      iss: `https://sts.windows.net/${grant.tenantId}/`,
      ...lifeOf(nowMs),
      appid: grant.clientId,
      appidacr: grant.proof === "certificate" ? "2" : "1",
      oid: grant.objectId,
      sub: grant.objectId,
      tid: grant.tenantId,
      ...(user === undefined ? { roles: grant.roles } : { scp: "user_impersonation" }),
      ...person,
      uti: this.#id("uti"),
      ver: "1.0",
    });
  }

  /** Says to the app who signed in, and where it is so registered, by which roles of the directory. */
  identity(
    grant: SignInGrant,
    { user, tellsRoles }: { readonly user: EntraUser; readonly tellsRoles: boolean },
    nowMs: number,
  ): string {
    return this.#sign({
      aud: grant.clientId,
      iss: `https://login.microsoftonline.com/${grant.tenantId}/v2.0`,
      ...lifeOf(nowMs),
      oid: user.id,
      sub: user.id,
      tid: grant.tenantId,
      name: user.name,
      preferred_username: user.upn,
      ...(grant.nonce === undefined ? {} : { nonce: grant.nonce }),
      ...(tellsRoles ? { wids: rolesOf(user) } : {}),
      ver: "2.0",
    });
  }

  /** What a token says to a service, or why the service refuses it. */
  read(token: string, resource: string, nowMs: number): TokenClaims | string {
    const jwt = parseJwt(token);
    if (jwt === undefined) return "the token is malformed";
    if (!isSignedBy(jwt, this.#public)) return "the signature is invalid";
    const { aud, exp, tid, appid, oid, roles, idtyp } = jwt.claims;
    if (typeof exp !== "number" || exp * 1000 <= nowMs) return "the token is expired";
    if (aud !== resource) return `the audience '${String(aud)}' is invalid`;
    return {
      tenantId: String(tid),
      clientId: String(appid),
      objectId: String(oid),
      roles: Array.isArray(roles) ? roles.map(String) : [],
      isAppOnly: idtyp === "app",
    };
  }

  /** Notes an assertion; false when it was there before. */
  firstUse(jti: string): boolean {
    if (this.#used.has(jti)) return false;
    this.#used.add(jti);
    return true;
  }

  issueCode(grant: Omit<SignInGrant, "expiresMs">, nowMs: number): string {
    const code = `1.${this.#id("code")}`;
    this.#codes.set(code, { ...grant, expiresMs: nowMs + CODE_SECONDS * 1000 });
    return code;
  }

  /** Whose tenant a code was given for; taking it is another thing. */
  tenantOfCode(code: string): string | undefined {
    return this.#codes.get(code)?.tenantId;
  }

  takeCode(code: string): SignInGrant | undefined {
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    return grant;
  }

  issueRefresh(grant: Omit<SignInGrant, "expiresMs">, nowMs: number): string {
    const token = `1.${this.#id("refresh")}`;
    this.#refresh.set(token, { ...grant, expiresMs: nowMs + REFRESH_SECONDS * 1000 });
    return token;
  }

  refreshGrant(token: string): SignInGrant | undefined {
    return this.#refresh.get(token);
  }

  snapshot(): TokenOfficeSnapshot {
    const key = this.#key.export({ type: "pkcs8", format: "pem" }).toString();
    const [used, codes, refresh] = [[...this.#used], [...this.#codes], [...this.#refresh]];
    return { issued: this.#issued, key, used, codes, refresh };
  }

  restore(snapshot: TokenOfficeSnapshot): void {
    this.#issued = snapshot.issued;
    this.#key = createPrivateKey(snapshot.key);
    this.#public = createPublicKey(this.#key);
    for (const jti of snapshot.used) this.#used.add(jti);
    for (const [code, grant] of snapshot.codes) this.#codes.set(code, grant);
    for (const [token, grant] of snapshot.refresh) this.#refresh.set(token, grant);
  }

  #sign(claims: Readonly<Record<string, unknown>>): string {
    return signJwt({ alg: "RS256", kid: this.#keyId() }, claims, this.#key);
  }

  #keyId(): string {
    return uuidFrom(this.#seed, "key").replaceAll("-", "");
  }

  #id(what: string): string {
    this.#issued += 1;
    return uuidFrom(this.#seed, what, this.#issued);
  }
}

/** Of a global administrator (learn.microsoft.com, "Microsoft Entra built-in roles"). */
const GLOBAL_ADMINISTRATOR = "62e90394-69f5-4237-9190-012177145e10";

function rolesOf({ roles, isAdministrator = false }: EntraUser): readonly string[] {
  return roles ?? (isAdministrator ? [GLOBAL_ADMINISTRATOR] : []);
}

function lifeOf(nowMs: number): { iat: number; nbf: number; exp: number } {
  const now = Math.floor(nowMs / 1000);
  return { iat: now, nbf: now, exp: now + TOKEN_SECONDS };
}
