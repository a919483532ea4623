import type { Misunderstanding } from "@perennial/contract";
import { z } from "zod";
import { issueWords } from "../inbound/issue-words.ts";

/** The body of a Standard Webhooks message; what `data` holds depends on `type`. */
const Event = z.object({ type: z.string().min(1), data: z.unknown() });

/** A message of a kind, or what is wrong with it as a whole. */
export type EventReading =
  | { readonly type: string; readonly data: unknown }
  | { readonly problem: Misunderstanding };

/** Takes a webhook's body apart: JSON with `type` and `data`. */
export function readEvent(body: string): EventReading {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return { problem: { place: "body", message: "not JSON" } };
  }
  const result = Event.safeParse(value);
  if (result.success) return { type: result.data.type, data: result.data.data };
  return { problem: { place: "body", message: issueWords(result.error) } };
}
