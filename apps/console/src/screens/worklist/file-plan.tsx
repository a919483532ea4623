import { FileInput } from "@mantine/core";
import { useState } from "react";
import { useWords } from "../../app/language/words.ts";
import { readVisits, type Visit, type VisitsRead } from "./read-visits.ts";
import { words } from "./words.ts";

/** Takes a file of planned visits and gives what it has; what is wrong with it is told with its place. */
export function FilePlan(props: {
  readonly onRead: (visits: readonly Visit[] | undefined) => void;
}) {
  const t = useWords(words);
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<VisitsRead>();
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    const now = chosen ? readVisits(await chosen.text()) : undefined;
    setRead(now);
    props.onRead(now && "visits" in now ? now.visits : undefined);
  };
  return (
    <FileInput
      label={t("file")}
      description={t("fileHelp")}
      placeholder={t("choose")}
      accept=".csv,.txt,text/csv"
      value={file}
      error={wrongFile(read, t)}
      onChange={(chosen) => void choose(chosen)}
      clearable
      styles={{ placeholder: { color: "var(--mantine-color-dark-4)" } }}
      clearButtonProps={{ "aria-label": t("remove") }}
    />
  );
}

function wrongFile(
  read: VisitsRead | undefined,
  t: ReturnType<typeof useWords<keyof (typeof words)["sv"] & string>>,
): string | undefined {
  if (read === undefined || "visits" in read) return undefined;
  if ("columns" in read) return t("noColumns", { columns: read.columns.join(", ") });
  return t("badRow", { line: read.line });
}
