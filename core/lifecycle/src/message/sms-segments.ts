/** The characters a text message carries in seven bits each (3GPP TS 23.038, 6.2.1). */
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
/** Those that need an escape before them and so count twice (3GPP TS 23.038, 6.2.1.1). */
const EXTENSION = new Set("\f^{}\\[~]|€");

/** How a text message is carried and what it costs. */
export interface SmsSegments {
  readonly encoding: "gsm-7" | "ucs-2";
  /** Septets in GSM-7, 16-bit units in UCS-2. */
  readonly units: number;
  /** The number of messages that the operator charges for. */
  readonly segments: number;
  /** The characters that GSM-7 lacks, each once: one of them makes the whole message UCS-2. */
  readonly foreign: readonly string[];
}

/** Counts the segments of a text message: 160 or 153 septets each, 70 or 67 units where one character is outside GSM-7. */
export function smsSegments(text: string): SmsSegments {
  const characters = [...text];
  const foreign = [
    ...new Set(characters.filter((each) => !BASIC.has(each) && !EXTENSION.has(each))),
  ];
  const encoding = foreign.length === 0 ? "gsm-7" : "ucs-2";
  const sizes = characters.map((each) => sizeOf(each, encoding));
  const units = sizes.reduce((sum, size) => sum + size, 0);
  const [alone, joined] = encoding === "gsm-7" ? [160, 153] : [70, 67];
  const segments = units <= alone ? Math.min(units, 1) : fill(sizes, joined);
  return { encoding, units, segments, foreign };
}

function sizeOf(character: string, encoding: SmsSegments["encoding"]): number {
  if (encoding === "ucs-2") return character.length;
  return EXTENSION.has(character) ? 2 : 1;
}

/** A character of two units is never parted, so a segment may end one short. */
function fill(sizes: readonly number[], room: number): number {
  let segments = 1;
  let used = 0;
  for (const size of sizes) {
    if (used + size > room) {
      segments++;
      used = 0;
    }
    used += size;
  }
  return segments;
}
