import { existsSync } from "node:fs";
import { join } from "node:path";
import { CONSOLE_PATH } from "@perennial/console";
import compression from "compression";
import express, { type Express, type RequestHandler } from "express";
import type { ServerContext } from "../server-context.ts";
import { frameAncestorsOf } from "./apps/frame-ancestors.ts";
import { HttpProblem } from "./problem.ts";

/** A year: a built file's name changes with what is in it. */
const KEPT_SECONDS = 365 * 24 * 3600;

/** What the console's pages may load, and who may show them in a frame. */
function policy(ancestors: readonly string[]): string {
  return [
    "default-src 'none'",
    "script-src 'self'",
    // Parts of the console set styles on their elements.
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "connect-src 'self'",
    // Mails are shown in frames of their own, which run nothing.
    "frame-src 'self' blob:",
    "base-uri 'none'",
    "form-action 'none'",
    `frame-ancestors ${ancestors.length === 0 ? "'none'" : ancestors.join(" ")}`,
  ].join("; ");
}

/** The console: its one page at every address below its path, and the files that the page loads. */
export function bindConsole(app: Express, context: ServerContext): void {
  const { consoleFolder } = context;
  const page = join(consoleFolder, "index.html");
  const headers = consoleHeaders(frameAncestorsOf(context));
  app.get("/", (_request, response) => response.redirect(CONSOLE_PATH));
  app.use(CONSOLE_PATH, compression());
  app.use(`${CONSOLE_PATH}assets`, headers, keepFiles(join(consoleFolder, "assets")));
  app.get(`${CONSOLE_PATH}leaf.svg`, headers, (_request, response) => {
    response.sendFile("leaf.svg", { root: consoleFolder });
  });
  app.get([CONSOLE_PATH.slice(0, -1), `${CONSOLE_PATH}{*path}`], headers, (_request, response) => {
    if (!existsSync(page)) throw notBuilt();
    response.set("cache-control", "no-cache").sendFile("index.html", { root: consoleFolder });
  });
}

function consoleHeaders(ancestors: readonly string[]): RequestHandler {
  return (_request, response, next) => {
    response.set("content-security-policy", policy(ancestors));
    // Browsers that know `frame-ancestors` go by it; this one knows one host or none.
    if (ancestors.length > 0) response.removeHeader("x-frame-options");
    next();
  };
}

function keepFiles(folder: string): RequestHandler {
  return express.static(folder, {
    ...{ index: false, redirect: false, maxAge: KEPT_SECONDS * 1000, immutable: true },
  });
}

function notBuilt(): HttpProblem {
  return new HttpProblem(503, "Not built", {
    sv: "Konsolen är inte byggd här. Kör `npm run build` och ladda om sidan. API:et fungerar ändå.",
    en: "The console is not built here. Run `npm run build` and reload the page; the API works without it.",
  });
}
