import { Group, List, Progress, Stack, Text } from "@mantine/core";
import type { CustomerCardView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Figure } from "../figure.tsx";
import { StateBadge } from "../state-badge.tsx";
import { Day } from "../when.tsx";
import { customerWords } from "./customer-words.ts";
import { placeWords } from "./place-words.ts";
import { RISK_TONES } from "./risk-tones.ts";

type Standing = NonNullable<CustomerCardView["standing"]>;

/** Where a customer stands: phase, tier and what remains, value, risk and its reasons. */
export function StandingHead({ card }: { readonly card: CustomerCardView }) {
  const t = useWords(customerWords);
  const { customer, standing } = card;
  return (
    <Stack gap="md">
      <Places card={card} />
      <Group gap="lg">
        {customer.owner !== null && (
          <Text size="sm">
            {t("owner")}: {customer.owner}
          </Text>
        )}
        {customer.customerSince !== null && (
          <Text size="sm">
            {t("since")}: <Day on={customer.customerSince} />
          </Text>
        )}
      </Group>
      {standing === null ? (
        <Text size="sm" c="dark.4">
          {t("noPlan")}
        </Text>
      ) : (
        <>
          <Figures standing={standing} />
          <TierLine tier={standing.tier} />
          <RiskWhy risk={standing.risk} />
        </>
      )}
    </Stack>
  );
}

/** Phase, tier, class, segment and place in the flow, and what stands in the way of contact. */
export function Places({ card: { customer, standing } }: { readonly card: CustomerCardView }) {
  const t = useWords(customerWords);
  const place = useWords(placeWords);
  const { moment } = useFormat();
  const { pausedUntil } = customer;
  const places = [
    { name: t("phase"), value: standing?.phase?.name },
    { name: t("tier"), value: standing?.tier?.name ?? customer.tier },
    { name: t("valueClass"), value: standing?.valueClass && place(standing.valueClass) },
    { name: t("segment"), value: standing?.segment?.name ?? customer.segment },
    { name: t("flow"), value: standing?.flow && place(standing.flow.id) },
  ];
  return (
    <Group gap="xs">
      {places.map(({ name, value }) =>
        value ? (
          <StateBadge key={name} tone="calm">
            {name}: {value}
          </StateBadge>
        ) : null,
      )}
      {pausedUntil !== null && (
        <StateBadge tone="wait">{t("paused", { at: moment(pausedUntil) })}</StateBadge>
      )}
      {customer.doNotCall && <StateBadge tone="warn">{t("doNotCall")}</StateBadge>}
    </Group>
  );
}

function Figures({ standing }: { readonly standing: Standing }) {
  const t = useWords(customerWords);
  const place = useWords(placeWords);
  const { money, count, share } = useFormat();
  const { value, points, risk } = standing;
  return (
    <Group gap="xl" align="flex-start">
      {value !== null && (
        <Figure name={t("value")} value={money(value)} of="CustomerStanding.value" />
      )}
      {points !== null && (
        <Figure
          name={t("points")}
          value={count(points.available)}
          of="PointsBalance.available"
          note={points.sentence}
        />
      )}
      {risk !== null && (
        <Figure
          name={t("probability")}
          value={<StateBadge tone={RISK_TONES[risk.level]}>{place(risk.level)}</StateBadge>}
          of="CustomerStanding.risk.probability"
          note={risk.probability === null ? undefined : share(risk.probability)}
        />
      )}
    </Group>
  );
}

function TierLine({ tier }: Pick<Standing, "tier">) {
  const t = useWords(customerWords);
  const { share } = useFormat();
  if (tier === null) {
    return (
      <Text size="sm" c="dark.4">
        {t("notMember")}
      </Text>
    );
  }
  const { next, remainingWords, keepingWords, reasonWords, override, benefits } = tier;
  const said = next && t("progress", { share: share(next.share), name: next.name });
  return (
    <Stack gap={4}>
      {reasonWords !== null && <Text size="sm">{reasonWords}</Text>}
      {next && said && (
        <Progress value={100 * next.share} aria-label={said} maw={420} title={said} />
      )}
      {remainingWords !== null && <Text size="sm">{remainingWords}</Text>}
      {keepingWords !== null && <Text size="sm">{keepingWords}</Text>}
      {override && (
        <Text size="sm">{t("override", { by: override.by, reason: override.reason })}</Text>
      )}
      {benefits.length > 0 && (
        <Text size="sm">
          {t("benefits")}: {benefits.map(({ name }) => name).join(", ")}
        </Text>
      )}
    </Stack>
  );
}

function RiskWhy({ risk }: Pick<Standing, "risk">) {
  const t = useWords(customerWords);
  if (risk === null || risk.factors.length === 0) return null;
  return (
    <div>
      <Text size="sm" fw={600}>
        {t("riskWhy")}
      </Text>
      <List size="sm">
        {risk.factors.map((each) => (
          <List.Item key={each}>{each}</List.Item>
        ))}
      </List>
    </div>
  );
}
