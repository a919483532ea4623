import {
  type Connector,
  Manifest,
  PAGE_TABLES,
  type PageRow,
  type PageTable,
  type PageValues,
  type PageWrite,
  type Session,
} from "@perennial/contract";
import { z } from "zod";

/** Where the system in memory keeps agreements, and a secret that must survive a choice. */
const Settings = z.strictObject({
  token: z.string().meta({ secret: true }),
  agreements: z.enum(["None", "Contract"]).default("None"),
});

/** A system in memory whose people choose on a page of ours. */
export interface TestPage {
  readonly connector: Connector;
  readonly settings: Readonly<Record<string, unknown>>;
  /** The rows as its people see them, by table and key such as `rule renewal`; nothing before the page is there. */
  rows: Map<string, PageRow> | undefined;
  /** Somebody chooses and saves: the next revision. */
  choose(table: PageTable, key: string, values: PageValues, by?: string): void;
  /** The values that stand on the page. */
  values(table: PageTable, key: string): PageValues | undefined;
  /** What was written last, as `table key: fields`. */
  readonly written: string[];
  /** Called before each write. */
  beforeWrite: () => void;
}

/** Makes the system. */
export function testPage(id: string): TestPage {
  const name = ({ table, key }: Pick<PageRow, "table" | "key">) => `${table} ${key}`;
  const write = ({ row, table, key, values, answer }: PageWrite) => {
    const before = page.rows?.get(name({ table, key }));
    const isSaved = row !== undefined && before?.mark !== row.mark;
    const state = before ?? { revision: 0, appliedRevision: 0, problem: null, by: null, mark: "0" };
    page.rows?.set(name({ table, key }), {
      ...{ ...state, table, key, mark: `${Number(state.mark) + 1}` },
      values: { ...before?.values, ...(isSaved ? {} : values) },
      ...(answer && { appliedRevision: answer.revision, problem: answer.problem }),
    });
    page.written.push(`${table} ${key}: ${Object.keys(values).sort().join(" ")}`);
  };
  const session: Session = {
    check: async () => undefined,
    perform: async () => [],
    close: async () => undefined,
    settingsPage: {
      read: async () => page.rows && [...page.rows.values()],
      async write({ rows, gone }) {
        page.beforeWrite();
        page.written.length = 0;
        for (const each of rows) write(each);
        for (const each of gone) page.rows?.delete(name(each));
      },
    },
  };
  const connector: Connector<z.output<typeof Settings>> = {
    manifest: Manifest.parse({
      ...{ contractVersion: 1, id, title: { sv: "Sidan", en: "The page" }, auth: "token" },
      ...{ commands: [], capabilities: ["changes.read"], signals: ["customer.changed"] },
      vendorApi: { version: "1", documentation: "https://page.example/docs" },
    }),
    settings: Settings,
    settingsPage: {
      shown: ({ agreements }) => ({ agreementSource: agreements }),
      chosen(_settings, { agreementSource }) {
        const parsed = Settings.shape.agreements.safeParse(agreementSource);
        if (parsed.success) return { changes: { agreements: parsed.data } };
        return { problem: { sv: "Finns inte.", en: "There is none." } };
      },
    },
    open: async () => session,
  };
  const page: TestPage = {
    ...{ connector: connector as Connector, settings: { token: "page-token-1" }, rows: undefined },
    choose(table, key, values, by) {
      const row = page.rows?.get(`${table} ${key}`);
      if (!row) throw new Error(`there is no row ${table} ${key}`);
      const wrong = Object.keys(values).find((each) => !isChosen(table, each));
      if (wrong !== undefined) throw new Error(`nobody may choose ${wrong}`);
      page.rows?.set(`${table} ${key}`, {
        ...{
          ...row,
          revision: row.revision + 1,
          by: by ?? row.by,
          mark: `${Number(row.mark) + 1}`,
        },
        values: { ...row.values, ...values },
      });
    },
    values: (table, key) => page.rows?.get(`${table} ${key}`)?.values,
    written: [],
    beforeWrite: () => undefined,
  };
  return page;
}

function isChosen(table: PageTable, name: string): boolean {
  const chosen: readonly string[] = PAGE_TABLES[table].chosen;
  return chosen.includes(name);
}
