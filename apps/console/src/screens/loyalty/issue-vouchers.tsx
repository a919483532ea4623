import { Button, NumberInput, Select, SimpleGrid, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { messageAt } from "../../app/api/api-problem.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import type { PlanDoc } from "../plan/plan-doc.ts";
import { words } from "./words.ts";

const WAYS = ["tier", "segment", "group", "anybody"] as const;
type Way = (typeof WAYS)[number];
const NAMES = {
  tier: "toTier",
  segment: "toSegment",
  group: "toGroup",
  anybody: "toAnybody",
} as const;

interface Form {
  readonly offer: string;
  readonly batch: string;
  readonly way: Way;
  readonly which: string | null;
  readonly codes: number;
  readonly until: string;
}

const EMPTY: Form = { offer: "", batch: "", way: "tier", which: null, codes: 100, until: "" };

/** Issues codes of an offer to a level, a segment, a group or whoever gets one. */
export function IssueVouchers() {
  const t = useWords(words);
  const mayIssue = useMay("marketer");
  const [form, setForm] = useState(EMPTY);
  const issue = useDo("issueVouchers", { refresh: ["getRedemptions"] });
  const set = (next: Partial<Form>) => setForm((before) => ({ ...before, ...next }));
  if (!mayIssue) return <Text c="dark.4">{t("mayNot")}</Text>;
  const { offer, batch, until } = form;
  const send = () =>
    issue.mutate({
      body: { offer, batch, to: recipientsOf(form), ...(until !== "" && { until }) },
    });
  return (
    <Section title={t("issue")} lead={t("issueLead")}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send();
        }}
      >
        <SimpleGrid cols={{ base: 1, sm: 2, lg: 3 }}>
          <TextInput
            label={t("offer")}
            value={offer}
            error={messageAt(issue.error, "offer")}
            onChange={(event) => set({ offer: event.currentTarget.value })}
          />
          <TextInput
            label={t("batch")}
            description={t("batchMeans")}
            inputWrapperOrder={["label", "input", "description", "error"]}
            value={batch}
            error={messageAt(issue.error, "batch")}
            onChange={(event) => set({ batch: event.currentTarget.value })}
          />
          <Select
            label={t("to")}
            value={form.way}
            allowDeselect={false}
            data={WAYS.map((value) => ({ value, label: t(NAMES[value]) }))}
            onChange={(value) =>
              set({ way: WAYS.find((each) => each === value) ?? "tier", which: null })
            }
          />
          <Recipients form={form} set={set} />
          <TextInput
            type="date"
            label={t("until")}
            value={until}
            error={messageAt(issue.error, "until")}
            onChange={(event) => set({ until: event.currentTarget.value })}
          />
        </SimpleGrid>
        <ProblemNote error={issue.error} told={["offer", "batch", "until"]} />
        <Button type="submit" mt="md" loading={issue.isPending}>
          {t("doIssue")}
        </Button>
        {issue.data && (
          <Text size="sm" mt="xs" role="status">
            {t("issuedDone", { count: issue.data.issued })}
          </Text>
        )}
      </form>
    </Section>
  );
}

function Recipients(props: { readonly form: Form; readonly set: (next: Partial<Form>) => void }) {
  const { form, set } = props;
  const { locale } = useLanguage();
  const t = useWords(words);
  const { data } = useAsk("getPlan");
  // What the server gives was made by the schema of plans.
  const plan = data?.inForce?.plan as PlanDoc | undefined;
  if (form.way === "anybody") {
    return (
      <NumberInput
        label={t("codes")}
        value={form.codes}
        min={1}
        max={10_000}
        onChange={(value) => set({ codes: Number(value) || 1 })}
      />
    );
  }
  const places = { tier: plan?.tiers?.tiers, segment: plan?.segments, group: plan?.groups };
  const known = places[form.way] ?? [];
  return (
    <Select
      label={t("which")}
      value={form.which}
      data={known.map(({ id, name }) => ({ value: id, label: name[locale] }))}
      onChange={(which) => set({ which })}
    />
  );
}

function recipientsOf({ way, which, codes }: Form) {
  if (way === "anybody") return { anybody: codes };
  const id = which ?? "";
  if (way === "tier") return { tier: id };
  return way === "segment" ? { segment: id } : { group: id };
}
