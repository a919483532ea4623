import { describe, expect, test } from "vitest";
import { segmentCount } from "./segments.ts";

const times = (text: string, count: number) => text.repeat(count);

describe("the number of parts", () => {
  test.each([
    ["160 characters of the GSM alphabet", times("a", 160), 1],
    ["161 of them", times("a", 161), 2],
    ["306, two full parts", times("å", 306), 2],
    ["307", times("Ö", 307), 3],
    ["80 euro signs, two septets each", times("€", 80), 1],
    ["81 euro signs", times("€", 81), 2],
    ["70 characters outside the alphabet", times("ç", 70), 1],
    ["71 of them", times("ç", 71), 2],
    ["134, two full parts", times("š", 134), 2],
    ["135", times("š", 135), 3],
    ["one emoji makes the whole text UTF-16", `${times("a", 68)}🦌`, 1],
    ["an emoji is two units", `${times("a", 69)}🦌`, 2],
    ["line breaks are in the alphabet", times("\n", 160), 1],
    ["typographic quotes are not", `${times("a", 70)}”`, 2],
  ])("%s", (_, text, parts) => {
    expect(segmentCount(text)).toBe(parts);
  });

  test("an escaped character that does not fit whole goes to the next part", () => {
    // 152 and a euro sign leave one septet of the first part unused, so 306 septets need three parts.
    expect(segmentCount(`${times("a", 152)}€${times("a", 152)}`)).toBe(3);
    expect(segmentCount(`${times("a", 151)}€${times("a", 153)}`)).toBe(2);
  });

  test("a pair of surrogates is never torn apart", () => {
    expect(segmentCount(`${times("ш", 66)}🦌${times("ш", 66)}`)).toBe(3);
  });
});
