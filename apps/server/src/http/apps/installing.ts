import { ConnectorError } from "@perennial/contract";
import {
  AppError,
  beginInstall,
  finishInstall,
  type Invitation,
  readInvitation,
} from "@perennial/runtime";
import type { Express, Request, Response } from "express";
import type { ServerContext } from "../../server-context.ts";
import { sendPlainPage } from "../plain-page.ts";
import { demandApp } from "./genuine-request.ts";
import { limitInstalls } from "./install-limit.ts";
import {
  confirmPage,
  connectedPage,
  failedPage,
  onwardPage,
  type PageLanguage,
} from "./install-pages.ts";

/** What the browser shows to be the one that was sent. */
const COOKIE = "perennial_install";
/** What the browser shows to have been asked by us, for an invitation. */
const ASKED = "perennial_invited";
/** As long as the state holds, in seconds. */
const COOKIE_AGE = 600;

/** Where administrators at a vendor agree to our app, and where they come back to. */
export function bindInstalling(app: Express, context: ServerContext): void {
  const limit = limitInstalls(context);
  app.get("/apps/:app/install", limit, async (request, response) => {
    const name = String(request.params.app);
    demandApp(context, name);
    await orPage(context, { request, response, name }, () =>
      open(context, { request, response, name }),
    );
  });
  app.post("/apps/:app/install", limit, async (request, response) => {
    const name = String(request.params.app);
    demandApp(context, name);
    await orPage(context, { request, response, name }, () =>
      confirm(context, { request, response, name }),
    );
  });
  app.get("/apps/:app/callback", async (request, response) => {
    const name = String(request.params.app);
    demandApp(context, name);
    await orPage(context, { request, response, name }, () =>
      finish(context, { request, response, name }),
    );
  });
}

interface Visit {
  readonly request: Request;
  readonly response: Response;
  /** The connector's id. */
  readonly name: string;
}

/** Sends on whoever came by themselves; asks whoever was invited whether they know by whom. */
async function open(context: ServerContext, visit: Visit): Promise<void> {
  const { response, name } = visit;
  const invitation = await invitationOf(context, visit);
  if (!invitation) {
    response.set("cache-control", "no-store").redirect(302, await begin(context, visit));
    return;
  }
  const { name: company } = await context.tenant(invitation.tenant);
  response.cookie(ASKED, invitation.digest, {
    ...cookieFor(context, name),
    ...{ sameSite: "strict", maxAge: COOKIE_AGE * 1_000 },
  });
  sendPlainPage(response, confirmPage(company, pageOf(context, visit)));
}

/** Sends on whoever has agreed on our page; a button elsewhere that sends the same is not enough. */
async function confirm(context: ServerContext, visit: Visit): Promise<void> {
  const { request, response, name } = visit;
  const invitation = await invitationOf(context, visit);
  if (!invitation || cookieIn(request, ASKED) !== invitation.digest) throw badState();
  response.clearCookie(ASKED, { ...cookieFor(context, name), sameSite: "strict" });
  const url = await begin(context, visit, invitation);
  // Browsers hold a form to where it may lead, and a vendor leads on to hosts of its own: this is a way without one.
  response.set("refresh", `0; url=${url}`);
  sendPlainPage(response, onwardPage(url, pageOf(context, visit)));
}

async function invitationOf(
  context: ServerContext,
  { request, name }: Visit,
): Promise<Invitation | undefined> {
  const { invite: invitation } = request.query;
  if (invitation === undefined) return undefined;
  return readInvitation(context, { invitation: String(invitation), connector: name });
}

/** Begins an installation, and gives where the browser goes. */
async function begin(
  context: ServerContext,
  { response, name }: Visit,
  invitation?: Invitation,
): Promise<string> {
  const redirectUri = callbackUrl(context, name);
  const { url, state } = await beginInstall(context, { connector: name, redirectUri, invitation });
  response.cookie(COOKIE, state, { ...cookieFor(context, name), maxAge: COOKIE_AGE * 1_000 });
  return url;
}

async function finish(context: ServerContext, visit: Visit): Promise<void> {
  const { request, response, name } = visit;
  const { state, code, error, error_description: words } = request.query;
  const sent = cookieIn(request, COOKIE);
  // Once, whatever comes of it.
  response.clearCookie(COOKIE, cookieFor(context, name));
  if (typeof state !== "string" || sent === undefined || sent !== state) throw badState();
  if (typeof error === "string") {
    const said = typeof words === "string" ? `${error}: ${words}` : error;
    sendPlainPage(response.status(400), failedPage(declined(error), pageOf(context, visit, said)));
    return;
  }
  if (typeof code !== "string" || code === "") throw badState();
  const installed = await finishInstall(context, { connector: name, state, code });
  context.ring(installed.tenant.id, "read");
  context.log.info("An account was connected.", {
    ...{ tenant: installed.tenant.id, connector: name, connection: installed.connection },
  });
  sendPlainPage(response, connectedPage(installed, pageOf(context, visit)));
}

/** Vendors say so where somebody chose not to agree (RFC 6749, 4.1.2.1). */
function declined(error: string): "declined" | "vendor" {
  return error === "access_denied" ? "declined" : "vendor";
}

function badState(): AppError {
  return new AppError("bad-state", "The browser is not the one that was sent.");
}

/** Whoever installs has a browser: what went wrong is told on a page of their language. */
async function orPage(
  context: ServerContext,
  visit: Visit,
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    const { response, name } = visit;
    if (error instanceof AppError) {
      context.log.warn("An app could not be installed.", {
        connector: name,
        reason: error.message,
      });
      const status = error.code.startsWith("other-") ? 409 : 400;
      sendPlainPage(response.status(status), failedPage(error.code, pageOf(context, visit)));
      return;
    }
    if (!ConnectorError.isInstance(error)) throw error;
    context.log.warn("An app could not be installed.", {
      ...{ connector: name, kind: error.kind, reason: error.message },
    });
    sendPlainPage(
      response.status(502),
      failedPage("vendor", pageOf(context, visit, error.message)),
    );
  }
}

function pageOf(context: ServerContext, { request, name }: Visit, said?: string) {
  const connector = context.connectors.find(({ manifest }) => manifest.id === name);
  const language: PageLanguage = request.acceptsLanguages("sv", "en") === "sv" ? "sv" : "en";
  return {
    language,
    vendor: connector?.manifest.title[language] ?? name,
    // Whoever was invited begins with the invitation, or would connect another company than they mean to.
    ...(!isInvited(request) && { again: new URL(`/apps/${name}/install`, context.publicUrl).href }),
    ...(said !== undefined && { said }),
  };
}

/** The state begins with the number of the tenant that invited, or with 0. */
function isInvited({ query: { invite, state } }: Request): boolean {
  return invite !== undefined || (typeof state === "string" && !state.startsWith("0."));
}

/** Where the vendor sends browsers back to: what is told at the vendor must be the same to the letter. */
export function callbackUrl({ publicUrl }: ServerContext, connector: string): string {
  return new URL(`/apps/${connector}/callback`, publicUrl).href;
}

function cookieFor({ publicUrl }: ServerContext, connector: string) {
  const secure = publicUrl.startsWith("https:");
  return { httpOnly: true, sameSite: "lax", secure, path: `/apps/${connector}/` } as const;
}

function cookieIn({ headers }: Request, name: string): string | undefined {
  const pairs = (headers.cookie ?? "").split(";").map((each) => each.trim());
  const found = pairs.find((each) => each.startsWith(`${name}=`));
  return found?.slice(name.length + 1);
}
