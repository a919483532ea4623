import { createHmac } from "node:crypto";
import { sameSecret } from "@perennial/connector-kit";
import { commandIdOf, commandToken } from "./smtp-message-id.ts";

/** The header by which a report that quotes it is known to speak of a message that we sent. */
export const PROOF_HEADER = "X-Perennial-Proof";
/** What RFC 5321, 4.5.3.1.1, allows before the @. */
const LONGEST_LOCAL_PART = 64;

/** Proves that we sent the message of a command: ids can be guessed, and anyone can write a bounce. */
export function messageProof(commandId: string, secret: string): string {
  const mac = createHmac("sha256", secret).update(`message\n${commandId}`).digest("hex");
  return mac.slice(0, 20);
}

/** Whether a proof is one that we gave a command's message, with any of our secrets. */
export function isProven(commandId: string, proof: string, secrets: readonly string[]): boolean {
  return secrets.map((secret) => sameSecret(proof, messageProof(commandId, secret))).includes(true);
}

/**
 * Where bounces of a command's message go (VERP): the address with the command and its proof behind a plus sign, or
 * as it is where that would be too long.
 */
export function returnPathOf(commandId: string, address: string, secret: string): string {
  const at = address.lastIndexOf("@");
  const detail = `${commandToken(commandId)}.${messageProof(commandId, secret)}`;
  const local = `${address.slice(0, at)}+${detail}`;
  return local.length > LONGEST_LOCAL_PART ? address : `${local}${address.slice(at)}`;
}

/** The command and the proof in an address that `returnPathOf` made, wherever it stands in a header. */
export function readReturnPath(
  header: string,
): { readonly commandId: string; readonly proof: string } | undefined {
  const [, token = "", proof = ""] = /\+([A-Za-z0-9._%-]+)\.([0-9a-f]{20})@/i.exec(header) ?? [];
  const commandId = commandIdOf(token);
  return commandId === undefined ? undefined : { commandId, proof: proof.toLowerCase() };
}
