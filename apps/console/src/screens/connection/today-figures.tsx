import { Group } from "@mantine/core";
import type { ConnectionUseView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { words } from "./words.ts";

/** What a connection did today. */
export function TodayFigures({ use }: { readonly use: ConnectionUseView }) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <Group gap="lg" role="group" aria-label={t("today")}>
      <Figure name={t("sent")} value={count(use.sent)} of="ConnectionUse.sent" />
      <Figure name={t("received")} value={count(use.received)} of="ConnectionUse.received" />
      {use.failed > 0 && (
        <Figure name={t("failed")} value={count(use.failed)} of="ConnectionUse.failed" />
      )}
      {use.notUnderstood > 0 && (
        <Figure
          name={t("notUnderstood")}
          value={count(use.notUnderstood)}
          of="ConnectionUse.notUnderstood"
        />
      )}
    </Group>
  );
}
