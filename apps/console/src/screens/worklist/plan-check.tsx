import { Button, Group, SegmentedControl, SimpleGrid, Stack, Text } from "@mantine/core";
import { type FormEvent, useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { CrmFields, type CrmPlan } from "./crm-fields.tsx";
import { FilePlan } from "./file-plan.tsx";
import { PlanField } from "./plan-field.tsx";
import { PlanResult } from "./plan-result.tsx";
import type { Visit } from "./read-visits.ts";
import { words } from "./words.ts";

type Planned = Answer<"getPlannedVisits">["visits"][number];

const FILE = "file";
const ASKED = { district: "", owner: "", from: "", to: "" };

/** A rep's planned visits, from a file or from the CRM, against the worklist, both ways (B-03, B-04). */
export function PlanCheck() {
  const t = useWords(words);
  const { locale } = useLanguage();
  const sources = useAsk("listVisitSources");
  const planned = useDo("getPlannedVisits");
  const audit = useDo("auditVisitPlan");
  const [from, setFrom] = useState(FILE);
  const [file, setFile] = useState<readonly Visit[]>();
  const [plan, setPlan] = useState<CrmPlan>({ rep: "", countsTasks: true });
  const [asked, setAsked] = useState(ASKED);
  const source = sources.data?.items.find(({ connection }) => connection === from);
  const crm = source?.title[locale] ?? "";
  const days = { from: asked.from, to: asked.to };
  const counts = ({ kind }: Planned) => plan.countsTasks || kind !== "task";
  const counted = planned.data?.visits.filter(counts);
  const readPlan = async (): Promise<readonly Visit[]> => {
    if (source === undefined) return file ?? [];
    const query = { ...days, connection: source.connection, rep: plan.rep.trim() };
    const { visits } = await planned.mutateAsync({ query });
    return visits.filter(counts).map(({ customerId, date }) => ({ customerId, date }));
  };
  const compare = async () => {
    audit.reset();
    const visits = await readPlan();
    const { district, owner } = asked;
    const within = { ...(district !== "" && { district }), ...(owner !== "" && { owner }) };
    await audit.mutateAsync({ body: { ...within, ...days, visits: [...visits] } });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    // What goes wrong stands in the form.
    compare().catch(() => undefined);
  };
  const choose = (next: string) => {
    setFrom(next);
    setFile(undefined);
    planned.reset();
    audit.reset();
  };
  const field = (name: keyof typeof asked, type?: "date") => (
    <PlanField
      {...{ name, type, value: asked[name], error: [planned.error, audit.error] }}
      onChange={(value) => setAsked({ ...asked, [name]: value })}
    />
  );
  const isReady = source === undefined ? file !== undefined : plan.rep.trim() !== "";
  const items = sources.data?.items ?? [];
  return (
    <Stack gap="md">
      <Section title={t("plan")} lead={t("planLead")}>
        <form onSubmit={submit} noValidate>
          <Stack gap="sm">
            {items.length > 0 && (
              <SegmentedControl
                aria-label={t("planFrom")}
                value={from}
                onChange={choose}
                data={[
                  { value: FILE, label: t("fromFile") },
                  ...items.map(({ connection, title }) => ({
                    value: connection,
                    label: t("fromCrm", { crm: title[locale] }),
                  })),
                ]}
                style={{ alignSelf: "flex-start" }}
              />
            )}
            <SimpleGrid cols={{ base: 1, sm: 2, lg: 5 }}>
              {source === undefined ? (
                <FilePlan onRead={setFile} />
              ) : (
                <CrmFields {...{ crm, plan, error: planned.error }} onChange={setPlan} />
              )}
              {field("district")}
              {field("owner")}
              {field("from", "date")}
              {field("to", "date")}
            </SimpleGrid>
            <Group>
              <Button
                type="submit"
                loading={audit.isPending || planned.isPending}
                disabled={!isReady || asked.from === "" || asked.to === ""}
              >
                {t("compare")}
              </Button>
              <Text size="sm" role="status">
                {source === undefined && file && t("read", { count: file.length })}
                {source && counted && t("inCrm", { count: counted.length, crm })}
              </Text>
              {source && planned.data && planned.data.unknown > 0 && (
                <Text size="sm">{t("leftOut", { count: planned.data.unknown })}</Text>
              )}
            </Group>
            <ProblemNote error={planned.error ?? audit.error} told={["rep", "to"]} />
          </Stack>
        </form>
      </Section>
      {audit.data && <PlanResult audit={audit.data} />}
    </Stack>
  );
}
