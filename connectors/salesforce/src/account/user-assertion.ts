import { createPrivateKey, sign } from "node:crypto";
import type { Instant } from "@perennial/contract";

/** How long an assertion can be used, in seconds: Salesforce takes none that ends later than in three minutes (crm/salesforce.md, 1.3). */
const LIFE = 150;

/** For whom an assertion speaks. */
export interface UserAssertion {
  /** Our app's consumer key. */
  readonly clientId: string;
  /** PEM; Salesforce has the certificate to it. */
  readonly privateKey: string;
  /** The user that we act as. */
  readonly username: string;
  /** The host that the user logs in at. */
  readonly audience: string;
  readonly now: Instant;
}

/** What proves to Salesforce that our app asks for a user who was approved for it (RFC 7523). Throws for a key that is none. */
export function userAssertion(of: UserAssertion): string {
  const seconds = Math.floor(Date.parse(of.now) / 1000);
  const claims = { iss: of.clientId, sub: of.username, aud: of.audience, exp: seconds + LIFE };
  const content = [{ alg: "RS256" }, claims].map(encoded).join(".");
  const signature = sign("sha256", Buffer.from(content), createPrivateKey(of.privateKey));
  return `${content}.${signature.toString("base64url")}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
