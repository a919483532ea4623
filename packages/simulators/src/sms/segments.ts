// GSM 03.38: the default alphabet, and the extension table whose characters take two septets.
const BASIC = new Set(
  "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !\"#¤%&'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà",
);
const EXTENDED = new Set("\f^{}\\[~]|€");

/** How many messages of the mobile network a text is sent as, at least 1. */
export function segmentCount(text: string): number {
  const septets = septetCosts(text);
  return septets === undefined ? fill(utf16Costs(text), 70, 67) : fill(septets, 160, 153);
}

/** Septets of each character; nothing when one is outside the GSM alphabet. */
function septetCosts(text: string): number[] | undefined {
  const costs: number[] = [];
  for (const character of text) {
    if (BASIC.has(character)) costs.push(1);
    else if (EXTENDED.has(character)) costs.push(2);
    else return undefined;
  }
  return costs;
}

/** UTF-16 units of each character: a pair of surrogates is two that stay together. */
function utf16Costs(text: string): number[] {
  return Array.from(text, (character) => character.length);
}

// A character that needs two places never straddles two parts; the first part is left one place short.
function fill(costs: readonly number[], alone: number, joined: number): number {
  const total = costs.reduce((sum, cost) => sum + cost, 0);
  if (total <= alone) return 1;
  let parts = 1;
  let used = 0;
  for (const cost of costs) {
    if (used + cost > joined) {
      parts += 1;
      used = 0;
    }
    used += cost;
  }
  return parts;
}
