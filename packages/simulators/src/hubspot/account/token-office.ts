import { createHash } from "node:crypto";
import type { Clock } from "@perennial/contract";
import { uuidOf } from "../../id/uuid.ts";
import { toMillis } from "../../time/instant.ts";

/** What a token stands for. */
export interface TokenGrant {
  readonly portalId: number;
  readonly userId: number;
  readonly scopes: readonly string[];
}

/** A code that an administrator's browser carries to the app. */
export interface CodeGrant extends TokenGrant {
  readonly redirectUri: string;
  /** The S256 challenge, where the app sent one. */
  readonly codeChallenge: string | undefined;
  readonly expiresMs: number;
}

/** An access token's grant and end. */
export interface AccessGrant extends TokenGrant {
  readonly expiresMs: number;
}

/** What the office is kept as over a restart. */
export interface OfficeSnapshot {
  readonly issued: number;
  readonly codes: readonly (readonly [string, CodeGrant])[];
  readonly refresh: readonly (readonly [string, TokenGrant])[];
  readonly access: readonly (readonly [string, AccessGrant])[];
}

/** How long an access token lives, in seconds (crm/hubspot.md, 1.2). */
export const ACCESS_SECONDS = 1800;
// How long a code lives is not documented; ten minutes is what RFC 6749 allows at most.
const CODE_SECONDS = 600;

/** Issues and knows codes and tokens; all lives are by the clock. */
export class TokenOffice {
  readonly #clock: Clock;
  readonly #seed: number;
  readonly #codes = new Map<string, CodeGrant>();
  readonly #refresh = new Map<string, TokenGrant>();
  readonly #access = new Map<string, AccessGrant>();
  #issued = 0;

  constructor(clock: Clock, seed: number) {
    this.#clock = clock;
    this.#seed = seed;
  }

  issueCode(grant: TokenGrant & Pick<CodeGrant, "redirectUri" | "codeChallenge">): string {
    const code = uuidOf(this.#secret("code"));
    this.#codes.set(code, { ...grant, expiresMs: this.#in(CODE_SECONDS) });
    return code;
  }

  /** Takes a code for good; nothing when it is unknown, used or too old. */
  takeCode(code: string): CodeGrant | undefined {
    const grant = this.#codes.get(code);
    this.#codes.delete(code);
    return grant !== undefined && grant.expiresMs > this.#now() ? grant : undefined;
  }

  issueRefresh({ portalId, userId, scopes }: TokenGrant): string {
    const token = `na1-${uuidOf(this.#secret("refresh"))}`;
    this.#refresh.set(token, { portalId, userId, scopes });
    return token;
  }

  issueAccess({ portalId, userId, scopes }: TokenGrant): string {
    const token = `C${this.#secret("access")}${this.#secret("access")}${this.#secret("access")}`;
    this.#access.set(token, { portalId, userId, scopes, expiresMs: this.#in(ACCESS_SECONDS) });
    return token;
  }

  refreshGrant(token: string): TokenGrant | undefined {
    return this.#refresh.get(token);
  }

  /** The grant of an access token, even if its time is over. */
  accessGrant(token: string): AccessGrant | undefined {
    return this.#access.get(token);
  }

  isOver(grant: AccessGrant): boolean {
    return grant.expiresMs <= this.#now();
  }

  revokeRefresh(token: string): void {
    this.#refresh.delete(token);
  }

  /** Ends every token of a portal, as uninstalling does. */
  endAll(portalId: number): void {
    for (const tokens of [this.#codes, this.#refresh, this.#access])
      for (const [token, grant] of tokens) if (grant.portalId === portalId) tokens.delete(token);
  }

  /** Ends the life of a portal's access tokens now, as if their time were over. */
  expireAccess(portalId: number): void {
    for (const [token, grant] of this.#access)
      if (grant.portalId === portalId)
        this.#access.set(token, { ...grant, expiresMs: this.#now() });
  }

  snapshot(): OfficeSnapshot {
    const [codes, refresh, access] = [[...this.#codes], [...this.#refresh], [...this.#access]];
    return { issued: this.#issued, codes, refresh, access };
  }

  restore(snapshot: OfficeSnapshot): void {
    this.#issued = snapshot.issued;
    refill(this.#codes, snapshot.codes);
    refill(this.#refresh, snapshot.refresh);
    refill(this.#access, snapshot.access);
  }

  #now(): number {
    return toMillis(this.#clock.now());
  }

  #in(seconds: number): number {
    return this.#now() + seconds * 1000;
  }

  #secret(what: string): string {
    this.#issued += 1;
    return createHash("sha256").update(`${this.#seed} ${what} ${this.#issued}`).digest("hex");
  }
}

function refill<T>(map: Map<string, T>, entries: readonly (readonly [string, T])[]): void {
  map.clear();
  for (const [key, value] of entries) map.set(key, value);
}
