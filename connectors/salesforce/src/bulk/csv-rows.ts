import { ConnectorError } from "@perennial/contract";

/**
 * The rows of a bulk job's results, one after the other: cells with commas between them, in quotes or not, lines that end with a line feed
 * or with both signs (Bulk API 2.0 Developer Guide, "Get Results for a Query Job"). Nothing is read before it is asked for. Throws a
 * `ConnectorError` of kind `unavailable` for a text that was cut off.
 */
export function* csvRows(text: string): Generator<readonly string[], void, undefined> {
  let row: string[] = [];
  for (let at = 0; at < text.length; ) {
    const cell = text[at] === '"' ? quotedCell(text, at) : plainCell(text, at);
    row.push(cell.value);
    at = cell.next;
    if (text[at] === ",") {
      at += 1;
      // A comma at the very end stands before an empty cell.
      if (at < text.length) continue;
      row.push("");
    } else if (text.startsWith("\r\n", at)) at += 2;
    else if (text[at] === "\n") at += 1;
    else if (at < text.length) throw cutOff();
    yield row;
    row = [];
  }
}

interface Cell {
  readonly value: string;
  /** Where what follows begins. */
  readonly next: number;
}

function quotedCell(text: string, start: number): Cell {
  let from = start + 1;
  let value = "";
  for (;;) {
    const quote = text.indexOf('"', from);
    if (quote < 0) throw cutOff();
    value += text.slice(from, quote);
    if (text[quote + 1] !== '"') return { value, next: quote + 1 };
    value += '"';
    from = quote + 2;
  }
}

function plainCell(text: string, start: number): Cell {
  let next = start;
  while (next < text.length && !",\r\n".includes(text[next] ?? "")) next += 1;
  return { value: text.slice(start, next), next };
}

function cutOff(): ConnectorError {
  const message = "the results of a bulk job are no table; they are asked for again";
  return new ConnectorError({ connector: "salesforce", kind: "unavailable", message });
}
