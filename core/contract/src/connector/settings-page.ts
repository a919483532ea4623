import type { Instant, LocalizedText } from "../scalar.ts";

/**
 * What a page inside the other side keeps of Perennial's settings, and the names of each table's fields. Those under `chosen` are
 * filled in by people there; `told` by us alone.
 */
export const PAGE_TABLES = {
  /** What holds for the whole company: one row, under `COMPANY_KEY`. */
  company: {
    chosen: [
      ...["locale", "timeZone", "country"],
      ...["weekdayFrom", "weekdayTo", "saturdayFrom", "saturdayTo", "holidayFrom", "holidayTo"],
      ...["capLimit", "capDays", "budgetPerYear", "notify"],
      ...["agreementSource", "agreementObject", "purchaseSource", "logContacts"],
    ],
    told: ["connectionState", "connectionProblem", "readAt", "consoleUrl"],
  },
  /** A program's switch, under the program's id, or one of its settings, under `<program>/<setting>`. */
  rule: {
    chosen: ["value"],
    told: ["label", "program", "kind", "default", "order", "state", "running"],
  },
  /** A tier of the customer club, under its id. */
  tier: {
    chosen: ["from", "benefits"],
    told: ["name", "rank", "basis"],
  },
} as const;
export type PageTable = keyof typeof PAGE_TABLES;

/** The key of the one row that tells of the company. */
export const COMPANY_KEY = "default";

/** What a field of a page holds: a time of day is `08:00`, a moment an `Instant`; null where nothing is filled in. */
export type PageValue = string | number | boolean | null;

/** Fields of a page by our names. */
export type PageValues = Readonly<Record<string, PageValue>>;

/** A row of a page as it stands on the other side. */
export interface PageRow {
  readonly table: PageTable;
  readonly key: string;
  /** Raised by one each time somebody saves; 0 where nobody has. */
  readonly revision: number;
  /** The revision that we have looked at. The row waits while `revision` is higher. */
  readonly appliedRevision: number;
  /** Why that revision could not be taken; null where it was. */
  readonly problem: string | null;
  /** Who wrote it last, as the other side names them; null where it does not say. */
  readonly by: string | null;
  readonly values: PageValues;
  /** The connector's own mark of the row and its state, given back with what is to be written to it. */
  readonly mark: string;
}

/** What is to be written to a row. */
export interface PageWrite {
  readonly table: PageTable;
  readonly key: string;
  /** The row as it was read; without it, it is made. */
  readonly row?: PageRow;
  /** Fields and what they are to hold; what is left out stays. */
  readonly values: PageValues;
  /** What came of the revision that somebody chose. */
  readonly answer?: {
    readonly revision: number;
    readonly at: Instant;
    /** In the language of the company's staff. */
    readonly problem: string | null;
  };
}

/** What an exchange writes. */
export interface PageWriting {
  readonly rows: readonly PageWrite[];
  /** Rows of programs and tiers that are no more. */
  readonly gone: readonly PageRow[];
}

/**
 * The rows behind a page on the other side where its people choose how Perennial works: the page reads and writes them there, with
 * no call to us, and we take what was chosen and tell what is in force (architecture.md, 5).
 */
export interface SettingsPage {
  /** All rows; undefined where the account has not the page. Throws a `ConnectorError`. */
  read(): Promise<readonly PageRow[] | undefined>;
  /**
   * Writes. Values are not written to a row that was saved since it was read: it is left for the next exchange. Throws a
   * `ConnectorError`; what it had written by then stays.
   */
  write(writing: PageWriting): Promise<void>;
}

/** How a page's choices about the connection itself, such as where agreements are kept, meet its settings. Pure. */
export interface PageSources<Settings> {
  /** `agreementSource`, `agreementObject`, `purchaseSource` and `logContacts` as the settings have them. */
  shown(settings: Settings): PageValues;
  /** The fields of the settings that change where these are chosen; words where they cannot be. */
  chosen(
    settings: Settings,
    values: PageValues,
  ): { readonly changes: Partial<Settings> } | { readonly problem: LocalizedText };
}
