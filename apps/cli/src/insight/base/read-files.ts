import type { Currency, LocalDate } from "@perennial/contract";
import {
  type FilePlan,
  type MadeItem,
  type Reject,
  RowReader,
  readMappingFile,
  rejectLines,
} from "@perennial/import";
import type { FileArguments } from "../../commands/open-files.ts";
import { openFiles } from "../../commands/open-files.ts";
import type { Shell } from "../../commands/shell.ts";
import { count } from "../../output/numbers.ts";
import type { Progress } from "../../output/progress.ts";
import { BaseBuilder } from "./base-builder.ts";
import type { InsightBase } from "./insight-base.ts";

/** Which files, and how their days and money are read. */
export interface FilesAsked {
  readonly files: FileArguments;
  /** @default the mapping's, else Europe/Stockholm */
  readonly timeZone?: string | undefined;
  /** @default that of most records */
  readonly currency?: Currency | undefined;
  /** What "today" is in the mapping. */
  readonly today?: LocalDate | undefined;
  /** Whether purchases are kept as they are too. */
  readonly keepsRecords: boolean;
}

const DEFAULT_ZONE = "Europe/Stockholm";
/** Bad rows that are told one by one. */
const MOST_TOLD = 20;

/**
 * Reads files into a base: all of every file, a row that cannot be read told and left out.
 * @throws CliError, CsvError or MappingError where a file or its mapping does not fit.
 */
export async function readFiles(
  { files, timeZone, currency, today, keepsRecords }: FilesAsked,
  shell: Shell,
  progress: Progress,
): Promise<InsightBase> {
  const { mapping: path } = files;
  const mapping = path === undefined ? undefined : await readMappingFile(path);
  const zone = timeZone ?? mapping?.mapping.timeZone ?? DEFAULT_ZONE;
  const asked = { ...files, ...(today !== undefined && { today }) };
  const plans = await openFiles(asked, shell.clock.now());
  const builder = new BaseBuilder(zone, keepsRecords);
  const rejects = new ToldRejects(shell, progress);
  const reader = new RowReader();
  for (const plan of plans) await readFile({ plan, reader, builder, rejects, progress });
  progress.clear();
  rejects.end();
  const sources = plans.map(({ csv }) => csv.path);
  return builder.build({ currency, rejected: rejects.count, sources });
}

interface Reading {
  readonly plan: FilePlan;
  readonly reader: RowReader;
  readonly builder: BaseBuilder;
  readonly rejects: ToldRejects;
  readonly progress: Progress;
}

async function readFile({ plan, reader, builder, rejects, progress }: Reading): Promise<void> {
  const { path, size } = plan.csv;
  let rows = 0;
  for await (const block of reader.read(plan)) {
    for (const item of block.items) addItem(builder, item);
    for (const reject of block.rejects) rejects.add(reject);
    rows += block.rows;
    const share = size === 0 ? 100 : Math.floor((block.bytes / size) * 100);
    progress.tell(() => `${path}: ${count(rows)} rows read (${share} %)`);
  }
}

function addItem(builder: BaseBuilder, { made, maker }: MadeItem): void {
  switch (made.kind) {
    case "customers":
      builder.addCustomer(made.record, maker.fields);
      break;
    case "agreements":
      builder.addAgreement(made.record, maker.fields);
      break;
    case "purchases":
      builder.addPurchase(made.record, maker.fields);
      break;
    default:
    // Consents say what may be sent, and nothing of value.
  }
}

/** Tells the first bad rows one by one, and how many more there were. */
class ToldRejects {
  readonly #shell: Shell;
  readonly #progress: Progress;
  count = 0;

  constructor(shell: Shell, progress: Progress) {
    this.#shell = shell;
    this.#progress = progress;
  }

  add(reject: Reject): void {
    this.count += 1;
    if (this.count > MOST_TOLD) return;
    this.#progress.clear();
    for (const line of rejectLines(reject)) this.#shell.terminal.note(line);
  }

  end(): void {
    if (this.count <= MOST_TOLD) return;
    const more = count(this.count - MOST_TOLD);
    this.#shell.terminal.note(`… and ${more} more; "mapping check" tells them too.`);
  }
}
