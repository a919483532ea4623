import { describe, expect, test } from "vitest";
import { z } from "zod";
import { baseUrl } from "./base-url.ts";
import { secret, secretValues, setting } from "./setting.ts";
import { webhookSecret } from "./webhook-secret.ts";

const words = { label: { sv: "Lösenord", en: "Password" }, help: { sv: "Hjälp", en: "Help" } };
const Settings = z.strictObject({
  user: setting(z.string(), words),
  password: secret(words),
  spare: secret(words).optional(),
  nested: z.strictObject({ token: secret(words).default("token-2") }).optional(),
});

describe("settings", () => {
  test("a field carries its words and whether it is secret", () => {
    expect(Settings.shape.password.meta()).toMatchObject({
      ...words,
      title: "Password",
      secret: true,
    });
    expect(Settings.shape.user.meta()).not.toHaveProperty("secret");
  });

  test("the JSON Schema of the settings says the same", () => {
    expect(z.toJSONSchema(Settings, { io: "input" })).toMatchObject({
      properties: { password: { title: "Password", description: "Help", secret: true } },
    });
  });

  test("all secret values are found, also optional and nested ones", () => {
    const settings = { user: "anna", password: "p-1", nested: { token: "t-1" } };
    expect(secretValues(Settings, settings)).toEqual(["p-1", "t-1"]);
    expect(secretValues(Settings, { ...settings, spare: "s-1" })).toEqual(["p-1", "s-1", "t-1"]);
  });

  test("an address has no credentials, no query and a protocol of the web", () => {
    const ok = (text: string) => baseUrl(words).safeParse(text).success;
    expect(ok("https://crm.example/api/v1")).toBe(true);
    expect(ok("http://127.0.0.1:4010")).toBe(true);
    const bad = ["https://u:p@crm.example", "https://crm.example/?a=1", "ftp://crm.example", "crm"];
    expect(bad.map(ok)).toEqual(bad.map(() => false));
  });

  test("a webhook secret is checked for form and marked secret", () => {
    const schema = webhookSecret(words);
    expect(schema.safeParse("whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw").success).toBe(true);
    expect(schema.safeParse("hello").success).toBe(false);
    expect(schema.meta()?.secret).toBe(true);
  });
});

test("a secret in a section that has a default of its own is found", () => {
  const words = { label: { sv: "Nyckel", en: "Key" } };
  const schema = z.object({ door: z.object({ key: secret(words).optional() }).prefault({}) });
  expect(secretValues(schema, { door: { key: "hemlig" } })).toEqual(["hemlig"]);
});
