import { verifyWebhook } from "@perennial/connector-kit";
import type { AppDoors, MarketplaceApp } from "@perennial/contract";
import { z } from "zod";
import type { AcmeSettings } from "./acme.ts";
import { opened, type Twist } from "./twist.ts";
import type { WrongConnector, WrongConnectors } from "./wrong-connector.ts";

function apped(change: (app: MarketplaceApp) => Partial<MarketplaceApp>): Twist<AcmeSettings> {
  return (right) =>
    right.app === undefined ? right : { ...right, app: { ...right.app, ...change(right.app) } };
}

function doored(change: (doors: AppDoors) => Partial<AppDoors>): Twist<AcmeSettings> {
  return apped(({ doors }) => (doors ? { doors: { ...doors, ...change(doors) } } : {}));
}

const Asked = z.object({ account: z.string().optional(), user: z.string().optional() });
const OfApp: Pick<WrongConnector, "base"> = { base: "app" };
let prepared = 0;

/** What is wrong in what an app does for many accounts, and in what its sessions do with records by name. */
export const wrongApp: WrongConnectors = {
  app: [
    {
      ...OfApp,
      does: "refuses what its vendor signed",
      fails: "a genuine delivery is genuine, from a page as well",
      twist: doored(() => ({ verify: () => ({ genuine: false, reason: "never" }) })),
    },
    {
      ...OfApp,
      does: "takes what nobody signed",
      fails: "a forged delivery is not genuine",
      twist: doored(({ verify }) => ({
        verify: (app, request, now) =>
          Object.keys(request.headers).length > 0 ? verify(app, request, now) : { genuine: true },
      })),
    },
    {
      ...OfApp,
      does: "never looks at the time",
      fails: "an old delivery is not genuine, nor one from the future",
      twist: doored(() => ({
        verify(app, request) {
          const seconds = Number(request.headers["webhook-timestamp"] ?? 0);
          const { appSecret } = z.object({ appSecret: z.string() }).parse(app);
          return verifyWebhook(request, [appSecret], new Date(seconds * 1_000).toISOString());
        },
      })),
    },
    {
      ...OfApp,
      does: "loses all but the first account",
      fails: "a delivery is taken apart by account, and nothing of it is lost",
      twist: doored(({ split }) => ({
        split(request) {
          const { parts, problems } = split(request);
          return { parts: parts.slice(0, 1), problems };
        },
      })),
    },
    {
      ...OfApp,
      does: "gives everyone the whole delivery",
      fails: "no account is given what is another's",
      twist: doored(({ split }) => ({
        split(request) {
          const { parts, problems } = split(request);
          return { parts: parts.map(({ account }) => ({ account, request })), problems };
        },
      })),
    },
    {
      ...OfApp,
      does: "breaks on what is no JSON",
      fails: "a delivery that makes no sense breaks nothing",
      twist: doored(({ split }) => ({
        split(request) {
          JSON.parse(request.body);
          return split(request);
        },
      })),
    },
    {
      ...OfApp,
      does: "believes what a page says of who asks",
      fails: "who asks from a page is known from what the vendor signed alone",
      twist: doored(({ caller }) => ({
        caller(request) {
          const found = caller(request);
          const said = Asked.safeParse(request.body === "" ? {} : JSON.parse(request.body)).data;
          return (
            found && { account: said?.account ?? found.account, user: said?.user ?? found.user }
          );
        },
      })),
    },
    {
      ...OfApp,
      does: "opens the console for whoever asks",
      fails: "a forged launch opens nothing",
      twist: apped(() => ({
        launch: () => ({ genuine: true, launch: { account: "one", user: "anna@example.com" } }),
      })),
    },
    {
      ...OfApp,
      does: "opens the console for somebody else",
      fails: "a launch is taken from what the vendor signed",
      twist: apped(({ launch }) => ({
        launch(app, request, now) {
          const verdict = launch?.(app, request, now);
          return verdict?.genuine
            ? { genuine: true, launch: { ...verdict.launch, account: "two" } }
            : { genuine: false, reason: "never" };
        },
      })),
    },
    {
      ...OfApp,
      does: "sends out without a state",
      fails: "an administrator is sent out with what the browser comes back with",
      twist: apped(({ authorizeUrl }) => ({
        authorizeUrl: (app, request) => authorizeUrl(app, { ...request, state: "" }),
      })),
    },
    {
      ...OfApp,
      does: "installs with any code",
      fails: "a code that is not good connects nothing, in words that say so",
      twist: apped(() => ({
        install: async () => ({
          account: { id: "one", name: "One" },
          tokens: { accessToken: "x" },
          settings: {},
        }),
      })),
    },
  ],
  records: [
    {
      ...OfApp,
      does: "reads the first of several records",
      fails: "records that are read by name are told as they are now",
      twist: opened((session) => ({
        readRecords: async (refs) =>
          (await session.readRecords?.(refs.slice(-1))) ?? { signals: [], problems: [] },
      })),
    },
    {
      ...OfApp,
      does: "says nothing of records that are gone",
      fails: "a record that is gone is told as deleted",
      twist: opened((session) => ({
        async readRecords(refs) {
          const { signals = [] } = (await session.readRecords?.(refs)) ?? {};
          return {
            signals: signals.filter(({ type }) => type !== "customer.deleted"),
            problems: [],
          };
        },
      })),
    },
    {
      ...OfApp,
      does: "fails at records that mean nothing",
      fails: "a kind of record that means nothing costs the others nothing",
      twist: opened((session) => ({
        async readRecords(refs) {
          const known = refs.every(({ object }) => object === "person");
          const found = known ? await session.readRecords?.(refs) : undefined;
          return found ?? { signals: [], problems: [] };
        },
      })),
    },
    {
      ...OfApp,
      does: "names a field twice",
      fails: "every kind of record and every field is there once, with words",
      twist: opened((session) => ({
        async describe() {
          const { objects = [] } = (await session.describe?.()) ?? {};
          const twice = objects.map((each) => ({
            ...each,
            fields: [...each.fields, ...each.fields],
          }));
          return { objects: twice, missing: [] };
        },
      })),
    },
    {
      ...OfApp,
      does: "shows more samples than were asked for",
      fails: "samples are records as they are, as many as asked for at most",
      twist: opened((session) => ({
        samples: async (object, count) => (await session.samples?.(object, count + 1)) ?? [],
      })),
    },
    {
      ...OfApp,
      does: "makes its fields once more each time",
      fails: "preparing an account twice changes nothing more",
      twist: opened((session, _settings, { clock }) => ({
        async prepare() {
          prepared += 1;
          const note = { kind: "add-note", customerId: "c-1", at: clock.now(), text: "x" } as const;
          await session.perform([{ ...note, id: `field-${prepared}` }]);
        },
      })),
    },
    {
      ...OfApp,
      does: "stays in the account",
      fails: "a connection is of no use once the app is out of the account",
      twist: opened(() => ({ uninstall: async () => undefined })),
    },
  ],
};
