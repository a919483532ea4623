import { z } from "zod";
import { isWebhookSecret } from "../webhook/standard-webhooks.ts";
import { type SettingWords, secret } from "./setting.ts";

/** A settings field for a Standard Webhooks secret (`whsec_…`). */
export function webhookSecret(words: SettingWords): z.ZodString {
  const schema = z.string().refine(isWebhookSecret, {
    error: "write whsec_ followed by 24 to 64 random bytes in base64",
  });
  return secret(words, schema);
}
