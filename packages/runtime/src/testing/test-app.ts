import {
  type Command,
  type Connector,
  ConnectorError,
  type ConnectorErrorKind,
  Manifest,
  type MarketplaceApp,
  type Receipt,
  type RecordRef,
  type Session,
  Signal,
  type Tokens,
  type Understanding,
} from "@perennial/contract";
import { z } from "zod";

/** The secret of our app, by which its deliveries are known. */
export const APP_SECRET = "app-secret-canary";

/** What the operator gave of our app at the vendor "acme". */
export const APPS: ReadonlyMap<string, unknown> = new Map([["acme", { secret: APP_SECRET }]]);

const Credentials = z.strictObject({ secret: z.string().meta({ secret: true }) });
const Settings = z.strictObject({ portal: z.string().default("") });

/** A part of a delivery: what happened in one account. */
const Part = z.strictObject({ account: z.string() }).loose();
const Told = z.looseObject({
  signals: z.array(z.unknown()).default([]),
  changed: z.array(z.strictObject({ object: z.string(), id: z.string() })).default([]),
});

/** A vendor in memory on whose marketplace our app is. */
export interface TestApp {
  readonly connector: Connector;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The codes that were exchanged, each with its verifier. */
  readonly exchanged: readonly string[];
  /** What was done in the accounts, in order. */
  readonly done: string[];
  /** Which records were asked for, call by call. */
  readonly read: (readonly RecordRef[])[];
  /** The fields of customers that it keeps for us. */
  keeps: readonly string[];
  /** What was commanded. */
  readonly commands: Command[];
  /** What records look like; throws for what cannot be read. */
  look: (refs: readonly RecordRef[]) => Promise<Understanding> | Understanding;
  /** What becomes of a command. */
  answer: (command: Command) => Receipt;
  /** Done when fields of our own are made. */
  prepare: () => Promise<void>;
  /** Renews the tokens, as a session of it does. */
  renew: (current: Tokens | undefined) => Promise<Tokens>;
}

/** An error of the vendor's. */
export function acmeError(kind: ConnectorErrorKind, message: string): ConnectorError {
  return new ConnectorError({ connector: "acme", kind, message });
}

/** Makes the vendor. An account's name and zone are made of its id, which is the code it was installed with. */
export function testApp(): TestApp {
  const exchanged: string[] = [];
  const app: MarketplaceApp<z.output<typeof Credentials>> = {
    credentials: Credentials,
    authorizeUrl: (_app, { state, codeChallenge }) =>
      `https://acme.example/authorize?state=${state}&challenge=${codeChallenge}`,
    async install(_app, { code, codeVerifier, redirectUri }) {
      exchanged.push([code, codeVerifier, redirectUri].join(" "));
      if (code === "refused") throw acmeError("unauthenticated", "the code is used up");
      const tokens = {
        accessToken: `access-canary-${exchanged.length}`,
        refreshToken: `refresh-canary-${exchanged.length}`,
      };
      const account = {
        id: code,
        name: `Konto ${code}`,
        timeZone: "Europe/Helsinki",
        currency: "EUR",
      };
      return {
        account,
        tokens,
        settings: { portal: code },
        by: `admin${exchanged.length}@example.se`,
      };
    },
    doors: {
      verify: ({ secret }, { headers }) => {
        if (headers["x-secret"] !== secret)
          return { genuine: false, reason: "the secret is not right" };
        const deliveryId = headers["x-id"];
        return { genuine: true, ...(deliveryId !== undefined && { deliveryId }) };
      },
      split(request) {
        const parsed = z.array(z.unknown()).parse(JSON.parse(request.body));
        const problems = parsed.flatMap((each, index) =>
          Part.safeParse(each).success ? [] : [{ place: `[${index}]`, message: "of no account" }],
        );
        const parts = parsed.flatMap((each) => {
          const part = Part.safeParse(each);
          if (!part.success) return [];
          const body = JSON.stringify(part.data);
          return [{ account: part.data.account, request: { ...request, body } }];
        });
        return { parts, problems };
      },
      caller: () => undefined,
    },
  };
  const connector: Connector<z.output<typeof Settings>, z.output<typeof Credentials>> = {
    manifest: Manifest.parse({
      ...{ contractVersion: 1, id: "acme", title: { sv: "Acme", en: "Acme" }, auth: "oauth2" },
      ...{
        commands: ["update-consent", "update-record", "add-note"],
        capabilities: ["changes.read", "inbound"],
      },
      ...{ signals: ["customer.changed"], batchSize: 100 },
      vendorApi: { version: "1", documentation: "https://acme.example/docs" },
    }),
    settings: Settings,
    app,
    keeps: () => vendor.keeps,
    inbound: {
      verify: () => ({ genuine: true }),
      toSignals({ body }) {
        const { signals, changed } = Told.parse(JSON.parse(body));
        return { signals: signals.map((each) => Signal.parse(each)), problems: [], changed };
      },
    },
    async open(_settings, context): Promise<Session> {
      return {
        check: async () => {
          await context.tokens.exclusively((current) => vendor.renew(current));
        },
        async perform(commands) {
          vendor.commands.push(...commands);
          return commands.map((command) => vendor.answer(command));
        },
        async readRecords(refs) {
          vendor.read.push(refs);
          return vendor.look(refs);
        },
        async prepare() {
          await vendor.prepare();
          vendor.done.push("prepare");
        },
        async uninstall() {
          vendor.done.push("uninstall");
        },
        close: async () => undefined,
      };
    },
  };
  const vendor: TestApp = {
    ...{ connector: connector as Connector, settings: {}, exchanged },
    ...{ done: [], read: [], commands: [], keeps: [] },
    look: () => ({ signals: [], problems: [] }),
    answer: ({ id }) => ({ commandId: id, outcome: "accepted" }),
    prepare: async () => undefined,
    renew: async (current) => current ?? { accessToken: "none" },
  };
  return vendor;
}
