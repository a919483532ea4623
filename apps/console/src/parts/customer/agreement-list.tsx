import { Table, Text } from "@mantine/core";
import type { CustomerCardView } from "@perennial/api";
import { useWords } from "../../app/language/words.ts";
import { Nothing } from "../nothing.tsx";
import { StateBadge, type Tone } from "../state-badge.tsx";
import { Day } from "../when.tsx";
import { customerWords } from "./customer-words.ts";

type Agreement = CustomerCardView["agreements"][number];

const TONES: Readonly<Record<Agreement["status"], Tone>> = {
  active: "good",
  ordered: "wait",
  ended: "calm",
  cancelled: "warn",
};

/** A customer's agreements, the running ones first. */
export function AgreementList({ agreements }: { readonly agreements: readonly Agreement[] }) {
  const t = useWords(customerWords);
  if (agreements.length === 0) {
    return <Nothing title={t("noAgreements")}>{t("noAgreementsMeans")}</Nothing>;
  }
  const isOver = ({ status }: Agreement) => Number(status === "ended" || status === "cancelled");
  const inOrder = [...agreements].sort(
    (a, b) => isOver(a) - isOver(b) || (a.end ?? "9999").localeCompare(b.end ?? "9999"),
  );
  return (
    <Table.ScrollContainer minWidth={320} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table>
        <Table.Thead>
          <Table.Tr>
            {[t("product"), t("status"), t("end")].map((each) => (
              <Table.Th key={each}>{each}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {inOrder.map((each) => (
            <AgreementRow key={each.id} agreement={each} />
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  );
}

function AgreementRow({ agreement }: { readonly agreement: Agreement }) {
  const t = useWords(customerWords);
  const { product, party, status, start, end, daysLeft } = agreement;
  const isRunning = status === "active" && daysLeft !== null && daysLeft >= 0;
  return (
    <Table.Tr>
      <Table.Td>
        {product}
        <Text size="xs" c="dark.4">
          {t("start")} <Day on={start} />
        </Text>
        {party === "competitor" && (
          <Text size="xs" c="dark.4">
            {t("competitor")}
          </Text>
        )}
      </Table.Td>
      <Table.Td>
        <StateBadge tone={TONES[status]}>{t(status)}</StateBadge>
      </Table.Td>
      <Table.Td>
        {end === null ? t("untilFurther") : <Day on={end} />}
        {isRunning && (
          <Text size="xs" c="dark.4">
            {t("daysLeft", { count: daysLeft })}
          </Text>
        )}
      </Table.Td>
    </Table.Tr>
  );
}
