import type { Operations } from "@perennial/api";
import type { Locale } from "@perennial/contract";
import {
  CsvError,
  examineFiles,
  type FilePlan,
  ImportError,
  type ImportOutcome,
  importFiles,
  type LoadedMapping,
  MappingError,
  planFiles,
  type Reject,
  RejectedRows,
  readMapping,
  Totals,
} from "@perennial/import";
import { localDateOf } from "@perennial/lifecycle";
import type { z } from "zod";
import type { ServerContext } from "../../server-context.ts";
import type { Handlers } from "../bind.ts";
import { verbatim } from "../language.ts";
import { HttpProblem } from "../problem.ts";
import type { Upload } from "../read-upload.ts";
import { resultView, totalsView } from "./import-view.ts";
import { LineQueue } from "./line-queue.ts";
import { type SpooledFiles, spoolFiles } from "./spool-files.ts";

type Body = z.output<Operations["importRecords"]["body"]>;
type Line = z.input<Operations["importRecords"]["answer"]>;

/** The largest files that are taken in at once, in bytes: some ten million rows. */
const MOST_BYTES = 2 * 1024 ** 3;
/** Lines that wait to be read before the import waits, too. */
const MOST_WAITING = 100;

/** Files of customers, agreements, purchases and consents, taken in. */
export function importHandlers(context: ServerContext): Pick<Handlers, "importRecords"> {
  const underWay = new Set<number>();
  return {
    async *importRecords({ body, caller: { tenant }, upload, audit, locale }) {
      demandSize(body);
      if (!upload)
        throw new HttpProblem(415, "Unsupported content", {
          sv: "Skicka med filerna.",
          en: "Send the files with the request.",
        });
      if (body.keep && underWay.has(tenant)) {
        throw new HttpProblem(409, "Busy", {
          sv: "En import pågår redan. Vänta tills den är klar.",
          en: "An import is under way already; wait until it is done.",
        });
      }
      if (body.keep) underWay.add(tenant);
      try {
        audit({ about: { files: body.files.map(({ name }) => name), keep: body.keep } });
        yield* takeIn(context, { body, tenant, upload, locale });
      } finally {
        if (body.keep) underWay.delete(tenant);
      }
    },
  };
}

interface Asked {
  readonly body: Body;
  readonly tenant: number;
  readonly upload: Upload;
  readonly locale: Locale;
}

async function* takeIn(context: ServerContext, asked: Asked): AsyncGenerator<Line> {
  const mapping = mappingOf(asked.body.mapping, asked.locale);
  const spooled = await spoolFiles(asked.upload, asked.body.files);
  try {
    const plans = await plansOf(context, asked, { mapping, spooled });
    if (!asked.body.keep) {
      yield await lookAt(plans, asked.body);
      return;
    }
    yield* importing(context, asked, plans);
  } catch (error) {
    throw inWords(error, asked.body, spooled);
  } finally {
    await spooled.remove();
  }
}

/** Reads everything and keeps nothing. */
async function lookAt(plans: readonly FilePlan[], body: Body): Promise<Line> {
  const totals = new Totals();
  const examined = await examineFiles(plans);
  for (const { records } of examined) {
    for (const [kind, count] of Object.entries(records)) {
      const known = plans.flatMap(({ makers }) => makers).find((each) => each.kind === kind);
      if (known) totals.add(known.kind, { new: count });
    }
  }
  const failed = examined.reduce((sum, { rejected }) => sum + rejected, 0);
  const first = examined.flatMap(({ rejects }) => rejects);
  const result = resultView({ plans, body, totals, failed, first, examined });
  return { result: { ...result, kept: false } };
}

async function* importing(
  context: ServerContext,
  { body, tenant }: Asked,
  plans: readonly FilePlan[],
): AsyncGenerator<Line> {
  const leave = new AbortController();
  const queue = new LineQueue<Line>(MOST_WAITING);
  const running = runImport(context, { body, tenant, plans, queue, signal: leave.signal }).then(
    () => queue.end(),
    (error: unknown) => queue.end({ error }),
  );
  try {
    yield* queue.lines();
  } finally {
    // Nobody listens any more, or all is done: what is being written is, and nothing after it.
    leave.abort();
    queue.abandon();
    await running;
  }
}

interface Run {
  readonly body: Body;
  readonly tenant: number;
  readonly plans: readonly FilePlan[];
  readonly queue: LineQueue<Line>;
  readonly signal: AbortSignal;
}

const MOST_TOLD = 50;

async function runImport(context: ServerContext, run: Run): Promise<void> {
  const { body, tenant, plans, queue, signal } = run;
  const { db, vault, clock } = context;
  const total = plans.reduce((sum, { csv }) => sum + csv.size, 0);
  const reports = new Map(plans.map((plan) => [plan.csv.path, new Report(plan)]));
  const first: Reject[] = [];
  let failed = 0;
  let before = 0;
  let current = plans[0];
  const outcome: ImportOutcome = await importFiles({
    ...{ db, tenant, plans, vault, clock, signal },
    onReject: (reject) => {
      failed += 1;
      if (first.length < MOST_TOLD) first.push(reject);
      reports.get(reject.file)?.add(reject);
    },
    onProgress: ({ file, rows, bytes, totals }) => {
      if (current && file !== current.csv.path) {
        before += current.csv.size;
        current = plans.find(({ csv }) => csv.path === file);
      }
      const phase = current?.given ?? "customers";
      for (const report of reports.values()) report.tell(queue);
      const progress = { phase, done: before + bytes, total, rows, totals: totalsView(totals) };
      return queue.add({ progress });
    },
  });
  for (const report of reports.values()) report.tell(queue, "last");
  const { totals, rows } = outcome;
  const result = resultView({ plans, body, totals, failed, first, rows });
  queue.add({ result: { ...result, kept: true } });
}

/** The bad rows of one file, told now and then. */
class Report {
  readonly #plan: FilePlan;
  readonly #rows: RejectedRows;
  #waiting = "";
  #isBegun = false;

  constructor(plan: FilePlan) {
    this.#plan = plan;
    this.#rows = new RejectedRows(plan);
  }

  add(reject: Reject): void {
    this.#waiting += this.#rows.add(reject);
  }

  tell(queue: LineQueue<Line>, last?: "last"): void {
    if (last) this.#waiting += this.#rows.finish();
    if (this.#waiting === "") return;
    const head = this.#isBegun ? "" : this.#rows.head;
    queue.add({ rejected: { kind: this.#plan.given, csv: head + this.#waiting } });
    this.#isBegun = true;
    this.#waiting = "";
  }
}

function demandSize({ files }: Body): void {
  const bytes = files.reduce((sum, each) => sum + each.bytes, 0);
  if (bytes <= MOST_BYTES) return;
  throw new HttpProblem(413, "Too large", {
    sv: "Filerna är större än 2 GB tillsammans. Dela upp dem.",
    en: "The files are larger than 2 GB together. Part them.",
  });
}

/** A mapping that was sent as a text. Throws an `HttpProblem` with each mistake and its line. */
function mappingOf(text: string | null, locale: Locale): LoadedMapping | undefined {
  if (text === null) return undefined;
  const { mapping, faults, placeOf } = readMapping(text, locale);
  if (mapping) return { mapping, path: "mapping", placeOf };
  throw new HttpProblem(
    400,
    "Invalid mapping",
    {
      sv: "Kopplingen av kolumner stämmer inte. Varje fel står i listan.",
      en: 'The mapping is not right; see "problems" for each thing.',
    },
    faults.map(({ line, column, message, remedy }) => ({
      place: `mapping:${line}:${column}`,
      message: verbatim(`${message} ${remedy}`),
    })),
  );
}

async function plansOf(
  context: ServerContext,
  { body, tenant, locale }: Asked,
  {
    mapping,
    spooled,
  }: { readonly mapping: LoadedMapping | undefined; readonly spooled: SpooledFiles },
): Promise<readonly FilePlan[]> {
  const { timeZone } = await context.tenant(tenant);
  const importedAt = context.clock.now();
  const today = body.today ?? localDateOf(importedAt, timeZone);
  return planFiles({ files: spooled.paths, mapping, today, importedAt, locale });
}

function isOurs(error: unknown): error is CsvError | MappingError | ImportError {
  return error instanceof CsvError || error instanceof MappingError || error instanceof ImportError;
}

/** What is wrong with files, by the names they have where they came from. */
function inWords(error: unknown, { files }: Body, { paths }: SpooledFiles): unknown {
  if (!isOurs(error)) return error;
  const named = (words: string) =>
    files.reduce(
      (text, { kind, name }) => text.replaceAll(paths[kind] ?? name, name),
      words.replace(
        " Say with --mapping FILE which columns are meant.",
        " Say which columns are meant.",
      ),
    );
  const { sv, en } = error.words;
  return new HttpProblem(400, "Invalid files", { sv: named(sv), en: named(en) });
}
