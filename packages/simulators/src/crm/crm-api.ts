import { createHash, timingSafeEqual } from "node:crypto";
import type { Instant } from "@perennial/contract";
import { signatureFault } from "../courier/signature.ts";
import { type DoorAnswer, type DoorRequest, mediaType } from "../door/door-request.ts";
import type { DoorRefusal, Verdict } from "../door/http-door.ts";
import type { CommandResult, CrmCommands } from "./crm-commands.ts";
import type { CrmRecords } from "./crm-records.ts";

/** What the API needs of the CRM. */
export interface CrmDesk {
  readonly token: string;
  readonly signingSecret: string;
  readonly records: CrmRecords;
  readonly commands: CrmCommands;
  now(): Instant;
  /** Carries out a command that is new, or gives the result of a repeat. */
  perform(id: string, command: unknown): CommandResult;
}

const MOST_COMMANDS = 100;
const PAGE = 100;
const LONGEST_PAGE = 1000;

/**
 * Judges a request to the CRM: `GET /changes` with the bearer token, `POST /commands` signed, and views for
 * people under `/customers` and `/agreements`, where the token may also stand in the query. Refusals are
 * `{ error: { code, message } }`.
 */
export function judgeCrmRequest(request: DoorRequest, desk: CrmDesk): Verdict {
  if (request.path === "/commands") return takeCommands(request, desk);
  const query = new URLSearchParams(request.query);
  const isView = /^\/(?:customers|agreements)(?:\/|$)/.test(request.path);
  if (!isAuthentic(request, desk.token) && !(isView && query.get("token") === desk.token))
    return refusal(401, "unauthorized", "A valid bearer token is required.");
  if (request.method !== "GET") return refusal(405, "method_not_allowed", "Use GET.");
  if (request.path === "/changes") return changes(query, desk);
  const [, kind, id, ...rest] = request.path.split("/");
  if (kind === "customers" && id === undefined) return listCustomers(query, desk);
  if (kind === "customers" && id !== undefined && rest.length === 0) return showCustomer(id, desk);
  if (kind === "agreements" && id !== undefined && rest.length === 0)
    return showAgreement(id, desk);
  return refusal(404, "not_found", "There is nothing at this path.");
}

/** The CRM's form of refusals that come before its own checks. */
export function refuseCrmRequest(why: DoorRefusal): DoorAnswer {
  if (why === "too-many") return refusal(429, "rate_limited", "Too many requests.");
  if (why === "too-long") return refusal(413, "too_large", "The request is too large.");
  return refusal(500, "internal_error", "Something went wrong here.");
}

function takeCommands(request: DoorRequest, desk: CrmDesk): Verdict {
  if (request.method !== "POST") return refusal(405, "method_not_allowed", "Use POST.");
  if (request.headers.authorization !== undefined && !isAuthentic(request, desk.token))
    return refusal(401, "unauthorized", "The bearer token is not valid.");
  const fault = signatureFault(desk.signingSecret, request.headers, request.body, desk.now());
  if (fault !== undefined) return refusal(401, "bad_signature", `${fault}.`);
  if (mediaType(request) !== "application/json")
    return refusal(415, "unsupported_media_type", "Send application/json.");
  const commands = readCommands(request.body);
  if (typeof commands === "string") return refusal(400, "invalid_request", commands);
  return {
    accept: () => {
      const results = commands.map(({ id, command }) => desk.perform(id, command));
      return { status: 200, body: { results } };
    },
  };
}

function readCommands(body: string): { id: string; command: object }[] | string {
  let value: unknown;
  try {
    value = JSON.parse(body);
  } catch {
    return "The body is not JSON.";
  }
  const list =
    typeof value === "object" && value !== null && "commands" in value ? value.commands : undefined;
  if (!Array.isArray(list) || list.length === 0)
    return "commands must be a list with at least one.";
  if (list.length > MOST_COMMANDS) return `commands may have at most ${MOST_COMMANDS} entries.`;
  const read: { id: string; command: object }[] = [];
  for (const command of list) {
    if (typeof command !== "object" || command === null || typeof command.id !== "string")
      return "Every command must be an object with an id.";
    read.push({ id: command.id, command });
  }
  return read;
}

function changes(query: URLSearchParams, desk: CrmDesk): DoorAnswer {
  const limit = Number(query.get("limit") ?? PAGE);
  if (!Number.isInteger(limit) || limit < 1 || limit > LONGEST_PAGE)
    return refusal(400, "invalid_limit", `limit must be from 1 to ${LONGEST_PAGE}.`);
  const page = desk.records.feed.page(query.get("cursor") ?? undefined, limit);
  if (page === undefined) return refusal(400, "invalid_cursor", "This cursor was never given.");
  return { status: 200, body: page };
}

function listCustomers(query: URLSearchParams, desk: CrmDesk): DoorAnswer {
  const offset = Number(query.get("offset") ?? 0);
  const limit = Number(query.get("limit") ?? PAGE);
  if (!Number.isInteger(offset) || offset < 0 || !Number.isInteger(limit) || limit < 1)
    return refusal(400, "invalid_range", "offset and limit must be whole numbers.");
  const all = [...desk.records.customers()];
  const customers = all.slice(offset, offset + Math.min(limit, LONGEST_PAGE));
  return { status: 200, body: { total: all.length, customers } };
}

function showCustomer(id: string, desk: CrmDesk): DoorAnswer {
  const customer = desk.records.customer(id);
  if (customer === undefined) return refusal(404, "not_found", `There is no customer ${id}.`);
  return {
    status: 200,
    body: {
      customer,
      agreements: desk.records.agreementsOf(id),
      purchases: desk.records.purchasesOf(id),
      consents: desk.records.consentsOf(id),
      notes: desk.commands.notesOf(id),
      tasks: desk.commands.tasksOf(id),
    },
  };
}

function showAgreement(id: string, desk: CrmDesk): DoorAnswer {
  const agreement = desk.records.agreement(id);
  if (agreement === undefined) return refusal(404, "not_found", `There is no agreement ${id}.`);
  return { status: 200, body: { agreement } };
}

function isAuthentic(request: DoorRequest, token: string): boolean {
  const hash = (value: string) => createHash("sha256").update(value).digest();
  return timingSafeEqual(hash(request.headers.authorization ?? ""), hash(`Bearer ${token}`));
}

function refusal(status: number, code: string, message: string): DoorAnswer {
  return { status, body: { error: { code, message } } };
}
