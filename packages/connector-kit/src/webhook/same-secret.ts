import { createHash, timingSafeEqual } from "node:crypto";

/** Compares a presented secret with ours in a time that tells nothing about either. */
export function sameSecret(presented: string, ours: string): boolean {
  return timingSafeEqual(digest(presented), digest(ours));
}

function digest(text: string): Buffer {
  return createHash("sha256").update(text, "utf8").digest();
}
