import { TEST_NOW, testContext } from "@perennial/connector-kit/testing";
import type { AppDoors, InboundRequest, MarketplaceApp } from "@perennial/contract";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { calmly, judge, moved } from "../case/door.ts";
import { rewritten, tampered } from "../case/edited-request.ts";
import { failureOf, type Kit } from "../case/place.ts";
import type { AppScenario, LaunchScenario } from "../scenario/scenarios.ts";

const DAY = 24 * 60 * 60 * 1000;

const EXAMPLE = `app: {
  delivery: { method: "POST", url, headers, body },
  marks: { "account-1": ["event-1"], "account-2": ["event-2"] },
  page: { request, caller: { account: "account-1", user: "anna@example.com" } },
  misled: { ...request, body: '{"account":"account-2"}' },
  sign: (request, at, app) => ({ ...request, headers: { ...request.headers, …signature } }),
}`;

const LAUNCH_EXAMPLE = `launch: {
  request: { method: "POST", url, headers, body },
  launch: { account: "account-1", user: "anna@example.com" },
  sign: (request, at, app) => ({ ...request, body: signedForm(body) }),
}`;

/** What the cases of an app's doors work with. */
interface AppDoor extends AppScenario {
  readonly doors: AppDoors;
  readonly credentials: unknown;
  verify(request: InboundRequest): ReturnType<AppDoors["verify"]>;
  /** As the vendor sends it at a moment. */
  signed(request: InboundRequest, at?: string): InboundRequest;
}

/** One app serves the accounts of many: each gets what is its own, and nobody speaks for another. */
export function appCases(kit: Kit): readonly Case[] {
  const { app } = kit.connector;
  if (app === undefined) return [];
  const { doors } = app;
  return [
    ...installCases(kit, app),
    ...(doors === undefined ? [] : doorCases(kit, doors)),
    ...(app.launch === undefined ? [] : launchCases(kit, app)),
  ];
}

function doorCases(kit: Kit, doors: AppDoors): readonly Case[] {
  const fact = (name: string, check: (door: AppDoor) => void): Case => ({
    part: "app",
    name,
    run: () => atAppDoor(kit, doors, check),
  });
  return [
    fact("a genuine delivery is genuine, from a page as well", (door) => {
      for (const request of [door.delivery, door.page.request]) {
        const verdict = judge(door, door.signed(request));
        claim(
          verdict.genuine,
          `a genuine request is refused: ${verdict.genuine || verdict.reason}`,
        );
      }
    }),
    fact("a forged delivery is not genuine", (door) => {
      const genuine = door.signed(door.delivery);
      for (const forged of [door.delivery, tampered(genuine), rewritten(genuine)]) {
        claim(!judge(door, forged).genuine, "a forged delivery is taken for genuine");
      }
    }),
    fact("an old delivery is not genuine, nor one from the future", (door) => {
      for (const ms of [-DAY, DAY]) {
        const request = door.signed(door.delivery, moved(ms));
        claim(!judge(door, request).genuine, "a delivery signed a day away is taken for genuine");
      }
    }),
    fact("a delivery is taken apart by account, and nothing of it is lost", (door) => {
      const { parts, problems } = calmly("split", () =>
        door.doors.split(door.signed(door.delivery)),
      );
      const [problem] = problems;
      claim(!problem, `the delivery is not understood: ${problem?.place} ${problem?.message}`);
      for (const [account, marks] of Object.entries(door.marks)) {
        const own = parts.filter((part) => part.account === account);
        const lost = marks.find((mark) => !own.some(({ request }) => request.body.includes(mark)));
        claim(lost === undefined, `${lost} of the account ${account} is lost`);
      }
    }),
    fact("no account is given what is another's", (door) => {
      const { parts } = calmly("split", () => door.doors.split(door.signed(door.delivery)));
      for (const { account, request } of parts) {
        for (const [other, marks] of Object.entries(door.marks)) {
          const seen = marks.find((mark) => other !== account && request.body.includes(mark));
          claim(seen === undefined, `${seen} of the account ${other} is given to ${account}`);
        }
      }
    }),
    fact("a delivery that makes no sense breaks nothing", (door) => {
      for (const body of ["", "null", "[]", "{", '[{"a":1}]', "\0", "[".repeat(50_000)]) {
        const { parts } = calmly("split", () => door.doors.split({ ...door.delivery, body }));
        claim(parts.length === 0, `the body ${JSON.stringify(body.slice(0, 20))} is somebody's`);
      }
    }),
    fact("who asks from a page is known from what the vendor signed alone", (door) => {
      const { request, caller } = door.page;
      for (const each of [request, door.misled]) {
        const found = calmly("caller", () => door.doors.caller(door.signed(each)));
        const isRight = found?.account === caller.account && found.user === caller.user;
        claim(isRight, `the caller is ${JSON.stringify(found)}, not ${JSON.stringify(caller)}`);
      }
      const nobody = { method: "GET", url: "https://perennial.example/", headers: {}, body: "" };
      const found = calmly("caller", () => door.doors.caller(nobody));
      claim(found === undefined, "a request that names nobody has a caller");
    }),
  ];
}

function installCases(kit: Kit, app: MarketplaceApp): readonly Case[] {
  const fact = (name: string, check: (credentials: unknown) => void | Promise<void>): Case => ({
    part: "app",
    name,
    run: () => kit.inWorld(async ({ app: credentials }) => check(credentials)),
  });
  return [
    fact("an administrator is sent out with what the browser comes back with", (credentials) => {
      const redirectUri = "https://p.example/back";
      const request = { state: "state-1", redirectUri, codeChallenge: "c-1" };
      const { searchParams } = new URL(app.authorizeUrl(credentials, request));
      const sent = new Set(searchParams.values());
      const missing = Object.entries(request).find(([, value]) => !sent.has(value));
      claim(missing === undefined, `the address to agree at lacks ${missing?.[0]}`);
    }),
    fact("a code that is not good connects nothing, in words that say so", async (credentials) => {
      const grant = { code: "no-such-code", redirectUri: "https://p.example/back" };
      const { clock, log, fetch, abort } = testContext();
      const failure = await failureOf(
        app.install(
          credentials,
          { ...grant, codeVerifier: "v".repeat(43) },
          { clock, log, fetch, abort },
        ),
      );
      claim(failure !== undefined, "a wrong code installs the app");
      const isRefused = ["unauthenticated", "forbidden", "invalid"].includes(failure.kind);
      claim(isRefused, `a wrong code is told as ${failure.kind}; it will never be a good one`);
    }),
  ];
}

/** A signed request opens our console for whom it names, and for nobody else. */
function launchCases(kit: Kit, app: MarketplaceApp): readonly Case[] {
  const fact = (name: string, check: (launching: Launching) => void): Case => ({
    part: "app",
    name,
    run: () => atLaunch(kit, app, check),
  });
  return [
    fact("a launch is taken from what the vendor signed", ({ judged, signed, launch }) => {
      const verdict = judged(signed);
      claim(verdict.genuine, `a genuine launch is refused: ${verdict.genuine || verdict.reason}`);
      for (const name of ["account", "user"] as const) {
        const isRight = verdict.launch[name] === launch[name];
        claim(isRight, `the ${name} is ${verdict.launch[name]}, not ${launch[name]}`);
      }
    }),
    fact("a forged launch opens nothing", ({ judged, signed, request }) => {
      for (const forged of [request, tampered(signed), rewritten(signed)]) {
        claim(!judged(forged).genuine, "a forged launch is taken for genuine");
      }
    }),
  ];
}

/** What the cases of a launch work with. */
interface Launching extends Pick<LaunchScenario, "launch" | "request"> {
  /** As the vendor sends it. */
  readonly signed: InboundRequest;
  judged(request: InboundRequest): ReturnType<NonNullable<MarketplaceApp["launch"]>>;
}

function atLaunch(
  kit: Kit,
  app: MarketplaceApp,
  check: (launching: Launching) => void,
): Promise<void> {
  const scenario = kit.scenarios.launch;
  if (scenario === undefined) throw new ScenarioMissingError("launch", LAUNCH_EXAMPLE);
  const { request, launch, sign } = scenario;
  return kit.inWorld(async ({ app: credentials }) =>
    check({
      ...{ request, launch, signed: sign(request, TEST_NOW, credentials) },
      judged: (one) =>
        calmly("launch", () => app.launch?.(credentials, one, TEST_NOW)) ?? {
          ...{ genuine: false, reason: "there is no launch" },
        },
    }),
  );
}

function atAppDoor(kit: Kit, doors: AppDoors, check: (door: AppDoor) => void): Promise<void> {
  const scenario = kit.scenarios.app;
  if (scenario === undefined || Object.keys(scenario.marks).length < 2) {
    throw new ScenarioMissingError("app", EXAMPLE);
  }
  return kit.inWorld(async ({ app: credentials }) => {
    check({
      ...scenario,
      ...{ doors, credentials },
      verify: (request) => doors.verify(credentials, request, TEST_NOW),
      signed: (request, at = TEST_NOW) => scenario.sign(request, at, credentials),
    });
  });
}
