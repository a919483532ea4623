import { createHash } from "node:crypto";

/**
 * The id of the row that a command makes in a table: the same in every attempt, so that a repeat finds what is there
 * and a look-up asks for it. Of a hash alone, for other signs break paths (crm/dynamics.md, 4); its form is RFC 9562's
 * version 8.
 */
export function rowIdOf(table: string, commandId: string): string {
  const hex = hashOf(`${table}:${commandId}`);
  const variant = ((Number.parseInt(hex.slice(16, 17), 16) & 0x3) | 0x8).toString(16);
  return [
    ...[hex.slice(0, 8), hex.slice(8, 12), `8${hex.slice(13, 16)}`],
    ...[`${variant}${hex.slice(17, 20)}`, hex.slice(20, 32)],
  ].join("-");
}

/** The value of an alternate key for what a command makes. */
export function keyOf(commandId: string): string {
  return hashOf(commandId).slice(0, 40);
}

function hashOf(text: string): string {
  return createHash("sha256").update(text, "utf8").digest("hex");
}
