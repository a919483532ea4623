/** What `POST /a1/sms` is asked to send (https://46elks.com/docs/send-sms). */
export interface SmsForm {
  readonly from: string;
  readonly to: string;
  readonly message: string;
  readonly whendelivered?: string;
  readonly dryrun: boolean;
}

/** Why a form is refused: the status and the provider's sentence, which is plain text. */
export interface SmsRefusal {
  readonly status: number;
  readonly detail: string;
}

const E164 = /^\+[1-9]\d{6,14}$/;
/** A text sender ID: 3 to 11 letters and digits, a letter first. */
const TEXT_SENDER = /^[A-Za-z][A-Za-z0-9]{2,10}$/;

/**
 * Reads a form strictly. "Missing key from" with 403 is the provider's own; its wording for bad values is
 * not documented, so ours names the key.
 */
export function readSmsForm(body: string): SmsForm | SmsRefusal {
  const form = new URLSearchParams(body);
  for (const key of ["from", "to", "message"]) {
    if (!form.get(key)) return { status: 403, detail: `Missing key ${key}` };
  }
  const from = form.get("from") ?? "";
  const to = form.get("to") ?? "";
  const message = form.get("message") ?? "";
  const whendelivered = form.get("whendelivered") || undefined;
  if (!E164.test(from) && !TEXT_SENDER.test(from)) return invalid("from");
  if (!E164.test(to)) return invalid("to");
  if (whendelivered !== undefined && !isWebAddress(whendelivered)) return invalid("whendelivered");
  const dryrun = form.get("dryrun") === "yes";
  return { from, to, message, dryrun, ...(whendelivered === undefined ? {} : { whendelivered }) };
}

/** Whether a sender is a number that can be answered. */
export function canBeAnswered(sender: string): boolean {
  return E164.test(sender);
}

function invalid(key: string): SmsRefusal {
  return { status: 400, detail: `Invalid ${key}` };
}

function isWebAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol } = new URL(text);
  return protocol === "http:" || protocol === "https:";
}
