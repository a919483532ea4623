import { z } from "zod";
import { type SettingWords, setting } from "./setting.ts";

/**
 * A settings field for the address a connector's requests start from. Credentials, a query and a
 * fragment are refused, for they would be lost or leak; a path is kept.
 */
export function baseUrl(words: SettingWords): z.ZodURL {
  const schema = z
    .url({ protocol: /^https?$/, error: "write a full address, such as https://example.com/api" })
    .refine((text) => isPlain(text), {
      error: "leave user name, password, ? and # out of the address",
    });
  return setting(schema, words);
}

function isPlain(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const url = new URL(text);
  return url.username === "" && url.password === "" && !/[?#]/.test(text);
}
