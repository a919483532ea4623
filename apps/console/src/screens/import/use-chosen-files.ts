import { useState } from "react";
import {
  type Columns,
  columnsByName,
  headingsOf,
  type Kind,
  type Writing,
} from "./column-mapping.ts";

/** What somebody has chosen to import. */
export interface Chosen {
  readonly files: Readonly<Partial<Record<Kind, File>>>;
  readonly headings: Readonly<Partial<Record<Kind, readonly string[]>>>;
  readonly columns: Readonly<Partial<Record<Kind, Columns>>>;
  readonly writing: Writing;
  /** A mapping of one's own, in place of the columns. */
  readonly ownMapping: string;
  readonly chooseFile: (kind: Kind, file: File | null) => void;
  readonly chooseColumn: (kind: Kind, field: string, column: string | null) => void;
  readonly setWriting: (writing: Writing) => void;
  readonly setOwnMapping: (text: string) => void;
}

/** How much of a file is read for its headings, in bytes. */
const BEGINNING = 64 * 1024;

/** Files and what their columns mean, as somebody chooses them. */
export function useChosenFiles(): Chosen {
  const [files, setFiles] = useState<Chosen["files"]>({});
  const [headings, setHeadings] = useState<Chosen["headings"]>({});
  const [columns, setColumns] = useState<Chosen["columns"]>({});
  const [writing, setWriting] = useState<Writing>({
    ...{ amounts: "comma", swedishPhones: true, consentSource: "" },
  });
  const [ownMapping, setOwnMapping] = useState("");
  const chooseFile = (kind: Kind, file: File | null) => {
    setFiles((before) => withOne(before, kind, file ?? undefined));
    if (file === null) {
      setHeadings((before) => withOne(before, kind, undefined));
      setColumns((before) => withOne(before, kind, undefined));
      return;
    }
    void file
      .slice(0, BEGINNING)
      .text()
      .then((beginning) => {
        const found = headingsOf(beginning);
        setHeadings((before) => withOne(before, kind, found));
        setColumns((before) => withOne(before, kind, columnsByName(kind, found)));
      });
  };
  const chooseColumn = (kind: Kind, field: string, column: string | null) =>
    setColumns((before) => ({
      ...before,
      [kind]: withOne(before[kind] ?? {}, field, column ?? undefined),
    }));
  return {
    ...{ files, headings, columns, writing, ownMapping },
    ...{ chooseFile, chooseColumn, setWriting, setOwnMapping },
  };
}

function withOne<Of extends object>(before: Of, name: string, value: unknown): Of {
  const entries = Object.entries(before).filter(([each]) => each !== name);
  return Object.fromEntries(value === undefined ? entries : [...entries, [name, value]]) as Of;
}
