import { createHash } from "node:crypto";
import type { Clock } from "@perennial/contract";
import { toMillis } from "../../time/instant.ts";

/** What a token stands for. */
export interface TokenGrant {
  readonly orgId: string;
  readonly userId: string;
  readonly scopes: readonly string[];
}

/** A code that an administrator's browser carries to the app. */
export interface CodeGrant extends TokenGrant {
  readonly redirectUri: string;
  /** The S256 challenge. */
  readonly codeChallenge: string;
  readonly expiresMs: number;
}

/** All tokens that come of one consent: each refresh gives the next one. */
export interface TokenFamily extends TokenGrant {
  readonly id: number;
  /** The one refresh token that is good. */
  readonly refreshToken: string;
  readonly usedMs: number;
  /** How often it was refreshed. */
  readonly refreshes: number;
}

/** An access token's grant and when it was last used. */
export interface AccessGrant extends TokenGrant {
  /** Missing for tokens of the JWT flow. */
  readonly familyId?: number;
  readonly usedMs: number;
}

/** What the office is kept as over a restart. */
export interface OfficeSnapshot {
  readonly issued: number;
  readonly codes: readonly (readonly [string, CodeGrant])[];
  readonly families: readonly TokenFamily[];
  readonly owners: readonly (readonly [string, number])[];
  readonly access: readonly (readonly [string, AccessGrant])[];
}

/** A code lives fifteen minutes. */
const CODE_MS = 900_000;
const DAY_MS = 86_400_000;
/**
 * The grants of one user to one app that live side by side; a further one ends the oldest (Salesforce ISVforce Guide,
 * Secure Your Connected Apps and External Client Apps).
 */
const MOST_GRANTS = 5;

/** Issues and knows codes and tokens; all lives are by the clock. */
export class TokenOffice {
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #idleMs: number;
  readonly #codes = new Map<string, CodeGrant>();
  readonly #families = new Map<number, TokenFamily>();
  /** Every refresh token ever given, good or spent, and its family. */
  readonly #owners = new Map<string, number>();
  readonly #access = new Map<string, AccessGrant>();
  #issued = 0;

  constructor(clock: Clock, { seed, idleDays }: { seed: number; idleDays: number }) {
    this.#clock = clock;
    this.#seed = seed;
    this.#idleMs = idleDays * DAY_MS;
  }

  issueCode(grant: Omit<CodeGrant, "expiresMs">): string {
    const code = `aPrx${this.#secret("code").slice(0, 60)}==`;
    this.#codes.set(code, { ...grant, expiresMs: this.#now() + CODE_MS });
    return code;
  }

  /** Takes a code for good; nothing when it is unknown, used or too old. */
  takeCode(code: string): CodeGrant | undefined {
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    return grant !== undefined && grant.expiresMs > this.#now() ? grant : undefined;
  }

  /** Begins a family; the user's oldest one ends when there are too many. */
  found({ orgId, userId, scopes }: TokenGrant): TokenFamily {
    const living = this.families(orgId).filter((one) => one.userId === userId);
    for (const old of living.slice(0, Math.max(0, living.length + 1 - MOST_GRANTS)))
      this.revokeFamily(old.id);
    const refreshToken = this.#refreshToken();
    const id = this.#issued;
    const usedMs = this.#now();
    const family = { id, orgId, userId, scopes, refreshToken, usedMs, refreshes: 0 };
    this.#families.set(id, family);
    this.#owners.set(refreshToken, id);
    return family;
  }

  issueAccess({ orgId, userId, scopes }: TokenGrant, familyId?: number): string {
    const token = `${orgId.slice(0, 15)}!AQ${this.#secret("access")}`;
    const member = familyId === undefined ? {} : { familyId };
    this.#access.set(token, { orgId, userId, scopes, usedMs: this.#now(), ...member });
    return token;
  }

  /**
   * The family of a refresh token that is good. A spent one shows that it was stolen or used twice, so that the whole
   * family ends with all its access tokens (Salesforce ISVforce Guide, Secure Your Connected Apps and External Client Apps).
   */
  refreshed(token: string): TokenFamily | undefined {
    const family = this.#families.get(this.#owners.get(token) ?? 0);
    if (family === undefined) return undefined;
    const isIdle = this.#now() - family.usedMs > this.#idleMs;
    if (isIdle || family.refreshToken !== token) {
      this.revokeFamily(family.id);
      return undefined;
    }
    return family;
  }

  /** Gives a family its next refresh token, or, without rotation, notes that it was used. */
  advance(family: TokenFamily, rotates: boolean): TokenFamily {
    const refreshToken = rotates ? this.#refreshToken() : family.refreshToken;
    const usedMs = this.#now();
    const next = { ...family, refreshToken, usedMs, refreshes: family.refreshes + 1 };
    this.#families.set(family.id, next);
    this.#owners.set(refreshToken, family.id);
    return next;
  }

  /** The family that a refresh token is the good one of; looking changes nothing. */
  familyOf(token: string): TokenFamily | undefined {
    const family = this.#families.get(this.#owners.get(token) ?? 0);
    return family?.refreshToken === token ? family : undefined;
  }

  /** The grant of an access token that is good, which counts as a use of it. */
  used(token: string, sessionSeconds: number): AccessGrant | undefined {
    const grant = this.access(token, sessionSeconds);
    if (grant === undefined) return undefined;
    this.#access.set(token, { ...grant, usedMs: this.#now() });
    return grant;
  }

  /** The grant of an access token that is good; looking is no use of it. */
  access(token: string, sessionSeconds: number): AccessGrant | undefined {
    const grant = this.#access.get(token);
    const isOver = grant === undefined || this.#now() - grant.usedMs >= sessionSeconds * 1000;
    return isOver ? undefined : grant;
  }

  /** Whose a token is, good or not. */
  orgOf(token: string): string | undefined {
    return (
      this.#access.get(token)?.orgId ?? this.#families.get(this.#owners.get(token) ?? 0)?.orgId
    );
  }

  /** Ends an access token, or a refresh token with its whole family; says whether there was one. */
  revoke(token: string): boolean {
    const familyId = this.familyOf(token)?.id;
    if (familyId !== undefined) this.revokeFamily(familyId);
    return this.#access.delete(token) || familyId !== undefined;
  }

  revokeFamily(id: number): void {
    this.#families.delete(id);
    for (const [token, grant] of this.#access)
      if (grant.familyId === id) this.#access.delete(token);
  }

  /** Ends every token of an org, as taking the app out does. */
  endAll(orgId: string): void {
    for (const { id } of this.families(orgId)) this.revokeFamily(id);
    for (const [token, grant] of this.#access)
      if (grant.orgId === orgId) this.#access.delete(token);
    for (const [code, grant] of this.#codes) if (grant.orgId === orgId) this.#codes.delete(code);
  }

  /** Ends an org's access tokens now, as if their session were over; refresh tokens live on. */
  expireAccess(orgId: string): void {
    for (const [token, grant] of this.#access)
      if (grant.orgId === orgId) this.#access.delete(token);
  }

  /** The living families of an org, oldest first. */
  families(orgId: string): readonly TokenFamily[] {
    return [...this.#families.values()].filter((one) => one.orgId === orgId);
  }

  snapshot(): OfficeSnapshot {
    return {
      issued: this.#issued,
      codes: [...this.#codes],
      families: [...this.#families.values()],
      owners: [...this.#owners],
      access: [...this.#access],
    };
  }

  restore(kept: OfficeSnapshot): void {
    this.#issued = kept.issued;
    for (const map of [this.#codes, this.#families, this.#owners, this.#access]) map.clear();
    for (const [code, grant] of kept.codes) this.#codes.set(code, grant);
    for (const family of kept.families) this.#families.set(family.id, family);
    for (const [token, id] of kept.owners) this.#owners.set(token, id);
    for (const [token, grant] of kept.access) this.#access.set(token, grant);
  }

  #now(): number {
    return toMillis(this.#clock.now());
  }

  #refreshToken(): string {
    return `5Aep861${this.#secret("refresh")}`;
  }

  #secret(what: string): string {
    this.#issued += 1;
    return createHash("sha512")
      .update(`${this.#seed} ${what} ${this.#issued}`)
      .digest("hex")
      .slice(0, 80);
  }
}
