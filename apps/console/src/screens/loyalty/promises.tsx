import { Anchor, Group, List, Loader, Progress, Select, Stack, Text, Title } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useState } from "react";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

/** What one member is promised: "640 kr keeps Gold", and how that was reckoned (V-02). */
export function Promises() {
  const t = useWords(words);
  const navigate = useNavigate();
  const search: { readonly customer?: unknown } = useSearch({ strict: false });
  const chosen = search.customer === undefined ? undefined : String(search.customer);
  const choose = (customer: string | null) =>
    void navigate({
      to: "/loyalty",
      search: { tab: "promise", ...(customer !== null && { customer }) } as never,
      replace: true,
    });
  return (
    <Section title={t("promise")} lead={t("promiseLead")}>
      <CustomerSearch chosen={chosen} choose={choose} />
      {chosen !== undefined && <OnePromise id={chosen} />}
    </Section>
  );
}

const LEAST = 2;

function CustomerSearch(props: {
  readonly chosen: string | undefined;
  readonly choose: (id: string | null) => void;
}) {
  const { chosen, choose } = props;
  const t = useWords(words);
  const { locale } = useLanguage();
  const [text, setText] = useState("");
  const [asked] = useDebouncedValue(text, 250);
  const { data, isFetching } = useAsk(
    "findCustomers",
    { query: { limit: 20, locale }, body: { filter: { search: asked } } },
    { when: asked.length >= LEAST, keep: true },
  );
  const found = (data?.items ?? []).map(({ id, name }) => ({
    value: id,
    label: `${name} (${id})`,
  }));
  const known = chosen === undefined || found.some(({ value }) => value === chosen);
  return (
    <Select
      label={t("customer")}
      placeholder={t("searchCustomer")}
      maw={420}
      searchable
      clearable
      value={chosen ?? null}
      data={known ? found : [...found, { value: chosen, label: chosen }]}
      filter={({ options }) => options}
      searchValue={text}
      onSearchChange={setText}
      onChange={choose}
      nothingFoundMessage={asked.length < LEAST ? t("typeToSearch") : t("noneFound")}
      rightSection={isFetching ? <Loader size="xs" /> : undefined}
    />
  );
}

function OnePromise({ id }: { readonly id: string }) {
  const { locale } = useLanguage();
  const query = useAsk("getStanding", { params: { id }, query: { locale } });
  return <Answered query={query}>{(standing) => <Told id={id} tier={standing.tier} />}</Answered>;
}

function Told(props: { readonly id: string; readonly tier: Answer<"getStanding">["tier"] }) {
  const { id, tier } = props;
  const t = useWords(words);
  if (tier === null) return <Text mt="md">{t("noTier")}</Text>;
  return (
    <Stack gap="sm" mt="md">
      <Group gap="xs">
        <StateBadge tone="good">{tier.name}</StateBadge>
        <Anchor renderRoot={(link) => <Link to={`/customers/${id}`} {...link} />}>
          {t("openCustomer")}
        </Anchor>
      </Group>
      <Title order={3} size="h5">
        {t("whatHolds")}
      </Title>
      <Text fz={18} fw={600}>
        {tier.promise?.sentence ?? tier.keepingWords}
      </Text>
      {tier.reasonWords !== null && <Text size="sm">{tier.reasonWords}</Text>}
      {tier.next && (
        <div>
          <Text size="sm">
            {t("remaining")}: {tier.remainingWords}
          </Text>
          <Progress value={100 * tier.next.share} maw={420} mt={4} aria-label={t("remaining")} />
        </div>
      )}
      {tier.promise && tier.promise.trace.length > 0 && (
        <div>
          <Title order={3} size="h5">
            {t("howReckoned")}
          </Title>
          <List size="sm">
            {tier.promise.trace.map((line) => (
              <List.Item key={line}>{line}</List.Item>
            ))}
          </List>
        </div>
      )}
      {tier.benefits.length > 0 && (
        <Text size="sm">
          {t("has")}: {tier.benefits.map(({ name }) => name).join(", ")}
        </Text>
      )}
    </Stack>
  );
}
