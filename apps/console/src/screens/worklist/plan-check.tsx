import { Button, FileInput, Group, SimpleGrid, Stack, Table, Text, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../../parts/figure.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { readVisits, type VisitsRead } from "./read-visits.ts";
import { words } from "./words.ts";

type Audit = Answer<"auditVisitPlan">;

/** A rep's planned visits against the worklist, both ways (B-03, B-04). */
export function PlanCheck() {
  const t = useWords(words);
  const audit = useDo("auditVisitPlan");
  const [file, setFile] = useState<File | null>(null);
  const [read, setRead] = useState<VisitsRead>();
  const [asked, setAsked] = useState({ district: "", owner: "", from: "", to: "" });
  const visits = read && "visits" in read ? read.visits : undefined;
  const choose = async (chosen: File | null) => {
    setFile(chosen);
    setRead(chosen ? readVisits(await chosen.text()) : undefined);
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const { district, owner, from, to } = asked;
    const within = { ...(district !== "" && { district }), ...(owner !== "" && { owner }) };
    audit.mutate({ body: { ...within, from, to, visits: [...(visits ?? [])] } });
  };
  const field = (name: keyof typeof asked, type = "text") => (
    <TextInput
      label={t(name)}
      type={type}
      value={asked[name]}
      onChange={(event) => setAsked({ ...asked, [name]: event.currentTarget.value })}
    />
  );
  return (
    <Stack gap="md">
      <Section title={t("plan")} lead={t("planLead")}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }}>
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
              {field("district")}
              {field("owner")}
              {field("from", "date")}
              {field("to", "date")}
            </SimpleGrid>
            <Group>
              <Button
                type="submit"
                loading={audit.isPending}
                disabled={!visits || asked.from === "" || asked.to === ""}
              >
                {t("compare")}
              </Button>
              <Text size="sm" role="status">
                {visits && t("read", { count: visits.length })}
              </Text>
            </Group>
            <ProblemNote error={audit.error} />
          </Stack>
        </form>
      </Section>
      {audit.data && <Result audit={audit.data} />}
    </Stack>
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

function Result({ audit }: { readonly audit: Audit }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { count, share, day } = useFormat();
  const { found, planned, missed, wasted, good, withoutReason, wrongChoiceRate } = audit;
  const rows = missed.map(({ line, insteadOf }) => [
    line.name,
    count(line.score),
    line.whyNow[locale],
    insteadOf?.name ?? "",
  ]);
  const visit = (each: Audit["wasted"][number]) => [each.name, day(each.date), count(each.score)];
  return (
    <Stack gap="md" aria-live="polite">
      <Text fw={600}>{audit.sentence[locale]}</Text>
      <Group gap="xl">
        <Figure name={t("found")} value={count(found)} of="PlanAudit.found" />
        <Figure name={t("planned")} value={count(planned)} of="PlanAudit.planned" />
        <Figure
          name={t("wrongChoice")}
          value={wrongChoiceRate === null ? "–" : share(wrongChoiceRate)}
          of="PlanAudit.wrongChoiceRate"
        />
        <Figure
          name={t("withoutReason")}
          value={count(withoutReason)}
          of="PlanAudit.withoutReason"
        />
      </Group>
      <Section title={t("missed")} lead={t("missedLead")}>
        <Lines
          name={t("missed")}
          head={[t("company"), t("score"), t("whyNow"), t("insteadOf")]}
          rows={rows}
        />
      </Section>
      <SimpleGrid cols={{ base: 1, lg: 2 }}>
        <Section title={t("wasted")} lead={t("wastedLead")}>
          <Lines
            name={t("wasted")}
            head={[t("company"), t("date"), t("score")]}
            rows={wasted.map(visit)}
          />
        </Section>
        <Section title={t("good")}>
          <Lines
            name={t("good")}
            head={[t("company"), t("date"), t("score")]}
            rows={good.map(visit)}
          />
        </Section>
      </SimpleGrid>
    </Stack>
  );
}

function Lines(props: {
  readonly name: string;
  readonly head: readonly string[];
  readonly rows: readonly (readonly string[])[];
}) {
  const t = useWords(words);
  const { name, head, rows } = props;
  if (rows.length === 0) return <Text size="sm">{t("nobody")}</Text>;
  return (
    <Table.ScrollContainer minWidth={360} aria-label={name}>
      <Table aria-label={name} data={{ head: [...head], body: rows.map((row) => [...row]) }} />
    </Table.ScrollContainer>
  );
}
