import { applySignals } from "@perennial/runtime";
import { asTenant } from "@perennial/store";
import express, { type Express } from "express";
import type { ServerContext } from "../server-context.ts";
import { notFound } from "./problem.ts";

/** The page that ends marketing by e-mail: a button for people, and the one-click request of RFC 8058. */
export function bindUnsubscribe(app: Express, context: ServerContext): void {
  const readOrRefuse = (token: unknown) => {
    const found = context.unsubscribing.read(String(token));
    if (!found) throw notFound("such link");
    return found;
  };
  app.get("/unsubscribe/:token", (request, response) => {
    readOrRefuse(request.params.token);
    response.send(
      page("Vill du sluta få vår reklam med e-post? / Stop our marketing e-mails?", true),
    );
  });
  app.post(
    "/unsubscribe/:token",
    express.urlencoded({ extended: false }),
    async (request, response) => {
      const { tenant, customerId } = readOrRefuse(request.params.token);
      const at = context.clock.now();
      const consent = {
        ...({
          customerId,
          channel: "email",
          purpose: "marketing",
          state: "withdrawn",
          at,
        } as const),
        ...({ source: "unsubscribe-link", legalBasis: "consent", proof: "one-click" } as const),
      };
      const signal = {
        id: `unsubscribe:${customerId}:${at}`,
        at,
        type: "consent.changed",
        consent,
      } as const;
      const found = await context.tenant(tenant);
      await asTenant(context.db, tenant, (tx) =>
        applySignals(context, tx, { tenant: found, signals: [signal] }),
      );
      context.ring(tenant);
      response.send(
        page(
          "Klart. Du får ingen mer reklam med e-post. / Done. You get no more marketing e-mails.",
          false,
        ),
      );
    },
  );
}

function page(text: string, ask: boolean): string {
  const form = ask ? '<form method="post"><button>Ja, avsluta / Yes, stop</button></form>' : "";
  return `<!doctype html><html lang="sv"><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Perennial</title><body><h1>${text}</h1>${form}</body></html>`;
}
