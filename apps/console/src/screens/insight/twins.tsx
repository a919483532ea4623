import { Button, Group, List, Select, Stack, Text } from "@mantine/core";
import { useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Figure } from "../../parts/figure.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { saveFile } from "../../parts/save-file.ts";
import { Section } from "../../parts/section.tsx";
import { TwinProfile } from "./twin-profile.tsx";
import { words } from "./twins-words.ts";

/** What the best are like, and how many others are like them. */
export type TwinsAnswer = Answer<"getTwins">;

const OF = ["gold", "silver", "top"] as const;
const WHO = ["all", "prospects", "customers"] as const;

/** What sets the best customers apart, and a file of who else is like them, to recruit by (D-19). */
export function Twins() {
  const { locale } = useLanguage();
  const t = useWords(words);
  const [of, setOf] = useState<(typeof OF)[number]>("gold");
  const [who, setWho] = useState<(typeof WHO)[number]>("all");
  const query = useAsk("getTwins", { query: { locale, of, who } }, { keep: true });
  return (
    <Stack gap="md">
      <Group gap="md">
        <Select
          label={t("of")}
          value={of}
          onChange={(value) => setOf(OF.find((each) => each === value) ?? "gold")}
          data={OF.map((value) => ({ value, label: t(value) }))}
          allowDeselect={false}
        />
        <Select
          label={t("who")}
          value={who}
          onChange={(value) => setWho(WHO.find((each) => each === value) ?? "all")}
          data={WHO.map((value) => ({ value, label: t(value) }))}
          allowDeselect={false}
        />
      </Group>
      <Answered query={query} rows={8}>
        {(twins) => (
          <>
            <Profile twins={twins} />
            {twins.traits.length > 0 && <Export twins={twins} asked={{ of, who }} />}
          </>
        )}
      </Answered>
    </Stack>
  );
}

function Profile({ twins }: { readonly twins: TwinsAnswer }) {
  const { count } = useFormat();
  const t = useWords(words);
  const { refusal, traits, best, others, tested, leftOutAttributes } = twins;
  const unused = leftOutAttributes.map(({ name, because }) => `${name} (${because})`).join(", ");
  return (
    <Section title={t("title")} lead={t("lead")}>
      <Group gap="xl" mb="md">
        <Figure name={t("best")} value={count(best)} of="Twins.best" />
        <Figure name={t("others")} value={count(others)} of="Twins.others" />
        <Figure name={t("tested")} value={count(tested)} of="Twins.tested" />
      </Group>
      {refusal !== null && <Nothing title={t("refused")}>{refusal}</Nothing>}
      {refusal === null && traits.length === 0 && (
        <Nothing title={t("nothing")}>{t("nothingMeans")}</Nothing>
      )}
      {traits.length > 0 && <TwinProfile traits={traits} />}
      <Text size="sm" c="dark.4" mt="sm">
        {unused !== "" && `${t("unused", { names: unused })} `}
        {t("never")}
      </Text>
    </Section>
  );
}

function Export(props: {
  readonly twins: TwinsAnswer;
  readonly asked: { readonly of: string; readonly who: (typeof WHO)[number] };
}) {
  const { twins, asked } = props;
  const { count } = useFormat();
  const { locale } = useLanguage();
  const t = useWords(words);
  const may = useMay("marketer");
  const fetch = useDo("exportTwins");
  const start = () =>
    fetch.mutate(
      { query: { locale }, body: asked },
      { onSuccess: ({ csv }) => saveFile(t("file"), csv, "text/csv;charset=utf-8") },
    );
  return (
    <Section
      title={t("exportTitle")}
      lead={t("exportLead")}
      actions={
        <Button
          onClick={start}
          loading={fetch.isPending}
          disabled={!may || twins.usable === 0}
          title={may ? undefined : t("mayNot")}
        >
          {t("download")}
        </Button>
      }
    >
      <Group gap="xl">
        <Figure name={t("like")} value={count(twins.all)} of="Twins.all" />
        <Figure name={t("considered")} value={count(twins.considered)} of="Twins.considered" />
        <Figure name={t("usable")} value={count(twins.usable)} of="Twins.usable" />
      </Group>
      {twins.leftOut.length > 0 && (
        <>
          <Text size="sm" fw={600} mt="sm">
            {t("leftOut")}
          </Text>
          <List size="sm">
            {twins.leftOut.map(({ because, words: why, customers }) => (
              <List.Item key={because}>
                {count(customers)} {why}
              </List.Item>
            ))}
          </List>
        </>
      )}
      <ProblemNote error={fetch.error} />
      <Text size="sm" aria-live="polite" mt="sm">
        {fetch.data ? t("done", { count: fetch.data.exported }) : ""}
      </Text>
    </Section>
  );
}
