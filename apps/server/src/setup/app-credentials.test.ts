import { describe, expect, test } from "vitest";
import { createMarket } from "../testing/market-connector.ts";
import { MARKET_ENVIRONMENT } from "../testing/market-server.ts";
import { credentialSecrets, credentialVariables, readAppCredentials } from "./app-credentials.ts";

const connectors = [createMarket().connector];

describe("the credentials of an app", () => {
  test("are read field by field, with the defaults of the connector", () => {
    const found = readAppCredentials(connectors, { ...MARKET_ENVIRONMENT, OTHER: "x" });
    expect(found.get("market")).toEqual({
      appId: "app-7",
      clientSecret: MARKET_ENVIRONMENT.PERENNIAL_MARKET_CLIENT_SECRET,
      vendorUrl: "https://market.example",
    });
  });

  test("of which nothing is given are no app, also where variables are empty", () => {
    expect(readAppCredentials(connectors, {}).size).toBe(0);
    expect(readAppCredentials(connectors, { PERENNIAL_MARKET_APP_ID: "" }).size).toBe(0);
  });

  test("of which some are missing are refused with each that is, and never a value", () => {
    const given = { PERENNIAL_MARKET_VENDOR_URL: "not-an-address-canary" };
    const refusal = () => readAppCredentials(connectors, given);
    expect(refusal).toThrow(
      expect.objectContaining({
        name: "ServerError",
        message: expect.stringMatching(
          /PERENNIAL_MARKET_APP_ID must be set as well[\s\S]*PERENNIAL_MARKET_CLIENT_SECRET must be set as well[\s\S]*PERENNIAL_MARKET_VENDOR_URL is not right/,
        ),
      }),
    );
    expect(refusal).not.toThrow(/canary/);
  });

  test("that are secret are known to the log, and the others are not", () => {
    expect(credentialSecrets(connectors, MARKET_ENVIRONMENT)).toEqual([
      MARKET_ENVIRONMENT.PERENNIAL_MARKET_CLIENT_SECRET,
    ]);
    expect(connectors.flatMap(credentialVariables)).toEqual([
      "PERENNIAL_MARKET_APP_ID",
      "PERENNIAL_MARKET_CLIENT_SECRET",
      "PERENNIAL_MARKET_VENDOR_URL",
    ]);
  });
});
