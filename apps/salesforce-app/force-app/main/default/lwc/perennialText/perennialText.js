/** A label with its places filled in: `{0}` is the first value. */
export function fill(label, ...values) {
  return label.replace(/\{(\d+)\}/g, (place, index) => values[Number(index)] ?? place);
}

/** What a text says line by line, without empty lines; each with a key for templates. */
export function linesOf(text) {
  return (text ?? "")
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== "")
    .map((line, index) => ({ key: `${index}`, line }));
}
