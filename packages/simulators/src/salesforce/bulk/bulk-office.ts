import type { Clock } from "@perennial/contract";
import { RollingLimit } from "../../rate/rolling-limit.ts";
import type { Beat } from "../../simulator.ts";
import { Agenda, agendaBeat } from "../../time/agenda.ts";
import { plusSeconds, toMillis } from "../../time/instant.ts";
import { scopeOf } from "../api/call.ts";
import { recordId } from "../record/record-id.ts";
import { runQuery } from "../soql/run-query.ts";
import { SoqlError } from "../soql/soql-error.ts";
import type { BulkJob, QueryJob } from "./bulk-job.ts";
import { ingest } from "./ingest.ts";

const DAY_MS = 86_400_000;
/**
 * Jobs that read in 24 hours, and how long results are kept (Salesforce Developer Limits and Allocations Quick
 * Reference).
 */
const MOST_QUERIES = 10_000;
const KEPT_MS = 7 * DAY_MS;

/** The bulk jobs of one org, and when they are worked on. */
export class BulkOffice {
  /** How long a job waits, in seconds of the clock. */
  waitSeconds = 0;
  /** What the next jobs that read end with, each one, such as a statement that takes too long. */
  readonly failures: string[] = [];
  /** The most bytes of a job's rows, which Salesforce counts as base64. */
  mostBytes = 100 * 1024 * 1024;
  readonly queries = new RollingLimit(MOST_QUERIES, DAY_MS);
  readonly beat: Beat;
  readonly #clock: Clock;
  readonly #pod: string;
  readonly #jobs = new Map<string, BulkJob>();
  readonly #agenda = new Agenda<string>();
  #made = 0;

  constructor(clock: Clock, pod: string) {
    this.#clock = clock;
    this.#pod = pod;
    this.beat = agendaBeat(this.#agenda, (id) => this.#work(id));
  }

  get jobs(): readonly BulkJob[] {
    return [...this.#jobs.values()];
  }

  nextId(): string {
    this.#made += 1;
    return recordId("750", this.#pod, this.#made);
  }

  add(job: BulkJob): void {
    this.#jobs.set(job.id, job);
  }

  remove(id: string): void {
    this.#jobs.delete(id);
  }

  /** The job of an id, worked on as far as it is by now. */
  find(id: string): BulkJob | undefined {
    const now = this.#clock.now();
    while ((this.#agenda.nextDue() ?? "9") <= now)
      for (const { what } of this.#agenda.takeEarliest()) this.#work(what);
    const job = this.#jobs.get(id);
    if (job === undefined || toMillis(now) - job.createdMs < KEPT_MS) return job;
    this.#jobs.delete(id);
    return undefined;
  }

  /** Puts a job in line. */
  enqueue(job: BulkJob): void {
    job.state = "UploadComplete";
    this.#agenda.add(plusSeconds(this.#clock.now(), this.waitSeconds), job.id);
  }

  #work(id: string): void {
    const job = this.#jobs.get(id);
    if (job?.state !== "UploadComplete") return;
    if (job.kind === "ingest") ingest(job);
    else read(job, toMillis(this.#clock.now()), this.failures.shift());
  }
}

function read(job: QueryJob, nowMs: number, failure: string | undefined): void {
  const { call, soql, operation } = job;
  if (failure !== undefined) {
    job.state = "Failed";
    job.errorMessage = failure;
    return;
  }
  try {
    const scope = scopeOf({ ...call, nowMs }, operation === "queryAll");
    job.result = runQuery(soql, scope, call.version);
    job.state = "JobComplete";
  } catch (error) {
    if (!(error instanceof SoqlError)) throw error;
    job.state = "Failed";
    job.errorMessage = `${error.errorCode}: ${error.message}`;
  }
}
