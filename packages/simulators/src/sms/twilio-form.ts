import type { DoorAnswer } from "../door/door-request.ts";
import type { SmsForm } from "./sms-form.ts";
import type { TwilioAccount } from "./twilio-options.ts";

const E164 = /^\+[1-9]\d{6,14}$/;
const NAME = /^(?=.*[A-Za-z])[A-Za-z0-9][A-Za-z0-9 ]{0,10}$/;
/** Characters of a message (https://www.twilio.com/docs/api/errors/21617). */
const LONGEST = 1600;

/** An error in Twilio's form. */
export function refusal(status: number, code: number, message: string): DoorAnswer {
  const more = `https://www.twilio.com/docs/errors/${code}`;
  return { status, body: { code, message, more_info: more, status } };
}

/** Reads what `POST Messages.json` is asked to send, strictly; a refusal has Twilio's own code. */
export function readTwilioForm(body: string, account: TwilioAccount): SmsForm | DoorAnswer {
  const form = new URLSearchParams(body);
  const [to, message] = [form.get("To") ?? "", form.get("Body") ?? ""];
  const callback = form.get("StatusCallback") || undefined;
  if (to === "") return bad(21604, "A 'To' phone number is required.");
  if (message === "") return bad(21602, "Message body is required.");
  if (message.length > LONGEST) {
    return bad(21617, "The concatenated message body exceeds the 1600 character limit");
  }
  if (!E164.test(to)) {
    return bad(21211, `Invalid 'To' Phone Number: ${to}`);
  }
  if (!account.countries.some((prefix) => to.startsWith(prefix))) {
    return bad(21408, "Permission to send an SMS has not been enabled for the region");
  }
  if (callback !== undefined && !isWebAddress(callback)) {
    return bad(21609, `The StatusCallback URL ${callback} is not a valid URL.`);
  }
  const from = senderIn(form, account);
  if (typeof from !== "string") return from;
  const report = callback === undefined ? {} : { whendelivered: callback };
  return { from, to, message, dryrun: false, ...report };
}

function senderIn(form: URLSearchParams, account: TwilioAccount): string | DoorAnswer {
  const [from, service] = [form.get("From") ?? "", form.get("MessagingServiceSid") ?? ""];
  if (service !== "") {
    const number = account.messagingServices[service];
    return number ?? bad(21701, "The Messaging Service does not exist");
  }
  if (from === "") return bad(21603, "A 'From' phone number is required.");
  if (account.numbers.includes(from) || NAME.test(from)) return from;
  if (E164.test(from)) {
    const words = `is not a Twilio phone number or Short Code country mismatch`;
    return bad(21659, `'${from}' ${words}`);
  }
  return bad(21212, `Invalid From Number (caller ID): ${from}`);
}

function bad(code: number, message: string): DoorAnswer {
  return refusal(400, code, message);
}

function isWebAddress(text: string): boolean {
  return URL.canParse(text) && /^https?:$/.test(new URL(text).protocol);
}
