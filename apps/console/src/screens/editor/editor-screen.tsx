import { Button } from "@mantine/core";
import { Link, useParams } from "@tanstack/react-router";
import { useEffect, useState } from "react";
import { useWords } from "../../app/language/words.ts";
import { Loading } from "../../parts/loading.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Editor } from "./editor.tsx";
import { type OpenProgram, useOpenProgram } from "./use-open-program.ts";
import { words } from "./words.ts";

interface Opened {
  readonly id: string;
  readonly program: OpenProgram;
  /** How often it has been opened anew. */
  readonly times: number;
}

/** A program being changed: the process sheet as forms beside its flow, and the file they are (P-01, P-02). */
export function EditorScreen() {
  const { id = "" } = useParams({ strict: false });
  const opening = useOpenProgram(id);
  const [opened, setOpened] = useState<Opened>();
  const t = useWords(words);
  const { program } = opening;
  // What is opened stays: a later answer of the server must not replace what somebody is writing.
  useEffect(() => {
    if (program && opened?.id !== id) setOpened({ id, program, times: 0 });
  }, [program, opened, id]);
  if (opened !== undefined && opened.id === id) {
    const reopen = (next: OpenProgram) =>
      setOpened((before) => ({ id, program: next, times: (before?.times ?? 0) + 1 }));
    return <Editor key={`${id} ${opened.times}`} id={id} opened={opened.program} reopen={reopen} />;
  }
  return (
    <Screen
      title={t("title", { name: id })}
      actions={
        <Button
          variant="default"
          renderRoot={(props) => <Link to="/programs/$id" params={{ id }} {...props} />}
        >
          {t("toProgram")}
        </Button>
      }
    >
      {opening.error ? (
        <ProblemNote error={opening.error} again={opening.again} />
      ) : (
        <Loading rows={8} />
      )}
    </Screen>
  );
}
