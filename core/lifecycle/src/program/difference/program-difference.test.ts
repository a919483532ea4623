import type { Locale } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { EXAMPLE_FILES, EXAMPLE_PROGRAM } from "../check/example-program.ts";
import type { ProgramFiles } from "../parse-program.ts";
import { programDifference } from "./program-difference.ts";

/** The example with a text of its file in the place of another. */
function changed(...replacements: readonly (readonly [from: string, to: string])[]): ProgramFiles {
  const yaml = replacements.reduce((text, [from, to]) => text.replace(from, to), EXAMPLE_PROGRAM);
  return { ...EXAMPLE_FILES, "program.yaml": yaml };
}
const sentences = (after: ProgramFiles, locale: Locale = "sv", before = EXAMPLE_FILES) =>
  programDifference(before, after, locale).map(({ sentence }) => sentence);

test("equal programs differ in nothing, remarks and order of fields aside", () => {
  expect(sentences(changed(["id: example\n", "# Ours.\nid: example\n"]))).toEqual([]);
});

test("a file that is no program has no difference in words", () => {
  expect(sentences({ "program.yaml": "id: [" })).toEqual([]);
});

describe("the header and the settings", () => {
  test("are told by what they say now", () => {
    const after = changed(
      ["Hälften förlänger", "Två av tre förlänger"],
      ["holdout: 10", "holdout: 5"],
    );
    expect(sentences(after)).toEqual([
      "Målet: Två av tre förlänger (tidigare: Hälften förlänger).",
      "Kontrollgruppen: 5\u00a0% (tidigare: 10\u00a0%).",
    ]);
    expect(sentences(after, "en")).toContain("The control group: 5\u00a0% (before: 10\u00a0%).");
  });

  test("a setting has another value, is new or is gone", () => {
    const added = [
      "  attempts:",
      "  pace: { type: number, default: 3, label: { sv: Takt, en: Pace } }\n  attempts:",
    ] as const;
    const after = changed(["default: P5D", "default: P9D"], added);
    expect(sentences(after, "en")).toEqual([
      "The setting “Patience” is 9 days in place of 5 days.",
      "New setting: “Pace” (3).",
    ]);
    expect(sentences(EXAMPLE_FILES, "sv", after)).toContain("Inställningen ”Takt” är borttagen.");
  });
});

describe("steps", () => {
  test("are new, gone or changed, in the words of the diagram", () => {
    const after = changed(
      ["  - id: note\n", "  - id: keep\n"],
      ["goTo: note", "goTo: keep"],
      ["due: P2D", "due: P4D"],
    );
    const steps = programDifference(EXAMPLE_FILES, after, "sv").filter(
      ({ about }) => about === "step",
    );
    expect(steps.map(({ change, subject }) => [change, subject])).toEqual([
      ...[
        ["changed", "part"],
        ["added", "keep"],
        ["changed", "check"],
        ["removed", "note"],
      ],
    ]);
    for (const { sentence } of steps) expect(sentence).toMatch(/^(Nytt|Ändrat|Borttaget)/);
  });

  test("that stand elsewhere are told once, not those they passed", () => {
    const step = EXAMPLE_PROGRAM.slice(
      EXAMPLE_PROGRAM.indexOf("  - id: tell"),
      EXAMPLE_PROGRAM.indexOf("  - id: hand-over"),
    );
    const after = changed([step, ""], ["  - id: done\n", `${step}  - id: done\n`]);
    const moved = programDifference(EXAMPLE_FILES, after, "en");
    expect(moved.map(({ change, subject }) => [change, subject])).toEqual([["moved", "tell"]]);
  });
});

test("texts are told by what they are for and their language", () => {
  const { "templates/ring.call.en.txt": _, ...rest } = EXAMPLE_FILES;
  const after = {
    ...rest,
    "templates/ask.sms.sv.txt": 'Hej! {{ offer.name | default: "Allt" }}? STOPP så slutar vi.\n',
  };
  expect(sentences(after)).toEqual([
    "Texten i sms:et ”ask” på svenska är ändrad.",
    "Texten i samtalsstödet ”ring” på engelska är borttagen.",
  ]);
  expect(sentences(EXAMPLE_FILES, "en", after)).toContain(
    "The text of the call script “ring” in English is new.",
  );
});

test("what starts it and what ends it are told", () => {
  const after = changed(["before: P80D", "before: P60D"], ["reason: cancelled", "reason: gone"]);
  const words = sentences(after);
  expect(words).toHaveLength(3);
  expect(words[0]).toMatch(/^Startar inte längre: /);
  expect(words[1]).toMatch(/^Startar nu även: .*60 dagar/);
  expect(words[2]).toBe("Vad som avslutar programmet i förtid har ändrats.");
});
