import { createHmac } from "node:crypto";
import { sameSecret } from "@perennial/connector-kit";

/** Whose mailbox notifications at an address are about: in them it is but a number. */
const MAILBOX = "mailbox";
/** What of the address proves that Graph was given it by us: its question for validation carries nothing else of ours. */
const PROOF = "proof";
/** The question that Graph asks an address before it sends notifications there (crm/dynamics.md, 1.5). */
const TOKEN = "validationToken";

/** Where notifications of a mailbox are posted: the connection's door, with a proof that only we and Graph know. */
export function doorAddress(callbackUrl: string, secret: string, mailbox: string): string {
  const url = new URL(callbackUrl);
  url.searchParams.set(MAILBOX, mailbox);
  url.searchParams.set(PROOF, proofOf(secret, mailbox));
  return url.href;
}

/**
 * What each notification of a mailbox carries, for nothing in it is signed. It is made of the secret and is not the secret: a
 * delivery's body is kept as it came.
 */
export function clientState(secret: string, mailbox: string): string {
  return madeOf(secret, `state\n${mailbox}`);
}

/** The mailbox that notifications at an address are about; undefined where it is none that `doorAddress` made. */
export function mailboxAt(address: string, secret: string): string | undefined {
  const query = queryOf(address);
  const mailbox = query.get(MAILBOX) ?? "";
  return sameSecret(query.get(PROOF) ?? "", proofOf(secret, mailbox)) ? mailbox : undefined;
}

/** What Graph wants to have said back before it sends anything; undefined where it asks nothing. */
export function validationToken(address: string): string | undefined {
  return queryOf(address).get(TOKEN) ?? undefined;
}

function queryOf(address: string): URLSearchParams {
  return URL.canParse(address) ? new URL(address).searchParams : new URLSearchParams();
}

function proofOf(secret: string, mailbox: string): string {
  return madeOf(secret, `address\n${mailbox}`);
}

function madeOf(secret: string, words: string): string {
  return createHmac("sha256", secret).update(words).digest("base64url");
}
