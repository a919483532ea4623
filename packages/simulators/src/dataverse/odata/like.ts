/**
 * The pattern of `contains`, `startswith` and `endswith`: the service hands the text to its database, where `%`, `_`
 * and `[…]` stand for other characters (learn.microsoft.com, "Use wildcard characters in conditions for string values").
 */
export function likePattern(name: "contains" | "startswith" | "endswith", text: string): RegExp {
  const inner = text.replace(/\[([^\]]+)\]|[\s\S]/g, (one, set: string | undefined) => {
    if (set !== undefined) return setOf(set);
    if (one === "%") return "[\\s\\S]*";
    if (one === "_") return "[\\s\\S]";
    return escaped(one);
  });
  const start = name === "startswith" || name === "contains" ? "" : "[\\s\\S]*";
  const before = name === "startswith" ? "^" : start;
  return new RegExp(`${before}${inner}${name === "endswith" ? "$" : ""}`, "iu");
}

function setOf(set: string): string {
  const not = set.startsWith("^") ? "^" : "";
  const members = set.slice(not.length).replace(/[\\\]^[]/g, "\\$&");
  return `[${not}${members}]`;
}

function escaped(character: string): string {
  return /[.*+?^${}()|[\]\\/]/.test(character) ? `\\${character}` : character;
}
