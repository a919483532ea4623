import { expect, test } from "vitest";
import { faceRuns } from "./faces.ts";
import { Ruler } from "./ruler.ts";

const ruler = new Ruler();

test("each script is set in the face that has it", () => {
  expect(faceRuns("Åsa Łukasz Πέτρος Игорь", "bold")).toEqual([
    { text: "Åsa ", face: "latin bold" },
    { text: "Ł", face: "latin-ext bold" },
    { text: "ukasz ", face: "latin bold" },
    { text: "Πέτρος", face: "greek bold" },
    { text: " ", face: "latin bold" },
    { text: "Игорь", face: "cyrillic bold" },
  ]);
});

test("signs that the font lacks are said by others, and unknown ones show that something stood there", () => {
  expect(faceRuns("a → b ≥ 3", "regular")).toEqual([{ text: "a › b >= 3", face: "latin regular" }]);
  expect(faceRuns("客", "regular")).toEqual([{ text: "\ufffd", face: "latin regular" }]);
});

test("letters with accents written apart are set as one", () => {
  expect(faceRuns("a\u030a", "regular")).toEqual([{ text: "å", face: "latin regular" }]);
});

test("every character that a face is used for has a width in it", () => {
  const scripts = new Map<string, string>();
  for (let code = 0x20; code < 0x2300; code++) {
    for (const { text, face } of faceRuns(String.fromCodePoint(code), "regular")) {
      if (text !== "\ufffd") scripts.set(face, `${scripts.get(face) ?? ""}${text}`);
    }
  }
  expect([...scripts.keys()].sort()).toEqual([
    ...["cyrillic regular", "greek regular", "latin regular", "latin-ext regular"],
  ]);
  // A face that lacked one would have no width for it, or fail to tell.
  for (const text of [...scripts.values()].flatMap((each) => each.match(/.{1,25}/gu) ?? [])) {
    expect(ruler.width(text, { size: 1 }) / text.length, text).toBeGreaterThan(0.2);
  }
});

test("text is as wide as in Arial, so that the picture fits where Arial stands in", () => {
  // From Arial's table of widths in thousandths: F 611, ö 556, r 333, l 222, n 556, g 556.
  expect(ruler.width("Förlng", { size: 1000 })).toBeCloseTo(2834, -1);
});
