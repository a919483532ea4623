import { describe, expect, test } from "vitest";
import { createBodyCompiler } from "./smtp-mjml.ts";

const compile = createBodyCompiler();
const source = (text: string) => `<mjml>
  <mj-body>
    <mj-section>
      <mj-column>
        ${text}
      </mj-column>
    </mj-section>
  </mj-body>
</mjml>`;

describe("a formatted body", () => {
  test("in MJML becomes HTML that fetches nothing from anybody", async () => {
    const html = await compile(
      source('<mj-text>Hej Åsa, <a href="https://e.example">beställ</a></mj-text>'),
    );
    expect(html).toMatch(/^<!doctype html>/i);
    expect(html).toContain('Hej Åsa, <a href="https://e.example">beställ</a>');
    expect(html).not.toMatch(/fonts\.googleapis|<mj/);
  });

  test("in HTML stays as it is", async () => {
    for (const html of ["<p>Hej</p>", "", "<p>&lt;mjml&gt;</p>", "<mjmlish>"]) {
      expect(await compile(html)).toBe(html);
    }
  });

  test("is compiled once for each content", async () => {
    const one = compile(source("<mj-text>1</mj-text>"));
    expect(compile(source("<mj-text>1</mj-text>"))).toBe(one);
    expect(compile(source("<mj-text>2</mj-text>"))).not.toBe(one);
    await one;
  });

  test.each([
    ["<mj-txt>Hej</mj-txt>", "line 5 (mj-txt): Element mj-txt doesn't exist"],
    ['<mj-text colour="red">Hej</mj-text>', "line 5 (mj-text): Attribute colour is illegal"],
    ['<mj-include path="/etc/passwd" />', "line 5 (mj-include): files cannot be included"],
    [`<mj-text>${"x".repeat(300_000)}</mj-text>`, "longer than 262144 characters"],
  ])("with %.40s is refused, and its line is named", async (text, words) => {
    const error = await compile(source(text)).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      ...{ connector: "smtp", kind: "invalid", maybeDone: false },
      message: expect.stringContaining(words),
    });
    expect(String(error)).not.toContain(process.cwd());
  });

  test("that is cut off is refused", async () => {
    await expect(compile("<mjml><mj-body")).rejects.toMatchObject({ kind: "invalid" });
  });
});
