import { expect, it } from "vitest";
import { fittedText } from "./fitted-text.ts";

const SAY = "Tacka för de fem åren.\nFråga om elbilen.\nErbjud fast pris.";

it("leaves a text that fits as it is", () => {
  expect(fittedText(SAY, SAY.length)).toBe(SAY);
  expect(fittedText("", 0)).toBe("");
});

it("keeps whole lines", () => {
  expect(fittedText(SAY, SAY.length - 1)).toBe("Tacka för de fem åren.\nFråga om elbilen.");
  expect(fittedText(SAY, 40)).toBe("Tacka för de fem åren.\nFråga om elbilen.");
  expect(fittedText(SAY, 39)).toBe("Tacka för de fem åren.");
});

it("keeps whole sentences of a line, and takes no abbreviation for an end", () => {
  const reasons = "Har inte köpt på 7 månader. Har reklamerat två gånger det senaste året.";
  expect(fittedText(reasons, 70)).toBe("Har inte köpt på 7 månader.");
  const next = "Förlängning går vidare den 12 mars 2026 kl. 10:00, om inget händer före.";
  expect(fittedText(next, 50)).toBe("Förlängning går vidare den 12 mars 2026 kl.…");
});

it("ends with an ellipsis where not even a sentence fits, after a word where there is one", () => {
  expect(fittedText("Guldklubben för trogna", 15)).toBe("Guldklubben…");
  expect(fittedText("Guldklubbsmedlem", 10)).toBe("Guldklubb…");
  expect(fittedText(`${"a".repeat(8)}😀b`, 10)).toHaveLength(10);
});

it.each([1, 2, 7, 20, 39, 40, 41])("is never longer than %i", (most) => {
  for (const text of [SAY, "Ett ord", "Oavbrutettextstycke utan slut", "A. B. C. D. E. F. G. H."])
    expect(fittedText(text, most).length).toBeLessThanOrEqual(most);
});
