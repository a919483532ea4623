import { createHash, generateKeyPairSync, type KeyObject, sign } from "node:crypto";

/** A certificate that signs itself, and its private key. */
export interface SelfSigned {
  readonly certificate: string;
  readonly privateKey: string;
  readonly key: KeyObject;
  /** The SHA-256 thumbprint, base64url, as `x5t#S256` names it. */
  readonly thumbprint: string;
}

const SHA256_WITH_RSA = "06092a864886f70d01010b0500";
const COMMON_NAME = "0603550403";

/** Makes a certificate for an app that runs against the simulators; moments are instants. */
export function selfSigned(name: string, notBefore: string, notAfter: string): SelfSigned {
  const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const spki = publicKey.export({ type: "spki", format: "der" });
  const algorithm = der(0x30, Buffer.from(SHA256_WITH_RSA, "hex"));
  const label = der(0x30, Buffer.from(COMMON_NAME, "hex"), der(0x0c, Buffer.from(name)));
  const subject = der(0x30, der(0x31, label));
  const validity = der(0x30, moment(notBefore), moment(notAfter));
  const serial = der(0x02, Buffer.from([1]));
  const content = der(0x30, serial, algorithm, subject, validity, subject, spki);
  const signature = der(0x03, Buffer.from([0]), sign("sha256", content, privateKey));
  const raw = der(0x30, content, algorithm, signature);
  return {
    certificate: pem("CERTIFICATE", raw),
    privateKey: privateKey.export({ type: "pkcs8", format: "pem" }).toString(),
    key: privateKey,
    thumbprint: createHash("sha256").update(raw).digest("base64url"),
  };
}

function moment(instant: string): Buffer {
  return der(0x18, Buffer.from(`${instant.replace(/\D/g, "").slice(0, 14)}Z`));
}

function der(tag: number, ...parts: readonly Buffer[]): Buffer {
  const body = Buffer.concat(parts);
  if (body.length < 0x80) return Buffer.concat([Buffer.from([tag, body.length]), body]);
  const length = Buffer.alloc(3);
  length.writeUInt8(0x82, 0);
  length.writeUInt16BE(body.length, 1);
  return Buffer.concat([Buffer.from([tag]), length, body]);
}

function pem(label: string, raw: Buffer): string {
  const lines = raw.toString("base64").match(/.{1,64}/g) ?? [];
  return `-----BEGIN ${label}-----\n${lines.join("\n")}\n-----END ${label}-----\n`;
}
