import { TEST_NOW, testContext } from "@perennial/connector-kit/testing";
import type { InboundRequest, MarketplaceApp } from "@perennial/contract";
import type { Case } from "../case/case.ts";
import { claim, ScenarioMissingError } from "../case/conformance-error.ts";
import { calmly, judge, moved } from "../case/door.ts";
import { rewritten, tampered } from "../case/edited-request.ts";
import { failureOf, type Kit } from "../case/place.ts";
import type { AppScenario } from "../scenario/scenarios.ts";

const DAY = 24 * 60 * 60 * 1000;

const EXAMPLE = `app: {
  delivery: { method: "POST", url, headers, body },
  marks: { "account-1": ["event-1"], "account-2": ["event-2"] },
  page: { request, caller: { account: "account-1", user: "anna@example.com" } },
  misled: { ...request, body: '{"account":"account-2"}' },
  sign: (request, at, app) => ({ ...request, headers: { ...request.headers, …signature } }),
}`;

/** What the cases of an app work with. */
interface AppDoor extends AppScenario {
  readonly app: MarketplaceApp;
  readonly credentials: unknown;
  verify(request: InboundRequest): ReturnType<MarketplaceApp["verify"]>;
  /** As the vendor sends it at a moment. */
  signed(request: InboundRequest, at?: string): InboundRequest;
}

/** One app serves the accounts of many: each gets what is its own, and nobody speaks for another. */
export function appCases(kit: Kit): readonly Case[] {
  const { app } = kit.connector;
  if (app === undefined) return [];
  const fact = (name: string, check: (door: AppDoor) => void | Promise<void>): Case => ({
    part: "app",
    name,
    run: () => atAppDoor(kit, app, check),
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
      const { parts, problems } = calmly("split", () => door.app.split(door.signed(door.delivery)));
      const [problem] = problems;
      claim(!problem, `the delivery is not understood: ${problem?.place} ${problem?.message}`);
      for (const [account, marks] of Object.entries(door.marks)) {
        const own = parts.filter((part) => part.account === account);
        const lost = marks.find((mark) => !own.some(({ request }) => request.body.includes(mark)));
        claim(lost === undefined, `${lost} of the account ${account} is lost`);
      }
    }),
    fact("no account is given what is another's", (door) => {
      const { parts } = calmly("split", () => door.app.split(door.signed(door.delivery)));
      for (const { account, request } of parts) {
        for (const [other, marks] of Object.entries(door.marks)) {
          const seen = marks.find((mark) => other !== account && request.body.includes(mark));
          claim(seen === undefined, `${seen} of the account ${other} is given to ${account}`);
        }
      }
    }),
    fact("a delivery that makes no sense breaks nothing", (door) => {
      for (const body of ["", "null", "[]", "{", '[{"a":1}]', "\0", "[".repeat(50_000)]) {
        const { parts } = calmly("split", () => door.app.split({ ...door.delivery, body }));
        claim(parts.length === 0, `the body ${JSON.stringify(body.slice(0, 20))} is somebody's`);
      }
    }),
    fact("who asks from a page is known from what the vendor signed alone", (door) => {
      const { request, caller } = door.page;
      for (const each of [request, door.misled]) {
        const found = calmly("caller", () => door.app.caller(door.signed(each)));
        const isRight = found?.account === caller.account && found.user === caller.user;
        claim(isRight, `the caller is ${JSON.stringify(found)}, not ${JSON.stringify(caller)}`);
      }
      const nobody = { method: "GET", url: "https://perennial.example/", headers: {}, body: "" };
      const found = calmly("caller", () => door.app.caller(nobody));
      claim(found === undefined, "a request that names nobody has a caller");
    }),
    fact(
      "an administrator is sent out with what the browser comes back with",
      ({ app: own, credentials }) => {
        const request = {
          state: "state-1",
          redirectUri: "https://p.example/back",
          codeChallenge: "c-1",
        };
        const { searchParams } = new URL(own.authorizeUrl(credentials, request));
        const sent = new Set(searchParams.values());
        const missing = Object.entries(request).find(([, value]) => !sent.has(value));
        claim(missing === undefined, `the address to agree at lacks ${missing?.[0]}`);
      },
    ),
    fact("a code that is not good connects nothing, in words that say so", async (door) => {
      const grant = { code: "no-such-code", redirectUri: "https://p.example/back" };
      const { clock, log, fetch, abort } = testContext();
      const failure = await failureOf(
        door.app.install(
          door.credentials,
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

function atAppDoor(
  kit: Kit,
  app: MarketplaceApp,
  check: (door: AppDoor) => void | Promise<void>,
): Promise<void> {
  const scenario = kit.scenarios.app;
  if (scenario === undefined || Object.keys(scenario.marks).length < 2) {
    throw new ScenarioMissingError("app", EXAMPLE);
  }
  return kit.inWorld(async ({ app: credentials }) => {
    await check({
      ...scenario,
      ...{ app, credentials },
      verify: (request) => app.verify(credentials, request, TEST_NOW),
      signed: (request, at = TEST_NOW) => scenario.sign(request, at, credentials),
    });
  });
}
