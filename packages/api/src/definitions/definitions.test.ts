import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import { definitions, describedAt, SWEDISH_DEFINITIONS } from "./definitions.ts";

const places = Object.keys(SWEDISH_DEFINITIONS);

describe("what figures mean", () => {
  test.each(places)("%s is described in the API's document", (place) => {
    expect(describedAt(place)?.length ?? 0).toBeGreaterThan(10);
    expect(SWEDISH_DEFINITIONS[place]).not.toBe(describedAt(place));
  });

  test("is told in both languages for the same figures", () => {
    expect(Object.keys(definitions("en"))).toEqual(Object.keys(definitions("sv")));
  });

  test("is there for every figure that a screen explains", () => {
    const console = fileURLToPath(new URL("../../../../apps/console/src", import.meta.url));
    const asked = readdirSync(console, { recursive: true, encoding: "utf8" })
      .filter((path) => path.endsWith(".tsx"))
      .flatMap((path) => [
        ...readFileSync(`${console}/${path}`, "utf8").matchAll(/\bof="(\w+(?:\.\w+)+)"/g),
      ])
      .map(([, place]) => place ?? "");
    expect(asked.filter((place) => !(place in SWEDISH_DEFINITIONS))).toEqual([]);
  });
});
