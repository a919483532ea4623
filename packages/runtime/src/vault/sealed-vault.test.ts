import { randomBytes } from "node:crypto";
import { describe, expect, test } from "vitest";
import { SealedVault, VAULT_KEY_BYTES } from "./sealed-vault.ts";

const vault = new SealedVault(randomBytes(VAULT_KEY_BYTES));

describe("a sealed secret", () => {
  test("opens for its own purpose", () => {
    expect(vault.open(vault.seal("hemligt åäö", "1/sms/password"), "1/sms/password")).toBe(
      "hemligt åäö",
    );
  });

  test("does not open for another purpose", () => {
    const sealed = vault.seal("secret", "1/sms/password");
    expect(() => vault.open(sealed, "2/sms/password")).toThrow(/does not open/);
  });

  test("does not open once any of its bytes is altered", () => {
    const sealed = vault.seal("secret", "1/sms/password");
    const bytes = Buffer.from(sealed.slice(3), "base64url");
    for (let i = 0; i < bytes.length; i++) {
      const altered = Buffer.from(bytes);
      altered[i] = (altered[i] ?? 0) ^ 1;
      const text = `v1.${altered.toString("base64url")}`;
      expect(() => vault.open(text, "1/sms/password")).toThrow(/does not open/);
    }
  });

  test("does not open with another key, nor when it is cut short", () => {
    const sealed = vault.seal("secret", "1/sms/password");
    const other = new SealedVault(randomBytes(VAULT_KEY_BYTES));
    expect(() => other.open(sealed, "1/sms/password")).toThrow(/Restore the key/);
    expect(() => vault.open("v1.AAAA", "1/sms/password")).toThrow(/does not open/);
  });

  test("looks different each time and shows nothing of the text", () => {
    const [one, two] = [vault.seal("secret", "p"), vault.seal("secret", "p")];
    expect(one).not.toBe(two);
    expect(one).not.toContain("secret");
  });

  test("a key of another length is refused", () => {
    expect(() => new SealedVault(randomBytes(16))).toThrow(/must be 32 bytes/);
  });
});
