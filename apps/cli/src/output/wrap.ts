/** Breaks a text into lines of at most a width, at blanks; a longer word stands alone. */
export function wrap(text: string, width: number, indent = ""): readonly string[] {
  return text.split("\n").flatMap((paragraph) => {
    const lines: string[] = [];
    let line = "";
    for (const word of paragraph.split(" ")) {
      const longer = line === "" ? word : `${line} ${word}`;
      if (line !== "" && longer.length > width - indent.length) {
        lines.push(line);
        line = word;
      } else line = longer;
    }
    return [...lines, line].map((each) => `${indent}${each}`.trimEnd());
  });
}
