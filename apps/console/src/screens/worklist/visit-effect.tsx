import { Button, Group, NumberInput, Stack, Text, TextInput } from "@mantine/core";
import { type FormEvent, useMemo, useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Chart } from "../../parts/chart.tsx";
import { Figure } from "../../parts/figure.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

type Effect = Answer<"getVisitEffect">;

const KINDS = ["zeroVisits", "enquiries", "orders"] as const;
const DAYS = 90;

/** What visits led to before the worklist came into use and after it (B-07). */
export function VisitEffect() {
  const t = useWords(words);
  const [form, setForm] = useState({ since: "", within: DAYS });
  const [asked, setAsked] = useState<typeof form>();
  const query = asked ?? form;
  const { data, error, isFetching } = useAsk(
    "getVisitEffect",
    { query: { ...query, days: DAYS } },
    { when: asked !== undefined },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setAsked(form);
  };
  return (
    <Stack gap="md">
      <Section title={t("effect")} lead={t("effectLead", { days: DAYS })}>
        <form onSubmit={submit} noValidate>
          <Group align="flex-end">
            <TextInput
              label={t("since")}
              type="date"
              value={form.since}
              onChange={(event) => setForm({ ...form, since: event.currentTarget.value })}
            />
            <NumberInput
              label={t("within")}
              min={1}
              max={365}
              allowDecimal={false}
              value={form.within}
              onChange={(next) => setForm({ ...form, within: Number(next) || DAYS })}
            />
            <Button type="submit" loading={isFetching} disabled={form.since === ""}>
              {t("count")}
            </Button>
          </Group>
          <ProblemNote error={error} />
        </form>
      </Section>
      {data && <Result effect={data} />}
    </Stack>
  );
}

function Result({ effect }: { readonly effect: Effect }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { count, share, day } = useFormat();
  const { before, after } = effect;
  const [first, second] = [t("before"), t("after")];
  const names = KINDS.map((kind) => t(kind));
  const option = useMemo(() => {
    const bar = (name: string, { shares }: Effect["before"]) => ({
      ...{ name, type: "bar" as const },
      data: KINDS.map((kind) => Math.round((shares?.[kind] ?? 0) * 1_000) / 10),
    });
    return {
      tooltip: { trigger: "axis" as const },
      legend: { top: 0 },
      grid: { left: 48, right: 16, top: 36, bottom: 32 },
      xAxis: { type: "category" as const, data: names },
      yAxis: { type: "value" as const, axisLabel: { formatter: "{value} %" } },
      series: [bar(first, before), { ...bar(second, after), itemStyle: { decal: DECAL } }],
    };
  }, [before, after, first, second, names]);
  const written = ({ shares, ...counts }: Effect["before"], kind: (typeof KINDS)[number]) =>
    shares === null ? "–" : `${share(shares[kind])} (${count(counts[kind])})`;
  const table = {
    head: [t("ledTo"), first, second],
    rows: KINDS.map((kind, index) => [
      names[index] ?? "",
      written(before, kind),
      written(after, kind),
    ]),
  };
  const span = ({ from, to }: Effect["before"]) => `${day(from)} – ${day(to)}`;
  return (
    <Stack gap="md" aria-live="polite">
      <Text fw={600}>{effect.sentence[locale]}</Text>
      <Group gap="xl">
        <Figure
          name={`${first}: ${span(before)}`}
          value={count(before.visits)}
          of="VisitPeriod.visits"
        />
        <Figure
          name={`${second}: ${span(after)}`}
          value={count(after.visits)}
          of="VisitPeriod.visits"
        />
      </Group>
      {(before.shares || after.shares) && (
        <Chart name={t("effect")} option={option} table={table} height={260} />
      )}
    </Stack>
  );
}

const DECAL = { dashArrayX: [1, 0], dashArrayY: [3, 4], rotation: 0.8 };
