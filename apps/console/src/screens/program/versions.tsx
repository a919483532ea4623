import { Stack, Table, Text } from "@mantine/core";
import type { ProgramView } from "@perennial/api";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { When } from "../../parts/when.tsx";
import { Difference } from "./difference.tsx";
import { words } from "./words.ts";

type Version = Answer<"listProgramVersions">["items"][number];

/** What has been published of a program, by whom and why, and what differs. */
export function Versions({ program }: { readonly program: ProgramView }) {
  const t = useWords(words);
  const versions = useAsk("listProgramVersions", { params: { id: program.id } });
  const drafts = useAsk("listDrafts");
  const hasDraft = drafts.data?.items.some((each) => each.program === program.id) === true;
  return (
    <Answered query={versions} rows={6}>
      {({ items }) => (
        <Stack>
          <Section title={t("versions")} lead={t("versionsLead")}>
            <VersionTable versions={items} />
          </Section>
          <Difference
            key={String(hasDraft)}
            id={program.id}
            versions={items.map(({ version }) => version)}
            hasDraft={hasDraft}
          />
        </Stack>
      )}
    </Answered>
  );
}

function VersionTable({ versions }: { readonly versions: readonly Version[] }) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <Table.ScrollContainer minWidth={640}>
      <Table aria-label={t("versions")}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("versionOne")}</Table.Th>
            <Table.Th>{t("when")}</Table.Th>
            <Table.Th>{t("who")}</Table.Th>
            <Table.Th>{t("note")}</Table.Th>
            <Table.Th ta="right">{t("running")}</Table.Th>
            <Table.Th ta="right">{t("hasEnded")}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {versions.map((each) => (
            <Table.Tr key={each.version}>
              <Table.Td>
                {each.version}{" "}
                {each.isCurrent && <StateBadge tone="good">{t("current")}</StateBadge>}
              </Table.Td>
              <Table.Td>
                <When at={each.publishedAt} />
              </Table.Td>
              <Table.Td>
                {each.publishedBy}
                {each.approvedBy !== null && (
                  <Text size="xs" c="dark.4">
                    {t("approvedBy", { who: each.approvedBy })}
                  </Text>
                )}
              </Table.Td>
              <Table.Td>{each.note}</Table.Td>
              <Table.Td ta="right">{count(each.running)}</Table.Td>
              <Table.Td ta="right">{count(each.ended)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}
