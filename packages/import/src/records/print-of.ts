/**
 * A fingerprint of a text in 32 bits (MurmurHash3_x86_32 over its UTF-16 code units): equal texts have the same,
 * others by chance in one of four thousand million cases. It goes on from another fingerprint where one is given,
 * so that of several texts it tells where each ends. It withstands accidents, not somebody who looks for two texts
 * with the same one.
 */
export function printOf(text: string, before = 0): number {
  let state = before;
  const { length } = text;
  for (let at = 0; at < length; at += 2) {
    const second = at + 1 < length ? text.charCodeAt(at + 1) : 0;
    const mixed = Math.imul(text.charCodeAt(at) | (second << 16), 0xcc9e2d51);
    state ^= Math.imul((mixed << 15) | (mixed >>> 17), 0x1b873593);
    state = (Math.imul((state << 13) | (state >>> 19), 5) + 0xe6546b64) | 0;
  }
  state ^= length;
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
