import { describe, expect, test } from "vitest";
import { readConfig } from "./config.ts";

const KEY = Buffer.alloc(32, 1).toString("base64");

describe("the environment", () => {
  test("is read; what is empty or not there is left to the defaults", () => {
    const missing = { databaseUrl: undefined, publicUrl: undefined, vaultKey: undefined };
    const alone = { role: "both", redisUrl: undefined, metricsPort: undefined };
    const none = { ...missing, ...alone, blockedLimit: 60_000, endpointsMayReach: [] };
    expect(readConfig({ PATH: "/bin" })).toEqual(none);
    expect(readConfig({ DATABASE_URL: "", PERENNIAL_VAULT_KEY: "" })).toEqual(none);
    const environment = {
      DATABASE_URL: "postgresql:///perennial?host=/run/postgresql",
      PERENNIAL_PUBLIC_URL: "https://perennial.example",
      PERENNIAL_ENDPOINTS_MAY_REACH: "private, http",
      PERENNIAL_VAULT_KEY: KEY,
      REDIS_URL: "rediss://:secret@redis.example:6380/2",
      PERENNIAL_ROLE: "worker",
      PERENNIAL_METRICS_PORT: "9464",
      PERENNIAL_BLOCKED_LIMIT: "5",
    };
    expect(readConfig(environment)).toEqual({
      ...{ role: "worker", redisUrl: environment.REDIS_URL, metricsPort: 9464 },
      databaseUrl: environment.DATABASE_URL,
      publicUrl: environment.PERENNIAL_PUBLIC_URL,
      vaultKey: KEY,
      blockedLimit: 5_000,
      endpointsMayReach: ["private", "http"],
    });
  });

  const WRONG = [
    [
      "DATABASE_URL",
      "mysql://me:canary@host/db",
      /DATABASE_URL must be an address such as postgres:/,
    ],
    ["DATABASE_URL", "postgres://", /DATABASE_URL must/],
    ["REDIS_URL", "http://canary", /REDIS_URL must be an address such as redis:/],
    ["PERENNIAL_ROLE", "canary", /PERENNIAL_ROLE must be one of web, worker, both/],
    ["PERENNIAL_BLOCKED_LIMIT", "canary", /PERENNIAL_BLOCKED_LIMIT must be a number of seconds/],
    ["PERENNIAL_METRICS_PORT", "70000", /PERENNIAL_METRICS_PORT must be a port/],
    ["PERENNIAL_METRICS_PORT", "canary", /PERENNIAL_METRICS_PORT must be a port/],
    ["PERENNIAL_PUBLIC_URL", "perennial.example", /PERENNIAL_PUBLIC_URL must be an address/],
    ["PERENNIAL_PUBLIC_URL", "javascript:alert(1)", /PERENNIAL_PUBLIC_URL must/],
    ["PERENNIAL_PUBLIC_URL", "https://me:canary@x.example", /PERENNIAL_PUBLIC_URL must/],
    ["PERENNIAL_PUBLIC_URL", "https://x.example/perennial", /without a path/],
    ["PERENNIAL_ENDPOINTS_MAY_REACH", "loopback,canary", /must name loopback, private or http/],
    ["PERENNIAL_VAULT_KEY", "canary!", /PERENNIAL_VAULT_KEY must be base64/],
    ["PERENNIAL_VAULT_KEY", Buffer.alloc(16).toString("base64"), /32 bytes in base64/],
  ] as const;

  test.each(WRONG)(
    "that is not right is named, and its value is not shown: %s=%s",
    (name, value, words) => {
      expect(() => readConfig({ [name]: value })).toThrow(words);
      expect(() => readConfig({ [name]: value })).not.toThrow(/canary/);
    },
  );

  test("is told everything that is wrong at once", () => {
    const environment = { DATABASE_URL: "x", PERENNIAL_PUBLIC_URL: "x", PERENNIAL_VAULT_KEY: "x" };
    expect(() => readConfig(environment)).toThrow(/DATABASE_URL[\s\S]*PUBLIC_URL[\s\S]*VAULT_KEY/);
  });
});
