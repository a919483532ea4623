import { describe, expect, test } from "vitest";
import { compileComponent } from "../support/components/compile-component.ts";
import { lintComponents } from "../support/components/lint-components.ts";
import { readSource } from "../support/source-files.ts";

const files = readSource().filter(({ path }) => /^lwc\/.*\.(?:js|html|css)$/.test(path));
const bundleOf = (path: string) => ({ namespace: "c", name: path.split("/")[1] ?? "" });

test("Salesforce's compiler takes every file of every component without a warning", () => {
  const warnings = files.flatMap(({ path, text }) =>
    compileComponent(text, path, bundleOf(path)).warnings.map((each) => `${path}: ${each}`),
  );
  expect(files.length).toBeGreaterThan(25);
  expect(warnings).toEqual([]);
});

test("Salesforce's lint rules find nothing in any component", async () => {
  expect(await lintComponents(files.filter(({ path }) => path.endsWith(".js")))).toEqual([]);
});

describe("what Salesforce refuses is refused here", () => {
  const example = { namespace: "c", name: "example" };

  test("a template whose tags are not closed", () => {
    expect(() => compileComponent("<template><p></template>", "example.html", example)).toThrow(
      /LWC1/,
    );
  });

  test("a wire without an adapter", () => {
    const source =
      'import { LightningElement, wire } from "lwc";\nexport default class A extends LightningElement { @wire() a; }';
    expect(() => compileComponent(source, "example.js", example)).toThrow(/@wire/);
  });

  test.each([
    ["markup made of text", "this.template.querySelector('p').innerHTML = text;", "no-inner-html"],
    ["a timer", "setTimeout(() => text, 10);", "no-async-operation"],
    ["elements looked for in the whole page", "document.querySelector('p');", "no-document-query"],
    ["a script made of text", "eval(text);", "no-eval"],
  ])("%s", async (_, statement, rule) => {
    const text = `import { LightningElement } from "lwc";\nexport default class Example extends LightningElement {\n  act(text) { ${statement} }\n}\n`;
    const problems = await lintComponents([{ path: "lwc/example/example.js", text }]);
    expect(problems.join("\n")).toContain(rule);
  });
});

test("no component reaches out of Salesforce, and none keeps anything in the browser", () => {
  const forbidden =
    /\b(?:fetch|XMLHttpRequest|WebSocket|EventSource|sendBeacon|localStorage|sessionStorage|indexedDB|eval)\b|document\.cookie|lightning\/platformResourceLoader/;
  const broken = files
    .filter(({ path, text }) => path.endsWith(".js") && forbidden.test(text))
    .map(({ path }) => path);
  expect(broken).toEqual([]);
});

test("every word on the pages is a label: templates hold none of their own", () => {
  const broken = files
    .filter(({ path }) => path.endsWith(".html"))
    .flatMap(({ path, text }) => {
      const between = text.replace(/<[^>]*>/g, "\n").replace(/\{[^}]*\}/g, "");
      const words = between
        .split("\n")
        .map((line) => line.trim())
        .filter((line) => /\p{L}/u.test(line));
      const attributes = [
        ...text.matchAll(/\b(?:label|title|alternative-text|aria-label|placeholder)="([^"]+)"/g),
      ];
      return [...words, ...attributes.map((match) => match[1])].map((word) => `${path}: ${word}`);
    });
  expect(broken).toEqual([]);
});
