import { Group, Stack, Text } from "@mantine/core";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import type { Picture } from "../../parts/call/use-call.ts";
import { customerWords } from "../../parts/customer/customer-words.ts";
import { Section } from "../../parts/section.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

type Agreement = Picture["agreements"][number];

/** As many as stand on the screen beside all else; the customer's page has the rest. */
const MOST = 4;

/** What the customer has and buys, with the days on which it began and ends (L-02). */
export function CallerServices({
  picture: { services, agreements },
  isLit,
}: {
  readonly picture: Picture;
  /** Whether the day an agreement ends is highlighted (L-14). */
  readonly isLit: boolean;
}) {
  const t = useWords(words);
  const { count } = useFormat();
  const isOver = ({ status }: Agreement) => Number(status === "ended" || status === "cancelled");
  const inOrder = [...agreements].sort(
    (a, b) => isOver(a) - isOver(b) || (a.daysLeft ?? Infinity) - (b.daysLeft ?? Infinity),
  );
  const { categories, elsewhere } = services;
  return (
    <Section title={t("services")}>
      <Stack gap={6}>
        {agreements.length === 0 && <Text size="sm">{t("noServices")}</Text>}
        {inOrder.slice(0, MOST).map((each) => (
          <AgreementLine key={each.id} agreement={each} isLit={isLit} />
        ))}
        {agreements.length > MOST && (
          <Text size="xs" c="dark.4">
            {t("all", { count: count(agreements.length - MOST) })}
          </Text>
        )}
        {categories.length > 0 && (
          <Text size="sm">{t("bought", { what: categories.join(", ") })}</Text>
        )}
        {elsewhere.length > 0 && (
          <Text size="sm">{t("elsewhere", { what: elsewhere.join(", ") })}</Text>
        )}
      </Stack>
    </Section>
  );
}

function AgreementLine({
  agreement,
  isLit,
}: {
  readonly agreement: Agreement;
  readonly isLit: boolean;
}) {
  const t = useWords(words);
  const part = useWords(customerWords);
  const { day, money } = useFormat();
  const { product, party, status, start, end, daysLeft, renewedBy, yearlyValue, currency } =
    agreement;
  const isRunning = status === "active" && daysLeft !== null && daysLeft >= 0;
  const ends = end === null ? part("untilFurther") : t("ends", { day: day(end) });
  return (
    <div>
      <Group gap={6}>
        <Text size="sm" fw={600}>
          {product}
        </Text>
        {status !== "active" && <StateBadge tone="calm">{part(status)}</StateBadge>}
        {party === "competitor" && <StateBadge tone="calm">{part("competitor")}</StateBadge>}
        {renewedBy !== null && <StateBadge tone="good">{t("renewed")}</StateBadge>}
      </Group>
      <Text size="xs" c="dark.4">
        {t("from", { day: day(start) })} · {isLit && isRunning ? <mark>{ends}</mark> : ends}
        {isRunning && ` · ${part("daysLeft", { count: daysLeft })}`}
        {yearlyValue !== null && ` · ${money(yearlyValue, currency)}`}
      </Text>
    </div>
  );
}
