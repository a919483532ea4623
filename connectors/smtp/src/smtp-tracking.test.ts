import { describe, expect, test } from "vitest";
import { readTrace, trackHtml } from "./smtp-tracking.ts";

const SECRET = "links-s3cret-0123456789-canary";
const tracking = {
  ...{ url: "https://p.example/hooks/v1/1/mail", secret: SECRET, commandId: "t1-e2-3" },
  untouched: ["https://p.example/unsubscribe/x"],
};

function targetsIn(html: string): unknown[] {
  return [...html.matchAll(/href="([^"]*)"/g)].map(([, href = ""]) => {
    const trace = readTrace(href.replaceAll("&amp;", "&"), [SECRET]);
    return trace?.kind === "clicked" ? trace.target : href;
  });
}

describe("tracking a body", () => {
  test("leads links of the web through our door, however they are written", () => {
    const html = [
      '<a href="https://e.example/?a=1&amp;b=2">1</a>',
      "<A class='x' HREF = 'https://e.example/två'>2</A>",
      '<a title="a > b" href="http://e.example">3</a>',
      '<a href="https://e.example/&#x61;&#98;">4</a>',
    ].join("\n");
    expect(targetsIn(trackHtml(html, tracking).replace(/HREF = /, "href="))).toEqual([
      "https://e.example/?a=1&b=2",
      "https://e.example/tv%C3%A5",
      "http://e.example/",
      "https://e.example/ab",
    ]);
  });

  test("leaves alone what is no address of the web, and the one that ends marketing", () => {
    const hrefs = [
      ...["mailto:a@b.example", "tel:+46701234567", "#top", "javascript:alert(1)", ""],
      "https://p.example/unsubscribe/x",
    ];
    const html = hrefs.map((href) => `<a href="${href}">x</a>`).join("");
    expect(targetsIn(trackHtml(html, tracking))).toEqual(hrefs);
    const other = '<abbr href="https://e.example">x</abbr><link href="https://e.example">';
    expect(trackHtml(other, tracking)).toContain(other);
  });

  test("puts the image at the end of the body, or of what there is", () => {
    expect(trackHtml("<body><p>Hej</p></body></html>", tracking)).toMatch(
      /<\/p><img src="https:\/\/p\.example\/[^"]*" width="1" height="1" alt=""[^>]*><\/body><\/html>$/,
    );
    expect(trackHtml("<p>Hej</p>", tracking)).toMatch(/^<p>Hej<\/p><img [^>]*>$/);
  });
});
