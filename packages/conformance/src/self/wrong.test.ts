import { describe, expect, test } from "vitest";
import { PARTS } from "../case/case.ts";
import { createAcme, createBareAcme } from "./acme.ts";
import { createAcmeApp } from "./acme-app.ts";
import { acmeAppScenarios, acmeScenarios, bareAcmeScenarios } from "./acme-scenarios.ts";
import { failuresOf } from "./run-cases.ts";
import { wrongApp } from "./wrong-app.ts";
import type { WrongConnector, WrongConnectors } from "./wrong-connector.ts";
import { wrongFailure } from "./wrong-failure.ts";
import { wrongInbound } from "./wrong-inbound.ts";
import { wrongListen } from "./wrong-listen.ts";
import { wrongRead } from "./wrong-read.ts";
import { wrongVisits } from "./wrong-visits.ts";
import { wrongWords } from "./wrong-words.ts";
import { wrongWrite } from "./wrong-write.ts";

const wrong: WrongConnectors = {
  ...wrongWords,
  ...wrongInbound,
  ...wrongRead,
  ...wrongListen,
  ...wrongVisits,
  ...wrongApp,
  ...wrongWrite,
  ...wrongFailure,
};

function rightOf(base: NonNullable<WrongConnector["base"]>) {
  if (base === "bare") return { right: createBareAcme, told: bareAcmeScenarios };
  if (base === "app") return { right: createAcmeApp, told: acmeAppScenarios };
  return { right: () => createAcme(base), told: acmeScenarios(base) };
}

test("there is a wrong connector for every part", () => {
  expect(PARTS.filter((part) => wrong[part] === undefined)).toEqual([]);
});

describe.each(PARTS)("the part %s", (part) => {
  test.each(wrong[part] ?? [])(
    "finds a connector that $does",
    async (one) => {
      const { twist, fails, base = "token", patience } = one;
      const { right, told } = rightOf(base);
      const scenarios = { ...told, ...(patience && { patience }) };
      const failures = await failuresOf(() => twist(right()), scenarios);
      const where = [...new Set(failures.map((failure) => failure.part))];
      expect({ where, names: failures.map(({ name }) => name) }).toEqual({
        where: [part],
        names: expect.arrayContaining([fails]),
      });
    },
    60_000,
  );
});
