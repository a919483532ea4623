import { createHash } from "node:crypto";
import type { Response } from "express";

/** A page of ours for somebody who came by a link: words, and at most one thing to do. */
export interface PlainPage {
  readonly language: "sv" | "en";
  readonly title: string;
  readonly paragraphs?: readonly string[];
  readonly link?: { readonly url: string; readonly text: string };
  /** The words of a button that sends the page's own address by POST. */
  readonly button?: string;
}

/** Large enough to read, in the colours that the reader's system has; no fonts or pictures from anywhere. */
const STYLE =
  ":root{color-scheme:light dark;font:1.0625rem/1.6 system-ui,sans-serif}" +
  "body{margin:0;display:grid;min-height:100vh;place-items:center}" +
  "main{max-width:34rem;padding:2rem 1.5rem}" +
  "h1{font-size:1.6rem;line-height:1.25;margin:0 0 1rem}p{margin:0 0 1rem}" +
  "a,button{display:inline-block;font:inherit;font-weight:600;padding:.6rem 1.2rem;border:0;border-radius:.5rem;background:#0f5c46;color:#fff;text-decoration:none;cursor:pointer}" +
  "a:focus-visible,button:focus-visible{outline:3px solid #a9d18e;outline-offset:2px}";

const STYLE_HASH = createHash("sha256").update(STYLE).digest("base64");

/** Nothing on a page is run or loaded, and it is shown in no frame. */
const POLICY = `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; frame-ancestors 'none'`;

/** Sends a page; it is kept nowhere. */
export function sendPlainPage(response: Response, page: PlainPage): void {
  const { language, title, paragraphs = [], link, button } = page;
  const parts = [
    `<h1>${inHtml(title)}</h1>`,
    ...paragraphs.map((each) => `<p>${inHtml(each)}</p>`),
    link ? `<p><a href="${inHtml(link.url)}">${inHtml(link.text)}</a></p>` : "",
    button ? `<form method="post"><button>${inHtml(button)}</button></form>` : "",
  ];
  response
    .set({
      "content-security-policy": `${POLICY}; form-action ${button ? "'self'" : "'none'"}`,
      "cache-control": "no-store",
      "referrer-policy": "no-referrer",
    })
    .type("html")
    .send(
      `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Perennial</title><style>${STYLE}</style></head><body><main>${parts.join("")}</main></body></html>`,
    );
}

function inHtml(text: string): string {
  return text
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");
}
