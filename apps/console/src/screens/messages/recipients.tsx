import { Group, Stack, Table, Text } from "@mantine/core";
import type { TestRecipientView } from "@perennial/api";
import { useState } from "react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { AddRecipient } from "./add-recipient.tsx";
import { words } from "./words.ts";

/** Who of the company's own gets messages to look at. */
export function Recipients() {
  const t = useWords(words);
  const may = useMay("marketer");
  const query = useAsk("listTestRecipients", {}, { when: may });
  const [again, setAgain] = useState<TestRecipientView | undefined>();
  if (!may) return <Text>{t("noAccess")}</Text>;
  return (
    <Stack gap="md">
      <Section title={t("recipients")} lead={t("recipientsLead")}>
        <Answered query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title={t("noRecipients")}>{t("noRecipientsMeans")}</Nothing>
            ) : (
              <Table>
                <Table.Thead>
                  <Table.Tr>
                    <Table.Th>{t("recipientName")}</Table.Th>
                    <Table.Th>{t("address")}</Table.Th>
                    <Table.Th>{t("state")}</Table.Th>
                    <Table.Th aria-label={t("remove")} />
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((each) => (
                    <Row key={each.id} recipient={each} confirm={() => setAgain(each)} />
                  ))}
                </Table.Tbody>
              </Table>
            )
          }
        </Answered>
      </Section>
      <AddRecipient key={again?.id ?? "new"} {...(again && { recipient: again })} />
    </Stack>
  );
}

interface RowProps {
  readonly recipient: TestRecipientView;
  readonly confirm: () => void;
}

function Row({ recipient, confirm }: RowProps) {
  const t = useWords(words);
  const remove = useDo("deleteTestRecipient", { refresh: ["listTestRecipients", "getOnboarding"] });
  const { id, name, address, verifiedAt } = recipient;
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{address}</Table.Td>
      <Table.Td>
        {verifiedAt === null ? (
          <Group gap="xs">
            <StateBadge tone="wait">{t("waiting")}</StateBadge>
            <button
              type="button"
              onClick={confirm}
              aria-label={t("confirmNamed", { name })}
              style={{ all: "unset", cursor: "pointer", textDecoration: "underline" }}
            >
              {t("confirm")}
            </button>
          </Group>
        ) : (
          <StateBadge tone="good">{t("verified")}</StateBadge>
        )}
      </Table.Td>
      <Table.Td ta="right">
        <ConfirmButton
          label={t("remove")}
          question={t("removeNamed", { name })}
          variant="subtle"
          color="red.9"
          size="compact-sm"
          act={() => remove.mutateAsync({ params: { id } })}
          isActing={remove.isPending}
          error={remove.error}
        >
          {address}
        </ConfirmButton>
      </Table.Td>
    </Table.Tr>
  );
}
