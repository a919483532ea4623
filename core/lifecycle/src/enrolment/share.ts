/**
 * A customer's lot in a draw, from 0 up to 1: the same for the same text every time and everywhere, and
 * evenly spread. (FNV-1a over the text with Murmur3's finish, which spreads similar texts apart.)
 */
export function share(text: string): number {
  let hash = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) {
    hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193);
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 0x100000000;
}
