import type { Consent, Signal } from "@perennial/contract";
import { applySignals } from "@perennial/runtime";
import { asTenant } from "@perennial/store";
import express, { type Express, type Response } from "express";
import type { ServerContext } from "../server-context.ts";
import type { Unsubscriber } from "../setup/unsubscribe-links.ts";
import { sendPlainPage } from "./plain-page.ts";

const ASK = "Vill du sluta få vår reklam med e-post? / Stop our marketing e-mails?";
const DONE =
  "Klart. Du får ingen mer reklam med e-post. / Done. You get no more marketing e-mails.";
const WRONG =
  "Länken stämmer inte. Öppna den igen från mejlet. / The link is not right. Open it again from the e-mail.";

/** The page that ends marketing by e-mail: a button for people, and the one-click request of RFC 8058. */
export function bindUnsubscribe(app: Express, context: ServerContext): void {
  const path = "/unsubscribe/:token";
  app.get(path, (request, response) => {
    const found = context.unsubscribing.read(request.params.token);
    // Only asks: what reads mail for people follows links as well.
    if (found) sendPage(response, ASK, "ask");
    else sendPage(response.status(404), WRONG);
  });
  app.post(path, express.urlencoded({ extended: false }), async (request, response) => {
    const found = context.unsubscribing.read(String(request.params.token));
    if (!found) return sendPage(response.status(404), WRONG);
    await endMarketing(context, found);
    sendPage(response, DONE);
  });
}

async function endMarketing(
  context: ServerContext,
  { tenant, customerId }: Unsubscriber,
): Promise<void> {
  const at = context.clock.now();
  const consent: Consent = {
    ...{ customerId, channel: "email", purpose: "marketing", state: "withdrawn", at },
    ...{ source: "unsubscribe-link", legalBasis: "consent", proof: "one-click" },
  };
  const id = `unsubscribe:${customerId}:${at}`;
  const signals: readonly Signal[] = [{ id, at, type: "consent.changed", consent }];
  const of = await context.tenant(tenant);
  await asTenant(context.db, tenant, (tx) => applySignals(context, tx, { tenant: of, signals }));
  context.ring(tenant);
}

function sendPage(response: Response, title: string, ask?: "ask"): void {
  const button = ask ? { button: "Ja, avsluta / Yes, stop" } : {};
  sendPlainPage(response, { language: "sv", title, ...button });
}
