import { Button, Group, Text } from "@mantine/core";
import type { FoundCustomerView } from "@perennial/api";
import { IconDownload } from "@tabler/icons-react";
import { useEffect, useRef, useState } from "react";
import { call, type Input } from "../../app/api/call.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { session } from "../../app/session/session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { ProgressLine } from "../../parts/progress-line.tsx";
import { csvOf } from "./csv.ts";
import { words } from "./words.ts";

type Body = NonNullable<Input<"findCustomers">["body"]>;

type Export =
  | { readonly kind: "idle" }
  | { readonly kind: "running"; readonly done: number }
  | { readonly kind: "done"; readonly count: number }
  | { readonly kind: "failed"; readonly error: Error };

/** As many as one request gives. */
const PAGE = 500;

/** Downloads all of a list as a file that spreadsheets open; it can be stopped on the way. */
export function ExportButton({ body }: { readonly body: Body }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const [state, setState] = useState<Export>({ kind: "idle" });
  const control = useRef<AbortController | undefined>(undefined);
  useEffect(() => () => control.current?.abort(), []);
  const start = async () => {
    const running = new AbortController();
    control.current = running;
    setState({ kind: "running", done: 0 });
    try {
      const ask = { body, locale, signal: running.signal };
      const rows = await everyRow(ask, (done) => setState({ kind: "running", done }));
      save(csvOf(rows, t), "kunder.csv");
      setState({ kind: "done", count: rows.length });
    } catch (error) {
      if (running.signal.aborted) return setState({ kind: "idle" });
      setState({
        kind: "failed",
        error: error instanceof Error ? error : new Error(String(error)),
      });
    }
  };
  if (state.kind === "running") {
    const stop = () => control.current?.abort();
    return <ProgressLine what={t("exporting")} done={state.done} total={null} cancel={stop} />;
  }
  return (
    <Group gap="xs">
      {state.kind === "done" && (
        <Text size="sm" role="status">
          {t("exported", { count: state.count })}
        </Text>
      )}
      {state.kind === "failed" && <ProblemNote error={state.error} />}
      <Button
        variant="default"
        size="xs"
        leftSection={<IconDownload size={16} />}
        onClick={() => void start()}
      >
        {t("export")}
      </Button>
    </Group>
  );
}

async function everyRow(
  {
    body,
    locale,
    signal,
  }: { readonly body: Body; readonly locale: "sv" | "en"; readonly signal: AbortSignal },
  told: (done: number) => void,
): Promise<readonly FoundCustomerView[]> {
  const rows: FoundCustomerView[] = [];
  for (let after: string | null | undefined; after !== null; ) {
    const query = { locale, limit: PAGE, ...(after && { after }) };
    const page = await session.asking((bearer) =>
      call("findCustomers", { body, query }, { bearer, signal }),
    );
    rows.push(...page.items);
    told(rows.length);
    after = page.next;
  }
  return rows;
}

function save(text: string, name: string): void {
  const url = URL.createObjectURL(new Blob([text], { type: "text/csv;charset=utf-8" }));
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.click();
  URL.revokeObjectURL(url);
}
