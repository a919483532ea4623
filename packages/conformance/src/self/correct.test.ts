import { describe, expect, test } from "vitest";
import { casesOf } from "../cases-of.ts";
import { describeConnector } from "../describe-connector.ts";
import { createAcme, createBareAcme } from "./acme.ts";
import { acmeScenarios, bareAcmeScenarios } from "./acme-scenarios.ts";

describeConnector(() => createAcme("token"), acmeScenarios("token"));
describeConnector(() => createAcme("oauth2"), acmeScenarios("oauth2"));
describeConnector(createBareAcme, bareAcmeScenarios);

describe("the cases of a connector", () => {
  test("follow what it declares", () => {
    const parts = (create: () => ReturnType<typeof createBareAcme>) =>
      new Set(casesOf(create, acmeScenarios("token")).cases.map(({ part }) => part));
    expect(parts(() => createAcme("token"))).toContain("consent");
    expect(parts(createBareAcme)).not.toContain("consent");
  });

  test("have names of their own within their part", () => {
    const names = casesOf(() => createAcme("oauth2"), acmeScenarios("oauth2")).cases.map(
      ({ part, name }) => `${part}: ${name}`,
    );
    expect(new Set(names).size).toBe(names.length);
  });

  test("are skipped by name and with a reason only", () => {
    const skip = {
      part: "limits",
      case: "a limit for the day puts off and says for how long",
    } as const;
    const skipping = (reason: string, name: string = skip.case) =>
      casesOf(() => createAcme("token"), {
        ...acmeScenarios("token"),
        skip: [{ ...skip, case: name, reason }],
      });
    const all = casesOf(() => createAcme("token"), acmeScenarios("token")).cases.length;
    expect(skipping("Acme counts by the hour").cases).toHaveLength(all - 1);
    expect(() => skipping(" ")).toThrow("say why");
    expect(() => skipping("why not", "no such case")).toThrow("no such case");
  });
});
