const DIGITS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
const SUFFIX = "ABCDEFGHIJKLMNOPQRSTUVWXYZ012345";
const BODY = 12;

/** The id with 18 characters of what may be written with 15 or 18; nothing where it is no id. */
export function longId(text: string): string | undefined {
  if (!/^[a-zA-Z0-9]{15}(?:[a-zA-Z0-9]{3})?$/.test(text)) return undefined;
  const long = text.slice(0, 15) + suffixOf(text);
  return text.length === 15 || long.slice(15) === text.slice(15).toUpperCase() ? long : undefined;
}

/** The id of the record with a number: its type's prefix, the letters of the org's server, and the number. */
export function recordId(prefix: string, pod: string, number: number): string {
  const short = `${prefix}${pod}${digits(number).padStart(BODY - pod.length, "0")}`;
  return short + suffixOf(short);
}

/** The letters that tell an org's records from those of others. */
export function podOf(orgNumber: number): string {
  return `Q${digits(orgNumber + 60)}`;
}

function digits(number: number): string {
  let text = "";
  for (let rest = number; rest > 0; rest = Math.floor(rest / DIGITS.length))
    text = (DIGITS[rest % DIGITS.length] ?? "") + text;
  return text;
}

/** The three characters that say which of the fifteen are capitals. */
function suffixOf(id: string): string {
  let suffix = "";
  for (let part = 0; part < 3; part += 1) {
    let bits = 0;
    for (let index = 0; index < 5; index += 1) {
      const letter = id[part * 5 + index] ?? "";
      if (letter >= "A" && letter <= "Z") bits |= 1 << index;
    }
    suffix += SUFFIX[bits] ?? "";
  }
  return suffix;
}
