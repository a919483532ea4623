import type { Locale } from "@perennial/contract";
import type { Piece } from "./text-pieces.ts";

const ENTITIES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

/** Text as it must stand in HTML, in an attribute as well. */
export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? "");
}

const LINK = /https?:\/\/[^\s<>"']*[^\s<>"'.,;:!?)\]}]/gi;
const HOST = /^https?:\/\/[^/?#]*/i;

/** What the shell of an e-mail says beside its text. */
export interface HtmlShell {
  readonly locale: Locale;
  readonly title: string;
}

/**
 * An e-mail's plain text as HTML: paragraphs, line breaks and links, all escaped, in a shell that reads
 * well on a phone. Links become clickable only where the address stands in a trusted piece.
 */
export function textToHtml(pieces: readonly Piece[], { locale, title }: HtmlShell): string {
  const paragraphs = linked(pieces)
    .split(/\n{2,}/)
    .filter((paragraph) => paragraph.trim() !== "")
    .map(
      (paragraph) => `<p style="margin:0 0 1em">${paragraph.trim().replaceAll("\n", "<br>\n")}</p>`,
    );
  return `<!doctype html>
<html lang="${locale}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapeHtml(title)}</title>
</head>
<body style="margin:0;padding:0;background:#f4f4f4">
<div style="max-width:600px;margin:0 auto;padding:24px;background:#ffffff;color:#1a1a1a;font:16px/1.5 Arial,Helvetica,sans-serif;overflow-wrap:break-word">
${paragraphs.join("\n")}
</div>
</body>
</html>
`;
}

function linked(pieces: readonly Piece[]): string {
  const text = pieces.map((piece) => piece.text).join("");
  let html = "";
  let from = 0;
  for (const match of text.matchAll(LINK)) {
    const [url] = match;
    const host = HOST.exec(url)?.[0] ?? url;
    html += escapeHtml(text.slice(from, match.index));
    html += isTrusted(pieces, match.index, match.index + host.length)
      ? `<a href="${escapeHtml(url)}" style="color:#0b57d0">${escapeHtml(url)}</a>`
      : escapeHtml(url);
    from = match.index + url.length;
  }
  return html + escapeHtml(text.slice(from));
}

/** Whether a stretch of the joined text lies wholly in trusted pieces. */
function isTrusted(pieces: readonly Piece[], from: number, to: number): boolean {
  let at = 0;
  for (const piece of pieces) {
    const end = at + piece.text.length;
    if (!piece.trusted && at < to && end > from) return false;
    at = end;
  }
  return true;
}
