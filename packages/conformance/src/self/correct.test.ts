import { describe, expect, test } from "vitest";
import { casesOf } from "../cases-of.ts";
import { describeConnector } from "../describe-connector.ts";
import { type AcmeSettings, createAcme, createBareAcme } from "./acme.ts";
import { createAcmeApp } from "./acme-app.ts";
import { acmeAppScenarios, acmeScenarios, bareAcmeScenarios } from "./acme-scenarios.ts";
import { manifested, opened } from "./twist.ts";

describeConnector(() => createAcme("token"), acmeScenarios("token"));
describeConnector(() => createAcme("oauth2"), acmeScenarios("oauth2"));
describeConnector(createAcmeApp, acmeAppScenarios);
describeConnector(createBareAcme, bareAcmeScenarios);

test("a merge may be told by customer.merged alone", async () => {
  const manifest = manifested<AcmeSettings>(({ signals }) => ({
    signals: [...signals, "customer.merged"],
  }));
  const merging = opened<AcmeSettings>((session) => ({
    async *changesSince(cursor) {
      for await (const page of session.changesSince?.(cursor) ?? []) {
        const [gone, stays] = page.signals;
        const isMerge = gone?.type === "customer.deleted" && stays?.type === "customer.changed";
        if (!isMerge) yield page;
        else {
          const { id, at, customerId } = gone;
          const into = stays.customer.id;
          yield { ...page, signals: [{ id, at, type: "customer.merged", customerId, into }] };
        }
      }
    },
  }));
  const { cases } = casesOf(() => merging(manifest(createAcme("token"))), acmeScenarios("token"));
  const ofMerges = cases.filter(({ name }) => name.startsWith("of two customers merged"));
  expect(ofMerges).toHaveLength(1);
  for (const { run } of ofMerges) await run();
});

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
