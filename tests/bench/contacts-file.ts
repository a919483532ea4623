import { createWriteStream } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

/** The columns of the file, named as the fields they fill. */
export const CONTACT_COLUMNS = ["id", "name", "email", "mobile", "segment", "customer_since"];

const FIRST = ["Anna", "Erik", "Maja", "Nils", "Åsa", "Björn", "Karin", "Göran", "Elsa", "Lars"];
const LAST = ["Andersson", "Berg", "Ek", "Lindström", "Öberg", "Nyström", "Dahl", "Holm"];
const SEGMENTS = ["house", "flat", "holiday-home", "business"];
/** Lines that are written at once. */
const LINES = 1_000;

/** Writes a file of contacts, some 81 bytes each; the same number of them gives the same file to the letter. */
export async function writeContacts(path: string, count: number): Promise<void> {
  await pipeline(Readable.from(blocks(count)), createWriteStream(path));
}

function* blocks(count: number): Generator<string> {
  yield `${CONTACT_COLUMNS.join(",")}\n`;
  for (let from = 0; from < count; from += LINES) {
    const length = Math.min(LINES, count - from);
    yield Array.from({ length }, (_, index) => line(from + index)).join("");
  }
}

function line(number: number): string {
  const mixed = mix(number);
  const first = pick(FIRST, mixed);
  const last = pick(LAST, mixed >>> 8);
  const id = 10_000_000 + number;
  const year = 2005 + (mixed % 20);
  const month = String(1 + ((mixed >>> 4) % 12)).padStart(2, "0");
  const day = String(1 + ((mixed >>> 12) % 28)).padStart(2, "0");
  const mobile = `+46${700_000_000 + number}`;
  const email = `kund.${id}@example.se`;
  return `${id},${first} ${last},${email},${mobile},${pick(SEGMENTS, mixed >>> 16)},${year}-${month}-${day}\n`;
}

function pick(words: readonly string[], at: number): string {
  return words[at % words.length] ?? "";
}

/** Numbers that look drawn, and are the same in every run (the finaliser of MurmurHash3). */
function mix(number: number): number {
  let mixed = number + 0x9e3779b9;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return (mixed ^ (mixed >>> 16)) >>> 0;
}
