import { createPublicKey, verify } from "node:crypto";
import type { SalesforceApp } from "../salesforce-options.ts";
import { OauthRefusal } from "./oauth-refusal.ts";

/** Where assertions may be addressed to, and how far ahead they may end. */
export interface JwtContext {
  readonly app: SalesforceApp;
  audiencesOf(username: string): readonly string[];
  readonly nowMs: number;
}

const AHEAD_MS = 180_000;

/** The user's name that a signed assertion is for (Salesforce Help, OAuth 2.0 JWT Bearer Flow); throws the refusal. */
export function subjectOf(assertion: string, { app, audiencesOf, nowMs }: JwtContext): string {
  const [head = "", body = "", signature = ""] = assertion.split(".");
  const header = decoded(head);
  const claims = decoded(body);
  if (header.alg !== "RS256") throw invalid("invalid assertion");
  if (claims.iss !== app.clientId)
    throw new OauthRefusal("invalid_client_id", "client identifier invalid");
  if (app.publicKey === undefined) throw invalid("invalid assertion");
  const key = createPublicKey(app.publicKey);
  const signed = Buffer.from(`${head}.${body}`);
  if (!verify("RSA-SHA256", signed, key, Buffer.from(signature, "base64url")))
    throw invalid("invalid assertion");
  if (typeof claims.sub !== "string") throw invalid("invalid assertion");
  if (typeof claims.aud !== "string" || !audiencesOf(claims.sub).includes(claims.aud))
    throw invalid("audience is invalid");
  const expiresMs = typeof claims.exp === "number" ? claims.exp * 1000 : 0;
  if (expiresMs <= nowMs || expiresMs > nowMs + AHEAD_MS)
    throw invalid("expired authorization code");
  return claims.sub;
}

function decoded(part: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(Buffer.from(part, "base64url").toString("utf8"));
    if (typeof value === "object" && value !== null) return { ...value };
  } catch {
    // What is not JSON is no assertion either.
  }
  throw invalid("invalid assertion");
}

function invalid(description: string): OauthRefusal {
  return new OauthRefusal("invalid_grant", description);
}
