import { z } from "zod";
import { verifyHmac } from "./verify-hmac.ts";

/** A request that a page of a vendor's posts, signed as a whole. */
export interface SignedRequestCheck {
  /** The form as it was posted. */
  readonly body: string;
  /** The form's field that has it. @default "signed_request" */
  readonly field?: string;
  /** Ours; several while one replaces another. */
  readonly secrets: readonly string[];
}

/** What was signed, or why it does not count. */
export type SignedRequest =
  | { readonly genuine: true; readonly payload: Readonly<Record<string, unknown>> }
  | { readonly genuine: false; readonly reason: string };

const Payload = z.record(z.string(), z.unknown());

/**
 * Reads a signed request, as a Salesforce Canvas posts one: the HMAC-SHA256 of a text in base64, a full stop, and the
 * text, which is JSON in base64 (crm/salesforce.md, 6.2). Both may be in base64url. Never throws.
 */
export function readSignedRequest({
  body,
  field = "signed_request",
  secrets,
}: SignedRequestCheck): SignedRequest {
  const text = new URLSearchParams(body).get(field);
  if (text === null) return refused(`the form has no "${field}"`);
  // A form's plus is a space, and base64 has none.
  const [signature = "", ...rest] = text.replaceAll(" ", "+").split(".");
  const content = rest.join(".");
  const presented = [Buffer.from(signature, "base64").toString("base64")];
  const form = { algorithm: "sha256", encoding: "base64" } as const;
  if (content === "" || !verifyHmac({ ...form, content, secrets, presented })) {
    return refused("the signature is not right");
  }
  const payload = Payload.safeParse(asJson(Buffer.from(content, "base64").toString("utf8")));
  if (!payload.success) return refused("what is signed is not JSON");
  const { algorithm = "HMACSHA256" } = payload.data;
  const named = String(algorithm).toUpperCase().replaceAll("-", "");
  if (named !== "HMACSHA256") return refused("it is signed by another algorithm than it says");
  return { genuine: true, payload: payload.data };
}

function refused(reason: string): SignedRequest {
  return { genuine: false, reason };
}

function asJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
