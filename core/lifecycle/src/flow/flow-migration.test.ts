import { BANDS, FLOW_STATES, LOCALES } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { FLOW_RANK, isWanted, markOf, migrationMatrix } from "./flow-migration.ts";
import { bandPairSentence, flowPairSentence } from "./flow-words.ts";

describe("a flow is wanted when it leads up (D-15)", () => {
  test("in every pair of states it is one or the other", () => {
    for (const from of FLOW_STATES) {
      for (const to of FLOW_STATES) {
        if (from === to) expect(markOf(from, to)).toBe("unchanged");
        else expect(isWanted(from, to)).toBe(!isWanted(to, from));
      }
    }
    expect(new Set(Object.values(FLOW_RANK)).size).toBe(FLOW_STATES.length);
  });
  test("a customer won back is wanted, one that buys less is not", () => {
    expect(isWanted("lost", "active")).toBe(true);
    expect(isWanted("active", "decreasing")).toBe(false);
    expect(isWanted("middle", "bottom")).toBe(false);
  });
});

test("the matrix adds moves up, marks them and names the program meant for them (D-17)", () => {
  const matrix = migrationMatrix(
    [
      { from: "active", to: "decreasing", customers: 3 },
      { from: "active", to: "decreasing", customers: 2 },
      { from: "active", to: "active", customers: 15 },
      { to: "starter", customers: 4 },
    ],
    [{ from: "active", to: "decreasing", program: "reactivation" }],
  );
  expect(matrix).toEqual([
    { from: "active", to: "active", customers: 15, mark: "unchanged", share: 0.75 },
    {
      from: "active",
      to: "decreasing",
      customers: 5,
      mark: "unwanted",
      share: 0.25,
      program: "reactivation",
    },
    { to: "starter", customers: 4, share: 1 },
  ]);
});

test("every move has words of its own in both languages", () => {
  for (const locale of LOCALES) {
    const states = FLOW_STATES.flatMap((from) =>
      FLOW_STATES.map((to) => flowPairSentence(from, to, locale)),
    );
    const bands = BANDS.flatMap((from) => BANDS.map((to) => bandPairSentence(from, to, locale)));
    expect([...states, ...bands].join()).not.toContain("undefined");
    expect(new Set(bands).size).toBe(9);
  }
  expect(flowPairSentence("decreasing", "lost", "sv")).toBe("Går förlorade");
  expect(flowPairSentence("starter", "starter", "sv")).toBe("Förblir förstagångsköpare");
  expect(bandPairSentence("middle", "bottom", "sv")).toBe("Flyttar ner från mitten till botten");
});
