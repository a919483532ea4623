import { createCipheriv, createDecipheriv, randomBytes } from "node:crypto";
import type { Vault } from "@perennial/contract";
import { RuntimeError } from "../runtime-error.ts";

const CIPHER = "aes-256-gcm";
const IV_BYTES = 12;
const TAG_BYTES = 16;
const VERSION = "v1";

/** How long a vault's key is. */
export const VAULT_KEY_BYTES = 32;

/**
 * A vault on AES-256-GCM. The purpose is authenticated with the value, so a sealed secret moved to another
 * tenant, connection or field does not open; neither does one that was altered (reliability.md, 5.2).
 */
export class SealedVault implements Vault {
  readonly #key: Buffer;

  constructor(key: Buffer) {
    if (key.length !== VAULT_KEY_BYTES) {
      throw new RuntimeError(
        `The vault's key must be ${VAULT_KEY_BYTES} bytes and is ${key.length}.`,
      );
    }
    this.#key = key;
  }

  seal(plain: string, purpose: string): string {
    const iv = randomBytes(IV_BYTES);
    const cipher = createCipheriv(CIPHER, this.#key, iv, { authTagLength: TAG_BYTES });
    cipher.setAAD(Buffer.from(`${VERSION}|${purpose}`));
    const sealed = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
    return `${VERSION}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
  }

  open(sealed: string, purpose: string): string {
    const [version, text = ""] = sealed.split(".");
    const bytes = Buffer.from(text, "base64url");
    if (version !== VERSION || bytes.length < IV_BYTES + TAG_BYTES) throw notOurs(purpose);
    const decipher = createDecipheriv(CIPHER, this.#key, bytes.subarray(0, IV_BYTES), {
      authTagLength: TAG_BYTES,
    });
    decipher.setAAD(Buffer.from(`${VERSION}|${purpose}`));
    decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
    try {
      const plain = decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES));
      return Buffer.concat([plain, decipher.final()]).toString("utf8");
    } catch {
      throw notOurs(purpose);
    }
  }
}

function notOurs(purpose: string): RuntimeError {
  return new RuntimeError(
    `The secret for ${purpose} does not open with this installation's key. Restore the key it was sealed with, or enter the secret again.`,
  );
}
