import type { Log, LogFields } from "@perennial/contract";
import { describe, expect, test } from "vitest";
import { keepingLog } from "../testing/test-server.ts";
import { configSecrets } from "./config-secrets.ts";
import { redactingLog } from "./redacting-log.ts";

const KEY = "q7Xk+v9/ZJ2mW4bT8nR1cY6dL0sF3hGpA5uE7iOxQwI=";

function told(fields: LogFields, message = "It failed."): string {
  const { log, lines } = keepingLog();
  redactingLog(log, [KEY, "hunter2!", undefined, ""]).error(message, fields);
  return lines.join("\n");
}

describe("a log for the operator", () => {
  test.each([
    ["a mobile number", "+46701234567", "•••67"],
    ["a number with spaces", "+46 70-123 45 67", "•••67"],
    ["a number as Swedes write it", "070-123 45 67", "•••67"],
    ["a number without signs", "0701234567", "•••67"],
    ["a number as some vendors want it", "46701234567", "•••67"],
    ["a number with two noughts", "0046701234567", "•••67"],
    ["an address", "anna.svensson+el@exempel.se", "a•••@exempel.se"],
    ["an address with letters of its own", "åsa@exempel.se", "å•••@exempel.se"],
    ["a personal number", "19850412-1234", "••••••"],
    ["a bearer token", "Bearer abc.def-123", "Bearer [secret]"],
    ["a signing secret", "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw", "[secret]"],
    ["a token of ours", "pt_1_kY2mZ0a9", "[secret]"],
    ["a token of somebody's", "f3b1c9d27e8a4f60b5d1c2e3a4f5b6c7", "[secret]"],
    ["a password in an address", "postgres://me:hunter3@db/x", "postgres://[secret]@db/x"],
    ["a query", "https://api.example/send?to=4670&key=x", "https://api.example/send?…"],
    ["a secret that is known", `key ${KEY}`, "key [secret]"],
    ["a short secret that is known", "hunter2! is wrong", "[secret] is wrong"],
  ])("shows no more of %s than is needed to recognise it", (_what, text, shown) => {
    for (const line of [told({ reason: text }), told({ signal: text }), told({}, text)]) {
      expect(line).toContain(shown);
      expect(line).not.toContain(text);
    }
  });

  test("leaves alone what an operator needs", () => {
    const instance = "4b1c8a52-1111-4222-8333-123456789012";
    const fields = { instance, tenant: "elbolaget", migrations: 8, enrolment: 1_234_567_890 };
    expect(told(fields)).toBe(`error It failed. ${JSON.stringify(fields)}`);
    for (const reason of [
      'relation "outbox_due" does not exist',
      "Error: no\n    at run (/srv/perennial/apps/server/dist/start-server.js:1234:56)",
      "connect ECONNREFUSED 127.0.0.1:5432",
      "since 2026-03-02T09:00:00.000Z, until 2026-03-03",
      "command t1-e4711-12 of 46elks answered 503 after 15000 ms",
      `instance ${instance}`,
    ]) {
      expect(JSON.parse(told({ reason }).slice("error It failed. ".length))).toEqual({ reason });
    }
  });

  test("tells nothing of what an error quotes, unless it is a name", () => {
    const broken = '{"text": "Hej Anna, ditt avtal slutar", "to": 1';
    const reasons = [
      reasonOf(() => JSON.parse("Hej Anna, ditt avtal slutar")),
      reasonOf(() => JSON.parse(broken)),
      reasonOf(() => JSON.parse(`[1, x${broken}`)),
      'refused: "Hej Anna',
    ];
    for (const reason of reasons) expect(told({ reason })).not.toMatch(/Anna|avtal/);
  });

  test("leaves out fields that nobody has named, and says so", () => {
    const line = told({ customer: "Anna Svensson", text: "Hej!", count: 1 });
    expect(line).toBe('error It failed. {"count":1,"dropped":"customer text"}');
  });

  test("leaves out what is no plain value, whatever it is called", () => {
    const odd = { reason: { to: "+46701234567" } } as unknown as Parameters<Log["info"]>[1];
    expect(told(odd ?? {})).toBe('error It failed. {"dropped":"reason"}');
  });
});

test("the secrets among the settings are the key and the passwords, as written and as meant", () => {
  const config = {
    ...{ vaultKey: KEY, databaseUrl: "postgres://me:p%40ss%2Fword@db/x" },
    redisUrl: "redis://:hunter2!@redis:6379",
  };
  expect(configSecrets(config)).toEqual([KEY, "p%40ss%2Fword", "p@ss/word", "hunter2!"]);
  const none = {
    vaultKey: undefined,
    databaseUrl: "postgresql:///x?host=/run",
    redisUrl: undefined,
  };
  expect(configSecrets(none)).toEqual([]);
});

function reasonOf(work: () => unknown): string {
  try {
    work();
    return "";
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
}
