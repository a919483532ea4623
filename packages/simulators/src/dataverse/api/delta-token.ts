import { badQuery, DataverseRefusal } from "../refusal.ts";

/** From where on changes are asked for. */
export interface DeltaToken {
  /** The version of the last change that is known. */
  readonly version: number;
  /** When it was given out, in milliseconds since 1970. */
  readonly atMs: number;
}

const DAY_MS = 86_400_000;

/** A token as it stands in a link: a version and a moment (crm/dynamics.md, 3.1). */
export function writeDeltaToken({ version, atMs }: DeltaToken): string {
  const [year = "", month = "", day = ""] = new Date(atMs).toISOString().slice(0, 10).split("-");
  const time = new Date(atMs).toISOString().slice(11, 19);
  return `${version}!${month}/${day}/${year} ${time}`;
}

/** Reads a token; refuses one that is malformed, and one that is older than changes are kept. */
export function readDeltaToken(text: string, nowMs: number, days: number): DeltaToken {
  const found = /^(\d+)!(\d{2})\/(\d{2})\/(\d{4}) (\d{2}:\d{2}:\d{2})$/.exec(text);
  if (found === null) throw badQuery("Invalid value for query option $deltatoken.");
  const [, version, month, day, year, time] = found;
  const atMs = Date.parse(`${year}-${month}-${day}T${time}Z`);
  if (nowMs - atMs > days * DAY_MS)
    throw new DataverseRefusal(
      400,
      "0x80044352",
      "Version stamp associated with the client has expired. Please perform a full sync.",
    );
  return { version: Number(version), atMs };
}
