import { constants, createHash, createPrivateKey, sign, X509Certificate } from "node:crypto";
import type { Instant } from "@perennial/contract";
import type { DynamicsApp } from "../dynamics-credentials.ts";

/** How long an assertion can be used, in seconds. */
const LIFE = 300;

/**
 * What proves to Entra ID that we are the app: a statement that serves once, signed with the certificate's key
 * (crm/dynamics.md, 2.4). `id` is a number of its own for each.
 */
export function clientAssertion(
  app: Pick<DynamicsApp, "clientId" | "certificate" | "privateKey">,
  { audience, now, id }: { readonly audience: string; readonly now: Instant; readonly id: string },
): string {
  const { raw } = new X509Certificate(app.certificate);
  const thumbprint = createHash("sha256").update(raw).digest("base64url");
  const seconds = Math.floor(Date.parse(now) / 1000);
  const header = { alg: "PS256", typ: "JWT", "x5t#S256": thumbprint };
  const claims = {
    aud: audience,
    iss: app.clientId,
    sub: app.clientId,
    jti: id,
    nbf: seconds,
    exp: seconds + LIFE,
  };
  const content = [header, claims].map(encoded).join(".");
  const signature = sign("sha256", Buffer.from(content), {
    key: createPrivateKey(app.privateKey),
    padding: constants.RSA_PKCS1_PSS_PADDING,
    saltLength: 32,
  });
  return `${content}.${signature.toString("base64url")}`;
}

function encoded(part: object): string {
  return Buffer.from(JSON.stringify(part)).toString("base64url");
}
