import { Alert, Stack, Table, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Means } from "../../parts/means.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { IssueVouchers } from "./issue-vouchers.tsx";
import { words } from "./words.ts";

type Offer = Answer<"getRedemptions">["items"][number];
const COLUMNS = ["issued", "used", "share", "expired"] as const;

/** How each offer's codes are used, with an alert for those used too little (V-18), and more codes to issue. */
export function Vouchers() {
  const t = useWords(words);
  const { locale } = useLanguage();
  const query = useAsk("getRedemptions", { query: { locale } });
  return (
    <Stack gap="md">
      <Section title={t("redemption")} lead={t("redemptionLead")}>
        <Answered query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title={t("noVouchers")}>{t("noVouchersMeans")}</Nothing>
            ) : (
              <Offers items={items} />
            )
          }
        </Answered>
      </Section>
      <IssueVouchers />
    </Stack>
  );
}

function Offers({ items }: { readonly items: readonly Offer[] }) {
  const { count, share } = useFormat();
  const t = useWords(words);
  const alerts = items.flatMap(({ alert }) => alert ?? []);
  return (
    <>
      {alerts.map((alert) => (
        <Alert key={alert} color="yellow" mb="sm">
          <Text size="sm">{alert}</Text>
        </Alert>
      ))}
      <Table.ScrollContainer minWidth={560}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{t("offer")}</Table.Th>
              {COLUMNS.map((each) => (
                <Table.Th key={each} ta="right">
                  {t(each)} <Means of={`OfferRedemption.${each}`} name={t(each)} />
                </Table.Th>
              ))}
              <Table.Th>{t("state")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {items.map((each) => (
              <Table.Tr key={each.offer}>
                <Table.Td>{each.offer}</Table.Td>
                <Table.Td ta="right">{count(each.issued)}</Table.Td>
                <Table.Td ta="right">{count(each.used)}</Table.Td>
                <Table.Td ta="right">{share(each.share)}</Table.Td>
                <Table.Td ta="right">{count(each.expired)}</Table.Td>
                <Table.Td>
                  <OfferState offer={each} />
                </Table.Td>
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </>
  );
}

function OfferState({ offer }: { readonly offer: Offer }) {
  const t = useWords(words);
  if (offer.isLow) return <StateBadge tone="warn">{t("low")}</StateBadge>;
  return offer.ended === 0 ? (
    <StateBadge tone="wait">{t("waiting")}</StateBadge>
  ) : (
    <StateBadge tone="good">{t("fine")}</StateBadge>
  );
}
