import type { SmsProgress, SmsRecord } from "./sms-record.ts";
import { viewSms } from "./sms-record.ts";

const PAGE = 100;
const MOMENT = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.(\d{1,6}))?Z?$/;

/** Every SMS there is, in order of creation, found by id or by time without looking at the others. */
export class SmsHistory {
  #records: SmsRecord[] = [];
  readonly #byId = new Map<string, SmsRecord>();
  readonly #progress = new Map<string, SmsProgress>();

  get lastCreated(): string {
    return this.#records.at(-1)?.created ?? "";
  }

  /** Takes a record created after all others; one that it has already is ignored. */
  add(record: SmsRecord): boolean {
    if (this.#byId.has(record.id)) return false;
    this.#records.push(record);
    this.#byId.set(record.id, record);
    return true;
  }

  find(id: string): SmsRecord | undefined {
    return this.#byId.get(id);
  }

  progressOf(id: string): SmsProgress | undefined {
    return this.#progress.get(id);
  }

  setProgress(id: string, progress: SmsProgress): void {
    this.#progress.set(id, progress);
  }

  /** The records and how far they have come, oldest first; all, or as many of the newest. */
  list(newest = this.#records.length): { record: SmsRecord; progress: SmsProgress | undefined }[] {
    return this.#records
      .slice(Math.max(0, this.#records.length - newest))
      .map((record) => ({ record, progress: this.#progress.get(record.id) }));
  }

  clear(): void {
    this.#records = [];
    this.#byId.clear();
    this.#progress.clear();
  }

  /**
   * A page of the history, newest first (https://46elks.com/docs/sms-history): `start` is the newest
   * moment wanted, `end` the oldest, `next` the `start` of the following page. A wrong parameter gives its name.
   */
  page(query: URLSearchParams): { data: object[]; next?: string } | { wrong: string } {
    const start = readMoment(query.get("start"), "start");
    const end = readMoment(query.get("end"), "end");
    const limit = readLimit(query.get("limit"));
    if (start === WRONG) return { wrong: "start" };
    if (end === WRONG) return { wrong: "end" };
    if (limit === WRONG) return { wrong: "limit" };
    const to = query.get("to");
    const data: object[] = [];
    for (let index = this.#lastUpTo(start); index >= 0; index -= 1) {
      const record = this.#records[index];
      if (record === undefined || (end !== undefined && record.created < end)) break;
      if (to !== null && record.to !== to) continue;
      if (data.length === limit) return { data, next: record.created };
      data.push(viewSms(record, this.#progress.get(record.id)));
    }
    return { data };
  }

  /** The index of the newest record not after a moment, by halving. */
  #lastUpTo(moment: string | undefined): number {
    let low = 0;
    let high = this.#records.length;
    if (moment === undefined) return high - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((this.#records[middle]?.created ?? "") <= moment) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }
}

const WRONG = Symbol("wrong");

function readMoment(text: string | null, edge: "start" | "end"): string | undefined | typeof WRONG {
  if (text === null || text === "") return undefined;
  const match = MOMENT.exec(text);
  if (match === null) return WRONG;
  // A coarser moment stands for its last microsecond as `start`, for its first as `end`.
  return `${text.slice(0, 19)}.${(match[1] ?? "").padEnd(6, edge === "start" ? "9" : "0")}`;
}

function readLimit(text: string | null): number | typeof WRONG {
  if (text === null || text === "") return PAGE;
  return /^[1-9]\d*$/.test(text) ? Math.min(Number(text), PAGE) : WRONG;
}
