import type { Inbound, MarketplaceApp, Session } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { z } from "zod";
import { testContext } from "../testing/test-context.ts";
import {
  type ConnectorDefinition,
  ConnectorDefinitionError,
  defineConnector,
} from "./define-connector.ts";

const session: Session = { check: async () => {}, perform: async () => [], close: async () => {} };
const definition: ConnectorDefinition<object> = {
  manifest: {
    contractVersion: 1,
    id: "acme",
    title: { sv: "Acme", en: "Acme" },
    auth: "none",
    capabilities: [],
    commands: [],
    signals: [],
    vendorApi: { version: "1", documentation: "https://acme.example/docs" },
  },
  settings: z.object({}),
  open: async () => session,
};
const throwing: Inbound<object> = {
  verify: () => {
    throw new TypeError("hemligt");
  },
  toSignals: () => {
    throw new TypeError("hemligt");
  },
  answer: () => {
    throw new TypeError("hemligt");
  },
};
const request = { method: "POST", url: "https://p.example", headers: {}, body: "" };

describe("defining a connector", () => {
  test("fills in what the manifest leaves out", () => {
    expect(defineConnector(definition).manifest).toMatchObject({ batchSize: 100, proof: {} });
  });

  test("refuses a manifest that is not one, and says where", () => {
    const manifest = { ...definition.manifest, id: "Acme 1" };
    expect(() => defineConnector({ ...definition, manifest })).toThrow(/connector Acme 1: id/);
  });

  test("refuses an inbound part that the manifest does not declare", () => {
    expect(() => defineConnector({ ...definition, inbound: throwing })).toThrow(
      ConnectorDefinitionError,
    );
  });

  test("refuses a session that can more than the manifest declares", async () => {
    const open = async () => ({ ...session, lookUp: async () => [] });
    const connector = defineConnector({ ...definition, open });
    await expect(connector.open({}, testContext())).rejects.toThrow("proof.lookUp");
  });

  test("keeps the promise that the inbound part never throws, without quoting the request", () => {
    const manifest = { ...definition.manifest, capabilities: ["inbound" as const] };
    const { inbound } = defineConnector({ ...definition, manifest, inbound: throwing });
    expect(inbound?.verify(request, {}, "2026-03-02T09:00:00.000Z")).toEqual({
      genuine: false,
      reason: "verification failed: TypeError",
    });
    expect(inbound?.toSignals(request, {})).toEqual({
      signals: [],
      problems: [{ place: "body", message: "could not be read: TypeError" }],
    });
    expect(inbound?.answer?.(request, {})).toBeUndefined();
  });

  test("keeps the promises of our app at a vendor: its doors never throw and never quote a request", async () => {
    const fails = () => {
      throw new TypeError("hemligt");
    };
    const installed = {
      account: { id: "1", name: "Acme" },
      tokens: { accessToken: "a" },
      settings: {},
    };
    const app: MarketplaceApp<object> = {
      credentials: z.object({}),
      authorizeUrl: () => "https://acme.example/agree",
      install: async () => installed,
      doors: {
        verify: fails,
        split: fails,
        caller: fails,
        action: fails,
        answer: () => ({ status: 200, headers: {}, body: "{}" }),
      },
      settingsUrl: (_own, { id }) => `https://acme.example/${id}/settings`,
    };
    const { app: careful } = defineConnector<object, object>({ ...definition, app });
    const problem = { place: "body", message: "could not be read: TypeError" };
    expect(careful?.doors?.verify({}, request, "2026-03-02T09:00:00.000Z")).toEqual({
      genuine: false,
      reason: "verification failed: TypeError",
    });
    expect(careful?.doors?.split(request)).toEqual({ parts: [], problems: [problem] });
    expect(careful?.doors?.caller(request)).toBeUndefined();
    expect(careful?.doors?.action?.("enrol", request)).toEqual(problem);
    expect(careful?.doors?.answer?.({ kind: "taken" })).toMatchObject({ status: 200 });
    expect(careful?.settingsUrl?.({}, installed.account)).toBe("https://acme.example/1/settings");
    const grant = { code: "c", redirectUri: "https://p.example", codeVerifier: "v" };
    const { clock, log, fetch, abort } = testContext();
    expect(await careful?.install({}, grant, { clock, log, fetch, abort })).toBe(installed);
    expect(defineConnector(definition).app).toBeUndefined();
  });
});
