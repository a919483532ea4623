import { createHash } from "node:crypto";
import { memoryTokenStore, recordingLog, testContext } from "@perennial/connector-kit/testing";
import { ConnectorError, ManualClock } from "@perennial/contract";
import type { Hubspot } from "@perennial/simulators";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { createHubspot } from "../hubspot-connector.ts";
import type { HubspotApp } from "../hubspot-credentials.ts";
import { HubspotSettings } from "../hubspot-settings.ts";
import { startTestHubspot, TEST_APP, TEST_REDIRECT } from "../testing/hubspot-world.ts";
import { authorizeUrl, install } from "./hubspot-app.ts";
import { OPTIONAL_SCOPES, REQUIRED_SCOPES } from "./scopes.ts";

const VERIFIER = "a-verifier-that-is-long-enough-for-rfc-7636-0123456789";
const clock = new ManualClock("2026-11-22T08:00:00.000Z");
let hubspot: Hubspot;
let app: HubspotApp;

beforeEach(async () => {
  hubspot = await startTestHubspot(clock);
  app = { ...TEST_APP, apiUrl: hubspot.url, installUrl: `${hubspot.url}/oauth/authorize` };
});
afterEach(() => hubspot.stop());

const appContext = () => ({
  clock,
  log: recordingLog(),
  fetch: globalThis.fetch,
  abort: new AbortController().signal,
});

/** Goes to HubSpot as an administrator's browser does, and comes back with what it is sent with. */
async function agree(portalId: number): Promise<URL> {
  hubspot.onConsent({ portalId });
  const url = authorizeUrl(app, {
    state: "state-1",
    redirectUri: TEST_REDIRECT,
    codeChallenge: createHash("sha256").update(VERIFIER).digest("base64url"),
  });
  const answer = await fetch(url, { redirect: "manual" });
  return new URL(answer.headers.get("location") ?? "http://nowhere.example");
}

async function failureOf(work: Promise<unknown>): Promise<ConnectorError> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  if (!ConnectorError.isInstance(error)) throw new Error("expected a ConnectorError");
  return error;
}

describe("installing", () => {
  test("asks for every scope, exchanges the code with its verifier and tells whose portal it is", async () => {
    const portal = hubspot.addPortal({ domain: "elbolaget.example", timeZone: "Europe/Oslo" });
    const back = await agree(portal.id);
    expect(back.searchParams.get("state")).toBe("state-1");
    const grant = {
      ...{ code: back.searchParams.get("code") ?? "", redirectUri: TEST_REDIRECT },
      codeVerifier: VERIFIER,
    };
    const installed = await install(app, grant, appContext());
    expect(installed).toMatchObject({
      account: {
        ...{ id: String(portal.id), name: "elbolaget.example" },
        ...{ timeZone: "Europe/Oslo", currency: "SEK" },
      },
      settings: { portalId: String(portal.id) },
      by: expect.stringContaining("@"),
      tokens: { expiresAt: "2026-11-22T08:30:00.000Z" },
    });
    expect(installed.tokens.details?.scopes?.split(" ")).toEqual(
      expect.arrayContaining([...REQUIRED_SCOPES, ...OPTIONAL_SCOPES]),
    );
    expect(HubspotSettings.safeParse(installed.settings).success).toBe(true);
    const again = await failureOf(install(app, grant, appContext()));
    expect(again.kind).toBe("unauthenticated");
    expect(again.message).toContain("begin it anew");
  });

  test("with a wrong secret is the operator's to mend, and the secret is not told", async () => {
    const portal = hubspot.addPortal();
    const back = await agree(portal.id);
    const wrong = { ...app, clientSecret: "another-secret-canary" };
    const failure = await failureOf(
      install(
        wrong,
        {
          code: back.searchParams.get("code") ?? "",
          redirectUri: TEST_REDIRECT,
          codeVerifier: VERIFIER,
        },
        appContext(),
      ),
    );
    expect(failure.kind).toBe("unavailable");
    expect(failure.message).toContain("PERENNIAL_HUBSPOT_CLIENT_SECRET");
    expect(failure.message).not.toContain("canary");
  });
});

describe("a connection", () => {
  async function connection(scopes: readonly string[] = [...REQUIRED_SCOPES, ...OPTIONAL_SCOPES]) {
    const portal = hubspot.addPortal();
    const log = recordingLog();
    const details = { portalId: String(portal.id), scopes: scopes.join(" ") };
    const tokens = memoryTokenStore({ ...hubspot.install(portal, scopes), details });
    const context = { ...testContext({ clock, log, tokens }), app };
    const settings = HubspotSettings.parse({ portalId: String(portal.id) });
    const session = await createHubspot().open(settings, context);
    return { portal, log, tokens, context, settings, session };
  }

  test("that was uninstalled is told to be installed again", async () => {
    const { session, portal } = await connection();
    portal.staff.uninstall();
    const failure = await failureOf(session.check());
    expect(failure.kind).toBe("unauthenticated");
    expect(failure.message).toContain("Install it again");
  });

  test("of a portal that is no more is told the same", async () => {
    const { session, portal } = await connection();
    hubspot.tokens.expireAccess(portal.id);
    hubspot.removePortal(portal.id);
    expect((await failureOf(session.check())).kind).toBe("unauthenticated");
  });

  test("goes on when the operator has the app's secret wrong, and tells the operator", async () => {
    const { context, settings, portal } = await connection();
    hubspot.tokens.expireAccess(portal.id);
    const wrong = { ...context, app: { ...app, clientSecret: "another-secret-canary" } };
    const session = await createHubspot().open(settings, wrong);
    const failure = await failureOf(session.check());
    expect(failure.kind).toBe("unavailable");
    expect(failure.message).toContain("operator");
  });

  test("without the app's credentials says where they go", async () => {
    const { app: _app, ...context } = (await connection()).context;
    const settings = HubspotSettings.parse({ portalId: "1" });
    const failure = await failureOf(createHubspot().open(settings, context));
    expect(failure.message).toContain("PERENNIAL_HUBSPOT_CLIENT_ID");
  });

  test("to another portal than the settings name is refused", async () => {
    const { context } = await connection();
    const settings = HubspotSettings.parse({ portalId: "999" });
    const session = await createHubspot().open(settings, context);
    expect((await failureOf(session.check())).message).toContain("999");
  });

  test("says which parts are off for want of a scope", async () => {
    const { session, log } = await connection(REQUIRED_SCOPES);
    await session.check();
    expect(log.lines.join()).toContain("crm.objects.deals.read");
    const schema = await session.describe?.();
    const told = schema?.missing ?? [];
    expect(told.map(({ en }) => en).join()).toContain("Deals cannot be read");
    expect(told.map(({ sv }) => sv).join()).toContain("Affärer kan inte läsas");
    expect(schema?.objects.map(({ object }) => object)).toEqual(["contact"]);
  });

  test("renews its tokens once for all that ask, and keeps what it knows of the portal", async () => {
    const { session, tokens, portal, context, settings } = await connection();
    const before = tokens.tokens?.accessToken;
    hubspot.tokens.expireAccess(portal.id);
    const other = await createHubspot().open(settings, context);
    await Promise.all([session.check(), other.check(), session.describe?.()]);
    expect(tokens.saves).toBe(1);
    expect(tokens.tokens?.accessToken).not.toBe(before);
    expect(tokens.tokens?.details?.portalId).toBe(String(portal.id));
  });

  test("takes the app out of the portal, also when it is out already", async () => {
    const { session, portal } = await connection();
    await session.uninstall?.();
    expect(portal.installation).toBeUndefined();
    await session.uninstall?.();
  });
});
