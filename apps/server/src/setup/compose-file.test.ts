import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parse } from "yaml";
import { z } from "zod";
import { readConfig } from "../config.ts";
import { credentialVariables, readAppCredentials } from "./app-credentials.ts";
import { CONNECTORS } from "./connectors.ts";

const read = (name: string) =>
  readFileSync(new URL(`../../../../${name}`, import.meta.url), "utf8");

const Service = z.object({
  image: z.string().optional(),
  environment: z.record(z.string(), z.string()).optional(),
  ports: z.array(z.string()).optional(),
  deploy: z.object({ replicas: z.number() }).optional(),
  volumes: z.array(z.string()).optional(),
  command: z.array(z.string()).optional(),
});
const { services } = z
  .object({ services: z.record(z.string(), Service) })
  .parse(parse(read("compose.yaml"), { merge: true }));
/** What somebody writes into .env. */
const SECRETS: Readonly<Record<string, string>> = {
  PERENNIAL_DATABASE_PASSWORD: "a1b2",
  PERENNIAL_VAULT_KEY: Buffer.alloc(32, 1).toString("base64"),
  PERENNIAL_PUBLIC_URL: "https://perennial.example",
};
const APP_VARIABLES = CONNECTORS.flatMap(credentialVariables);
const environmentOf = (service: string) =>
  Object.fromEntries(
    Object.entries(services[service]?.environment ?? {}).map(([name, value]) => [
      name,
      value.replace(/\$\{(\w+):[?-][^}]*\}/g, (_all, secret: string) => SECRETS[secret] ?? ""),
    ]),
  );

test("the processes of the compose file are configured by names that the server knows, all of them", () => {
  for (const role of ["web", "worker"]) {
    const config = readConfig(environmentOf(role));
    expect(config).toMatchObject({
      ...{ role, databaseUrl: "postgres://perennial:a1b2@postgres/perennial" },
      ...{ redisUrl: "redis://redis:6379", publicUrl: SECRETS.PERENNIAL_PUBLIC_URL },
      vaultKey: SECRETS.PERENNIAL_VAULT_KEY,
    });
    const source = readFileSync(new URL("../config.ts", import.meta.url), "utf8");
    for (const name of Object.keys(environmentOf(role))) {
      if (!APP_VARIABLES.includes(name)) expect(source).toContain(`  ${name}: z`);
    }
  }
});

/** What is not right as any text: the id of a registration, and PEM. */
const GIVEN: Readonly<Record<string, string>> = {
  PERENNIAL_DYNAMICS_CLIENT_ID: "7f0f3f0a-0000-4000-8000-00000000aaaa",
  PERENNIAL_DYNAMICS_CERTIFICATE: "-----BEGIN CERTIFICATE-----",
  PERENNIAL_DYNAMICS_PRIVATE_KEY: "-----BEGIN PRIVATE KEY-----",
};

test("both kinds of process have the credentials of our apps, and are well without", () => {
  for (const role of ["web", "worker"]) {
    expect(readAppCredentials(CONNECTORS, environmentOf(role))).toEqual(new Map());
    const given = { ...environmentOf(role) };
    const needed = APP_VARIABLES.filter((name) => name in given);
    expect(needed).toEqual([
      "PERENNIAL_DYNAMICS_CLIENT_ID",
      "PERENNIAL_DYNAMICS_CERTIFICATE",
      "PERENNIAL_DYNAMICS_PRIVATE_KEY",
      "PERENNIAL_HUBSPOT_APP_ID",
      "PERENNIAL_HUBSPOT_CLIENT_ID",
      "PERENNIAL_HUBSPOT_CLIENT_SECRET",
      "PERENNIAL_SALESFORCE_CLIENT_ID",
      "PERENNIAL_SALESFORCE_CLIENT_SECRET",
      "PERENNIAL_SALESFORCE_PRIVATE_KEY",
    ]);
    for (const name of needed) given[name] = GIVEN[name] ?? "4711";
    expect([...readAppCredentials(CONNECTORS, given).keys()]).toEqual([
      ...["dynamics", "hubspot", "salesforce"],
    ]);
  }
});

test("the compose file has two workers, a database whose data stay, and nothing that is open to others", () => {
  expect(services.worker?.deploy?.replicas).toBe(2);
  expect(services.postgres?.volumes).toContain("postgres:/var/lib/postgresql");
  expect(services.redis?.command).toEqual(expect.arrayContaining(["noeviction", "--appendonly"]));
  const ports = Object.entries(services).flatMap(([name, { ports: of = [] }]) =>
    of.map((port) => `${name} ${port}`),
  );
  expect(ports).toEqual(["web 127.0.0.1:4000:4000"]);
  const images = [
    ...Object.values(services).flatMap(({ image }) => image ?? []),
    ...[...read("Dockerfile").matchAll(/^FROM (\S+)/gm)].map(([, image = ""]) => image),
  ];
  for (const image of images) expect(image).toMatch(/^[\w./-]+:(?!latest)[\w.-]+$/);
});

test("the image asks its process how it is at the port that it sets", () => {
  const dockerfile = read("Dockerfile");
  const port = /^ENV PERENNIAL_METRICS_PORT=(\d+)$/m.exec(dockerfile)?.[1];
  expect(readConfig({ PERENNIAL_METRICS_PORT: port }).metricsPort).toBe(Number(port));
  expect(dockerfile).toMatch(/^HEALTHCHECK [^\n]*\\\n.*PERENNIAL_METRICS_PORT\}\/ready/m);
  expect(dockerfile).toMatch(/^USER node$/m);
});
