import type { Clock } from "@perennial/contract";
import { post } from "../../courier/post.ts";
import { realUrl } from "../../courier/real-url.ts";
import type { Beat } from "../../simulator.ts";
import { SimulatorError } from "../../simulator-error.ts";
import { Agenda, type Appointment, agendaBeat } from "../../time/agenda.ts";
import { plusSeconds, toMillis } from "../../time/instant.ts";
import { momentHeaders, requestHeaders } from "../delivery/signature.ts";
import type { HubspotApp } from "../hubspot-options.ts";

/** How an action of a workflow stands. */
export type RunState = "running" | "blocked" | "succeeded" | "failed-and-goes-on" | "failed";

/** An action of a workflow for one record. */
export interface WorkflowRun {
  readonly callbackId: string;
  readonly action: string;
  state: RunState;
  attempts: number;
  /** What the app answered last; 0 where it could not be reached. */
  status: number;
  outputFields: Readonly<Record<string, unknown>>;
}

/** What a workflow runs an action with. */
export interface WorkflowActionRequest {
  readonly objectId: number;
  /** @default "CONTACT" */
  readonly objectType?: string;
  readonly properties?: Readonly<Record<string, string>>;
  readonly inputFields?: Readonly<Record<string, unknown>>;
  /** @default 192814114 */
  readonly workflowId?: number;
}

/** What asks for the choices of an input. */
export interface OptionsRequest {
  readonly inputFieldName: string;
  readonly inputFields?: Readonly<Record<string, unknown>>;
  readonly search?: string;
  readonly after?: string;
}

interface AgainAttempt {
  readonly callbackId: string;
  readonly body: string;
}

/** What the runs are kept as over a restart. */
export interface RunsSnapshot {
  readonly runs: readonly WorkflowRun[];
  readonly again: readonly Appointment<AgainAttempt>[];
}

// HubSpot does not tell its waits; it goes on for three days.
const RETRY_SECONDS = [60, 300, 1800, 7200, 21_600, 43_200, 86_400, 86_400];
const DEFINITION = 10_646_377;

/** The actions that a portal's workflows run at the app, and how they stand (crm/hubspot.md, 6.5). */
export class WorkflowRuns {
  readonly beat: Beat;
  readonly #portalId: number;
  readonly #desk: { readonly clock: Clock; readonly app: HubspotApp };
  readonly #runs = new Map<string, WorkflowRun>();
  readonly #again = new Agenda<AgainAttempt>();

  constructor(
    portal: { readonly id: number },
    desk: { readonly clock: Clock; readonly app: HubspotApp },
  ) {
    this.#portalId = portal.id;
    this.#desk = desk;
    this.beat = agendaBeat(this.#again, ({ callbackId, body }) => {
      const run = this.#runs.get(callbackId);
      return run === undefined ? undefined : this.#attempt(run, body);
    });
  }

  snapshot(): RunsSnapshot {
    return { runs: [...this.#runs.values()], again: this.#again.list() };
  }

  restore({ runs, again }: RunsSnapshot): void {
    this.#runs.clear();
    for (const run of runs) this.#runs.set(run.callbackId, { ...run });
    this.#again.load(again);
  }

  /** How an action stands. */
  run(callbackId: string): WorkflowRun | undefined {
    return this.#runs.get(callbackId);
  }

  /** Runs an action; what fails on the app's side is tried again by `tick()`. */
  async start(action: string, request: WorkflowActionRequest): Promise<WorkflowRun> {
    const callbackId = `ap-${this.#portalId}-${56_776_413_549 + this.#runs.size}-7-0`;
    const run: WorkflowRun = {
      callbackId,
      action,
      state: "running",
      attempts: 0,
      status: 0,
      outputFields: {},
    };
    this.#runs.set(callbackId, run);
    const { objectId, objectType = "CONTACT", properties = {}, inputFields = {} } = request;
    const body = JSON.stringify({
      callbackId,
      origin: this.#origin(),
      context: { source: "WORKFLOWS", workflowId: request.workflowId ?? 192_814_114 },
      object: { objectId, properties, objectType },
      inputFields,
    });
    await this.#attempt(run, body);
    return run;
  }

  /** Asks the app for the choices of an input; gives its answer as it is. */
  async options(name: string, request: OptionsRequest): Promise<{ status: number; body: unknown }> {
    const { inputFieldName, inputFields = {}, search, after } = request;
    const body = JSON.stringify({
      origin: this.#origin(),
      objectTypeId: "0-1",
      inputFieldName,
      inputFields,
      fetchOptions: { ...(search === undefined ? {} : { q: search }), ...(after && { after }) },
    });
    const answer = await this.#post(name, body);
    if ("failed" in answer) return { status: 0, body: answer.failed };
    return { status: answer.status, body: parsed(answer.body) };
  }

  /** The app says how a blocked action ended; whether there was one. */
  complete(callbackId: string, outputFields: Readonly<Record<string, unknown>>): boolean {
    const run = this.#runs.get(callbackId);
    if (run === undefined || run.state !== "blocked") return false;
    run.outputFields = outputFields;
    run.state = stateOf(outputFields.hs_execution_state);
    return true;
  }

  #origin(): object {
    return {
      portalId: this.#portalId,
      actionDefinitionId: DEFINITION,
      actionDefinitionVersion: 1,
    };
  }

  async #attempt(run: WorkflowRun, body: string): Promise<void> {
    const answer = await this.#post(run.action, body);
    run.attempts += 1;
    run.status = "failed" in answer ? 0 : answer.status;
    if ("failed" in answer || answer.status >= 500) return this.#later(run, { body, waitMs: 0 });
    // Here, unlike elsewhere, the header counts in milliseconds.
    if (answer.status === 429) return this.#later(run, { body, waitMs: answer.retryAfter });
    if (answer.status < 200 || answer.status > 299) {
      run.state = "failed";
      return;
    }
    const fields = outputFields(parsed(answer.body));
    run.outputFields = fields;
    run.state = stateOf(fields.hs_execution_state);
  }

  #later(run: WorkflowRun, { body, waitMs }: { body: string; waitMs: number }): void {
    const planned = RETRY_SECONDS[run.attempts - 1];
    if (planned === undefined) {
      run.state = "failed";
      return;
    }
    const wait = waitMs > 0 ? waitMs / 1000 : planned;
    this.#again.add(plusSeconds(this.#desk.clock.now(), wait), {
      callbackId: run.callbackId,
      body,
    });
  }

  #post(name: string, body: string): ReturnType<typeof post> {
    const { actionsUrl, clientSecret, proxy } = this.#desk.app;
    if (actionsUrl === undefined)
      throw new SimulatorError("The app has no actionsUrl; name one to run workflow actions.");
    const url = `${actionsUrl}/${name}`;
    const request = { method: "POST", url, body };
    const now = toMillis(this.#desk.clock.now());
    const headers = {
      "content-type": "application/json",
      ...requestHeaders(clientSecret, request),
      ...momentHeaders(clientSecret, request, now),
    };
    return post(realUrl(url, proxy), headers, body);
  }
}

function stateOf(state: unknown): RunState {
  if (state === "BLOCK") return "blocked";
  return state === "FAIL_CONTINUE" ? "failed-and-goes-on" : "succeeded";
}

function outputFields(body: unknown): Readonly<Record<string, unknown>> {
  const fields = isObject(body) ? body.outputFields : undefined;
  return isObject(fields) ? fields : {};
}

function parsed(body: string): unknown {
  try {
    return JSON.parse(body);
  } catch {
    return body;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
