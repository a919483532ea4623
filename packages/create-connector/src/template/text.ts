/** A block of text without the indentation of the code it stands in; lines of `|` alone are left out. */
export function text(block: string): string {
  const lines = block.split("\n").slice(1, -1);
  const indents = lines.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = Math.min(...indents);
  const kept = lines.map((line) => line.slice(indent)).filter((line) => line.trim() !== "|");
  return `${kept.join("\n")}\n`;
}

/** A line of a block where something is so, and a line to be left out where it is not. */
export function when(isSo: boolean, line: string): string {
  return isSo ? line : "|";
}
