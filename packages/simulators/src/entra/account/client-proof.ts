import { createHash, X509Certificate } from "node:crypto";
import type { EntraApp } from "../entra-options.ts";
import { EntraRefusal } from "../entra-refusal.ts";
import { isSignedBy, type ParsedJwt, parseJwt } from "../token/jwt.ts";

/** What an app proves itself against. */
export interface ProofDesk {
  readonly nowMs: number;
  /** The audiences that an assertion may name: the token endpoint or the issuer. */
  readonly audiences: readonly string[];
  /** Notes the `jti` of an assertion; false when it was there before. */
  firstUse(jti: string): boolean;
}

const ASSERTION_TYPE = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
const REVIEW =
  "Review the documentation at https://learn.microsoft.com/entra/identity-platform/certificate-credentials .";

/** Proves that the app is who it says, by secret or by certificate, and says by which (crm/dynamics.md, 2.2 and 2.4). */
export function proveClient(
  form: URLSearchParams,
  app: EntraApp,
  desk: ProofDesk,
): "secret" | "certificate" {
  const secret = form.get("client_secret");
  if (secret !== null) return proveSecret(secret, app, desk);
  const assertion = form.get("client_assertion");
  if (assertion === null)
    throw refused(
      7_000_218,
      "The request body must contain the following parameter: 'client_assertion' or 'client_secret'.",
    );
  if (form.get("client_assertion_type") !== ASSERTION_TYPE)
    throw new EntraRefusal(
      "invalid_request",
      90_023,
      `Unsupported 'client_assertion_type' value; use '${ASSERTION_TYPE}'.`,
    );
  return proveAssertion(assertion, app, desk);
}

function proveSecret(secret: string, app: EntraApp, desk: ProofDesk): "secret" {
  const found = app.secrets?.find(({ value }) => value === secret);
  if (found === undefined)
    throw refused(
      7_000_215,
      `Invalid client secret provided. Ensure the secret being sent in the request is the client secret value, not the client secret ID, for a secret added to app '${app.clientId}'.`,
    );
  if (found.expiresAt !== undefined && Date.parse(found.expiresAt) <= desk.nowMs)
    throw refused(
      7_000_222,
      `The provided client secret keys for app '${app.clientId}' are expired. Visit the Azure portal to create new keys for your app: https://aka.ms/NewClientSecret, or consider using certificate credentials for added security: https://aka.ms/certCreds.`,
    );
  return "secret";
}

function proveAssertion(assertion: string, app: EntraApp, desk: ProofDesk): "certificate" {
  const jwt = parseJwt(assertion);
  if (jwt === undefined) throw refused(50_027, "JWT token is invalid or malformed.");
  checkKey(jwt, app, desk);
  checkClaims(jwt, app, desk);
  return "certificate";
}

function checkKey(jwt: ParsedJwt, app: EntraApp, desk: ProofDesk): void {
  const thumbprints = [jwt.header["x5t#S256"], jwt.header.x5t];
  const certificate = (app.certificates ?? [])
    .map((pem) => new X509Certificate(pem))
    .find((one) => thumbprintsOf(one).some((print) => thumbprints.includes(print)));
  const used = String(thumbprints.find((print) => print !== undefined) ?? "");
  if (certificate === undefined)
    throw refused(
      700_027,
      `The certificate with identifier used to sign the client assertion is not registered on application. [Reason - The key was not found., Thumbprint of key used by client: '${used}', Please visit the Azure Portal, Graph Explorer or directly use MS Graph to see configured keys for app Id '${app.clientId}'.]`,
    );
  const [start, end] = [Date.parse(certificate.validFrom), Date.parse(certificate.validTo)];
  if (desk.nowMs < start || desk.nowMs >= end)
    throw refused(
      700_027,
      `The certificate with identifier used to sign the client assertion is expired on application. [Reason - The key used is expired., Found key 'Start=${certificate.validFrom}, End=${certificate.validTo}', Thumbprint of key used by client: '${used}']`,
    );
  if (!isSignedBy(jwt, certificate.publicKey))
    throw refused(
      700_027,
      `Client assertion failed signature validation. [Reason - The key was found, but the signature could not be validated., Thumbprint of key used by client: '${used}']`,
    );
}

function checkClaims(jwt: ParsedJwt, app: EntraApp, desk: ProofDesk): void {
  const { iss, sub, aud, nbf, exp, jti } = jwt.claims;
  if (iss !== app.clientId || sub !== app.clientId)
    throw refused(
      700_021,
      `Client assertion application identifier doesn't match 'client_id' parameter. ${REVIEW}`,
    );
  if (typeof aud !== "string" || !desk.audiences.includes(aud))
    throw refused(
      700_023,
      `Client assertion audience claim does not match Realm issuer. ${REVIEW}`,
    );
  const nowSeconds = desk.nowMs / 1000;
  const starts = typeof nbf === "number" ? nbf : 0;
  // Entra ID allows clocks to differ by five minutes.
  const tolerance = 300;
  if (typeof exp !== "number" || exp + tolerance <= nowSeconds || starts - tolerance > nowSeconds)
    throw refused(
      700_024,
      `Client assertion is not within its valid time range. Current time: ${isoOf(nowSeconds)}, assertion valid from ${isoOf(starts)}, expiry time of assertion ${isoOf(Number(exp))}. ${REVIEW}`,
    );
  if (typeof jti !== "string" || jti === "")
    throw refused(50_027, "JWT token is invalid or malformed: it has no 'jti' claim.");
  if (!desk.firstUse(jti))
    throw refused(50_027, "JWT token is invalid or malformed: its 'jti' claim was used before.");
}

function thumbprintsOf(certificate: X509Certificate): readonly string[] {
  return ["sha256", "sha1"].map((name) =>
    createHash(name).update(certificate.raw).digest("base64url"),
  );
}

function isoOf(seconds: number): string {
  return Number.isFinite(seconds) ? new Date(seconds * 1000).toISOString() : "none";
}

function refused(code: number, sentence: string): EntraRefusal {
  return new EntraRefusal("invalid_client", code, sentence);
}
