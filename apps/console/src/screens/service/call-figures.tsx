import { Group } from "@mantine/core";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import type { ServiceReport } from "./service-screen.tsx";
import { useLength } from "./use-length.ts";
import { words } from "./words.ts";

/** The calls of all teams together, each figure with what it was before (L-21, L-22, L-24). */
export function CallFigures({ report }: { readonly report: ServiceReport }) {
  const t = useWords(words);
  const { count, share, decimal, money } = useFormat();
  const length = useLength();
  const { calls, callsBefore, currency } = report;
  const was = (value: string | null) => (value === null ? t("nothingBefore") : t("was", { value }));
  const shown = <T,>(value: T | null, write: (value: T) => string) =>
    value === null ? null : write(value);
  if (calls.calls === 0) {
    return (
      <Section title={t("calls")}>
        <Nothing title={t("noCalls")}>{t("noCallsMeans")}</Nothing>
      </Section>
    );
  }
  return (
    <Section title={t("calls")} lead={t("callsLead")}>
      <Group gap="xl" align="flex-start">
        <Figure
          name={t("number")}
          value={count(calls.calls)}
          of="ServiceReport.calls.calls"
          note={was(count(callsBefore.calls))}
        />
        <Figure
          name={t("unregistered")}
          value={shown(calls.unregisteredShare, share) ?? "–"}
          of="ServiceReport.calls.unregisteredShare"
          note={was(shown(callsBefore.unregisteredShare, share))}
        />
        <Figure
          name={t("transfers")}
          value={shown(calls.transfersPerCall, (value) => decimal(value, 2)) ?? "–"}
          of="ServiceReport.calls.transfersPerCall"
          note={was(shown(callsBefore.transfersPerCall, (value) => decimal(value, 2)))}
        />
        <Figure
          name={t("withoutNote")}
          value={count(calls.withoutNote)}
          of="ServiceReport.calls.withoutNote"
          note={was(count(callsBefore.withoutNote))}
        />
        <Figure
          name={t("waited")}
          value={length(calls.waited)}
          of="ServiceReport.calls.waited"
          note={was(shown(callsBefore.waited, length))}
        />
        <Figure
          name={t("talked")}
          value={length(calls.talked)}
          of="ServiceReport.calls.talked"
          note={was(shown(callsBefore.talked, length))}
        />
        <Figure
          name={t("sold")}
          value={money(calls.sold, currency)}
          of="ServiceReport.calls.sold"
          note={was(money(callsBefore.sold, currency))}
        />
      </Group>
    </Section>
  );
}
