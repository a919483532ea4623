import { once } from "node:events";
import type { Log } from "@perennial/contract";
import type { Response } from "express";
import { localeOf } from "./language.ts";
import { HttpProblem } from "./problem.ts";

/**
 * Sends values as lines of JSON while they come, no faster than they are read; a failure on the way is the last
 * line. When nobody listens any more, no more values are asked for.
 */
export async function sendLines(
  response: Response,
  values: AsyncIterable<unknown>,
  log: Log,
): Promise<void> {
  try {
    for await (const value of values) {
      if (response.destroyed) return;
      if (!response.headersSent) response.type("application/x-ndjson");
      if (!response.write(line(value))) await drained(response);
    }
  } catch (error) {
    if (!response.headersSent) throw error;
    response.write(line(interruption(error, log).toBody("", localeOf(response.req))));
  }
  if (!response.headersSent) response.type("application/x-ndjson");
  response.end();
}

function line(value: unknown): string {
  return `${JSON.stringify(value)}\n`;
}

function interruption(error: unknown, log: Log): HttpProblem {
  if (error instanceof HttpProblem) {
    return new HttpProblem(error.status, "Interrupted", error.detail, error.problems);
  }
  const reason = error instanceof Error ? (error.stack ?? error.message) : String(error);
  log.error("An answer of many lines broke off.", { reason });
  return new HttpProblem(500, "Interrupted", {
    sv: "Servern stötte på ett fel på vägen. Orsaken står i dess logg.",
    en: "The server failed on the way; its log says why.",
  });
}

/** Resolves when the other side has read what was sent, or is gone. */
async function drained(response: Response): Promise<void> {
  const over = new AbortController();
  const { signal } = over;
  const events = [once(response, "drain", { signal }), once(response, "close", { signal })];
  try {
    await Promise.race(events);
  } finally {
    over.abort();
    await Promise.allSettled(events);
  }
}
