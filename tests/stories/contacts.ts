import type { Instant } from "@perennial/contract";
import type { World } from "@perennial/simulators";
import { expect } from "vitest";
import { localMoment } from "./local-moment.ts";

/** Something that reached a customer, or the list of those to be called, as the systems around took it. */
export interface Contact {
  /** When, such as `2026-04-09 10:00`, in Sweden. */
  readonly when: string;
  readonly by: "mail" | "sms" | "call list" | "off the call list";
  /** A mail's subject, a text in full, why somebody is called or no longer is. */
  readonly words: string;
}

/** How a customer is found in the logs. */
export interface Person {
  readonly id: string;
  readonly email: string | undefined;
  readonly mobile: string | undefined;
}

interface Logged extends Omit<Contact, "when"> {
  readonly at: Instant;
}

/** Everything that reached a customer by the logs of the mail server, the SMS provider and the dialer, in order. */
export function contactsOf(world: World, person: Person): readonly Contact[] {
  return [...mails(world, person), ...texts(world, person), ...calls(world, person)]
    .sort((one, other) => (one.at < other.at ? -1 : Number(one.at > other.at)))
    .map(({ at, by, words }) => ({ when: localMoment(at), by, words }));
}

function mails({ mailbox }: World, { email }: Person): Logged[] {
  return mailbox.accepted.entries
    .filter(({ to }) => email !== undefined && to.includes(email))
    .map(({ at, subject }) => ({ at, by: "mail", words: subject }));
}

function texts({ sms }: World, { mobile }: Person): Logged[] {
  return sms.accepted.entries
    .filter(({ to }) => to === mobile)
    .map(({ at, message }) => ({ at, by: "sms", words: message }));
}

function calls({ dialer }: World, { id }: Person): Logged[] {
  const mine = new Set<string>();
  return dialer.accepted.entries.flatMap((act): Logged[] => {
    if (act.act === "put") {
      if (act.entry.customerId !== id) return [];
      mine.add(act.entry.id);
      return [{ at: act.at, by: "call list", words: act.entry.reason }];
    }
    return mine.has(act.id) ? [{ at: act.at, by: "off the call list", words: act.reason }] : [];
  });
}

/** Expects an e-mail with words in its subject. */
export const mail = (when: string, words: string) => expected(when, "mail", words);

/** Expects a text message with words in it. */
export const sms = (when: string, words: string) => expected(when, "sms", words);

/** Expects an entry on the call list, with words of its reason. */
export const callList = (when: string, words: string) => expected(when, "call list", words);

/** Expects an entry to be taken off the call list, with words of the reason. */
export const offTheCallList = (when: string, words: string) =>
  expected(when, "off the call list", words);

function expected(when: string, by: Contact["by"], words: string): Contact {
  return { when, by, words: expect.stringContaining(words) };
}
