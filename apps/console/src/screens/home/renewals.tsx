import { Anchor, Group, Table } from "@mantine/core";
import type { RenewalsView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Means } from "../../parts/means.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

const COLUMNS = [
  { id: "agreements", name: "ending" },
  { id: "renewed", name: "renewedAlready" },
  { id: "inProgram", name: "inProgram" },
  { id: "escalated", name: "escalated" },
  { id: "waiting", name: "waiting" },
] as const;

/** Agreements that end soon and how far their renewal has come. */
export function Renewals() {
  const t = useWords(words);
  const query = useAsk("getRenewals");
  return (
    <Section title={t("renewals")} lead={t("renewalsLead")}>
      <Answered query={query}>
        {(renewals) =>
          renewals.total.agreements === 0 ? (
            <Nothing title={t("noRenewals")}>{t("noRenewalsMeans")}</Nothing>
          ) : (
            <RenewalTable renewals={renewals} />
          )
        }
      </Answered>
    </Section>
  );
}

function RenewalTable({ renewals }: { readonly renewals: RenewalsView }) {
  const { count, money } = useFormat();
  const t = useWords(words);
  return (
    <Table.ScrollContainer minWidth={620}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t("within")}</Table.Th>
            {COLUMNS.map(({ id, name }) => (
              <Table.Th key={id} ta="right">
                <Group gap={2} justify="flex-end" wrap="nowrap">
                  {t(name)}
                  <Means of={`RenewalPart.${id}`} name={t(name)} />
                </Group>
              </Table.Th>
            ))}
            <Table.Th ta="right">
              <Group gap={2} justify="flex-end" wrap="nowrap">
                {t("waitingValue")}
                <Means of="RenewalPart.waitingValue" name={t("waitingValue")} />
              </Group>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {renewals.parts.map((part) => (
            <Table.Tr key={part.from}>
              <Table.Td>
                <Anchor
                  renderRoot={(props) => (
                    <Link to="/customers" search={endingWithin(part.to) as never} {...props} />
                  )}
                >
                  {t("daysFromTo", { from: part.from, to: part.to })}
                </Anchor>
              </Table.Td>
              {COLUMNS.map(({ id }) => (
                <Table.Td key={id} ta="right">
                  {count(part[id])}
                </Table.Td>
              ))}
              <Table.Td ta="right">{money(part.waitingValue, renewals.currency)}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

/** The list of those whose agreement ends within so many days, the first to end on top. */
function endingWithin(days: number) {
  return { filter: { endsWithinDays: days }, order: "next-end" };
}
