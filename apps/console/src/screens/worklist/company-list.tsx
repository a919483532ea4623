import { Alert, Anchor, Button, Group, Stack, Table, Text, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import type { WorklistLineView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { usePages } from "../../app/api/use-pages.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Loading } from "../../parts/loading.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

const WAIT = 400;

/** The companies worth a visit, the best first, of a district or of whoever looks after them (B-02). */
export function CompanyList() {
  const t = useWords(words);
  const [district, setDistrict] = useState("");
  const [owner, setOwner] = useState("");
  const [asked] = useDebouncedValue({ district: district.trim(), owner: owner.trim() }, WAIT);
  const query = Object.fromEntries(Object.entries(asked).filter(([, value]) => value !== ""));
  const pages = usePages("getWorklist", { query });
  return (
    <Section title={t("list")}>
      <Stack gap="md">
        <AsTasks />
        <Group gap="sm">
          <TextInput
            label={t("district")}
            value={district}
            onChange={(event) => setDistrict(event.currentTarget.value)}
          />
          <TextInput
            label={t("owner")}
            value={owner}
            onChange={(event) => setOwner(event.currentTarget.value)}
          />
        </Group>
        <ProblemNote error={pages.error} again={pages.again} />
        {pages.isPending && <Loading rows={8} />}
        {!pages.isPending && !pages.error && pages.items.length === 0 && <Nobody />}
        {pages.items.length > 0 && <CompanyTable lines={pages.items} />}
        {pages.hasMore && (
          <Button variant="default" onClick={pages.more} loading={pages.isFetching}>
            {t("more")}
          </Button>
        )}
      </Stack>
    </Section>
  );
}

/** How to get what is listed as tasks in the CRM, where that is not so yet (B-06). */
function AsTasks() {
  const t = useWords(words);
  const programs = useAsk("listPrograms");
  const visit = programs.data?.items.find(({ id }) => id === "visit");
  if (!programs.data || visit?.state === "active") return null;
  return (
    <Alert color="gray" title={t("tasks")}>
      {t("tasksLead")}{" "}
      <Anchor
        inherit
        renderRoot={(props) =>
          visit ? (
            <Link to="/programs/$id" params={{ id: "visit" }} {...props} />
          ) : (
            <Link to="/programs" search={{ tab: "library" } as never} {...props} />
          )
        }
      >
        {t("toProgram")}
      </Anchor>
    </Alert>
  );
}

function Nobody() {
  const t = useWords(words);
  const gaps = (
    <Button
      variant="default"
      renderRoot={(props) => <Link to="/worklist" search={{ tab: "gaps" } as never} {...props} />}
    >
      {t("toGaps")}
    </Button>
  );
  return (
    <Nothing title={t("none")} action={gaps}>
      {t("noneMeans")}
    </Nothing>
  );
}

/** Companies with their points, why now, and what to bring. */
export function CompanyTable({ lines }: { readonly lines: readonly WorklistLineView[] }) {
  const t = useWords(words);
  const { locale } = useLanguage();
  const { decimal } = useFormat();
  return (
    <Table.ScrollContainer minWidth={640} aria-label={t("list")}>
      <Table verticalSpacing="sm" aria-label={t("list")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("company")}</Table.Th>
            <Table.Th ta="right">{t("score")}</Table.Th>
            <Table.Th>{t("whyNow")}</Table.Th>
            <Table.Th>{t("bring")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {lines.map(({ customerId, name, kind, district, owner, score, whyNow, bring }) => (
            <Table.Tr key={customerId}>
              <Table.Td miw={160}>
                <Anchor renderRoot={(link) => <Link to={`/customers/${customerId}`} {...link} />}>
                  {name}
                </Anchor>
                <Text size="xs" c="dark.4">
                  {[t(kind), district, owner].filter((each) => each !== null).join(" · ")}
                </Text>
              </Table.Td>
              <Table.Td ta="right">
                <StateBadge tone="good">{decimal(score, 0)}</StateBadge>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{whyNow[locale]}</Text>
              </Table.Td>
              <Table.Td>
                <Text size="sm">{bring[locale]}</Text>
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
