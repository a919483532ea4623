import type { Channel } from "@perennial/contract";
import { sameForm } from "../ledger.ts";
import type { RuleContext } from "../rule-context.ts";
import { type SkipVerdict, skip } from "../verdict.ts";

const NUMBER = /^\+[1-9]\d{6,14}$/;
const FORMS: Readonly<Record<Channel, RegExp>> = {
  email: /^[^\s@]+@[^\s@]+\.[^\s@]+$/,
  sms: NUMBER,
  phone: NUMBER,
  post: /\S/,
};

/** A message needs an address of the right form; the runtime makes a task of a statutory one without. */
export function contactPoint({ message }: RuleContext): SkipVerdict | undefined {
  const { channel } = message;
  const address = message.contactPoint?.trim() ?? "";
  if (address === "") return skip("missing-address", { channel, cause: "missing" });
  if (FORMS[channel].test(sameForm(address))) return undefined;
  return skip("missing-address", { channel, cause: "malformed", contactPoint: address });
}
