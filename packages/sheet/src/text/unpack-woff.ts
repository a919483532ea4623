import { inflateSync } from "node:zlib";

/** Bytes of the headers and of a table's entry in each (W3C WOFF File Format 1.0, 3 and 4; OpenType, "Font File"). */
const [WOFF_HEADER, WOFF_ENTRY, PLAIN_HEADER, PLAIN_ENTRY] = [44, 20, 12, 16];

interface Table {
  /** Tag and checksum as they stand in a plain font's entry. */
  readonly tag: Buffer;
  readonly checksum: Buffer;
  readonly data: Buffer;
}

/**
 * A WOFF font as the plain one that it holds. Whoever reads a packed font unpacks its tables at each opening, which took
 * two fifths of the time of making a sheet; a plain one is read as it is. Throws for what is no WOFF 1.0 file.
 */
export function unpackWoff(file: Buffer): Buffer {
  if (file.subarray(0, 4).toString("latin1") !== "wOFF")
    throw new Error("this is no WOFF 1.0 font");
  const count = file.readUInt16BE(12);
  const tables = Array.from({ length: count }, (_, index) => tableAt(file, index));
  const header = Buffer.alloc(PLAIN_HEADER);
  file.copy(header, 0, 4, 8);
  const power = Math.floor(Math.log2(count));
  header.writeUInt16BE(count, 4);
  header.writeUInt16BE(2 ** power * PLAIN_ENTRY, 6);
  header.writeUInt16BE(power, 8);
  header.writeUInt16BE((count - 2 ** power) * PLAIN_ENTRY, 10);
  const entries: Buffer[] = [];
  const bodies: Buffer[] = [];
  let offset = PLAIN_HEADER + count * PLAIN_ENTRY;
  for (const { tag, checksum, data } of tables) {
    const place = Buffer.alloc(8);
    place.writeUInt32BE(offset, 0);
    place.writeUInt32BE(data.length, 4);
    entries.push(tag, checksum, place);
    const padding = Buffer.alloc(-data.length & 3);
    bodies.push(data, padding);
    offset += data.length + padding.length;
  }
  return Buffer.concat([header, ...entries, ...bodies]);
}

function tableAt(file: Buffer, index: number): Table {
  const at = WOFF_HEADER + index * WOFF_ENTRY;
  const [from, packed, plain] = [4, 8, 12].map((each) => file.readUInt32BE(at + each));
  const body = file.subarray(from, (from ?? 0) + (packed ?? 0));
  return {
    tag: file.subarray(at, at + 4),
    checksum: file.subarray(at + 16, at + 20),
    // A table that packing did not make smaller stands as it is.
    data: packed === plain ? body : inflateSync(body),
  };
}
