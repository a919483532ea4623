import { join } from "node:path";
import { type ImportOptions, importFiles, rejectLines } from "../files/import-files.ts";
import { planFiles } from "../mapping/plan-files.ts";
import { readMappingFile } from "../mapping/read-mapping.ts";
import { folderWith } from "./temporary-folder.ts";

/** Files to import, as their texts. */
export interface ImportedTexts {
  readonly customers?: string;
  readonly agreements?: string;
  readonly purchases?: string;
  readonly mapping?: string;
  readonly importedAt?: string;
}

/** Imports texts as files; what is told names them without their folder. */
export async function importTexts(
  { mapping, importedAt = "", ...texts }: ImportedTexts,
  options: Omit<ImportOptions, "plans">,
) {
  const files = Object.entries(texts);
  const folder = await folderWith({
    ...Object.fromEntries(files.map(([kind, text]) => [`${kind}.csv`, text])),
    "mapping.yaml": mapping ?? "",
  });
  const plans = await planFiles({
    files: Object.fromEntries(files.map(([kind]) => [kind, join(folder, `${kind}.csv`)])),
    mapping:
      mapping === undefined ? undefined : await readMappingFile(join(folder, "mapping.yaml")),
    today: "2026-03-01",
    importedAt,
  });
  const told: string[] = [];
  const importing = importFiles({
    ...options,
    plans,
    onReject: (reject) => {
      told.push(...rejectLines(reject).map((line) => line.replace(`${folder}/`, "")));
      options.onReject?.(reject);
    },
  });
  const { totals, rows } = await importing.catch((error: Error) => {
    error.message = error.message.replaceAll(`${folder}/`, "");
    throw error;
  });
  return { totals: Object.fromEntries(totals.entries()), rows: Object.values(rows), told };
}
