import { Anchor, Box, Group } from "@mantine/core";
import type { ActivityView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Clipped } from "../../parts/customer/clipped.tsx";
import { placeWords } from "../../parts/customer/place-words.ts";
import { Means } from "../../parts/means.tsx";
import type { Column } from "../../parts/row-list.tsx";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import { When } from "../../parts/when.tsx";
import { ActivityActions } from "./activity-actions.tsx";
import { words } from "./words.ts";

const TONES: Readonly<Record<ActivityView["outcome"], Tone>> = {
  sent: "good",
  waiting: "wait",
  skipped: "calm",
  failed: "bad",
  unclear: "warn",
};

/** Costs are kept in the smallest unit of the currency. */
const MINOR = 100;

/** The columns of the log. */
export function useActivityColumns(): readonly Column<ActivityView>[] {
  const t = useWords(words);
  const { decimal } = useFormat();
  return useMemo(
    () => [
      { id: "at", head: t("columnAt"), width: "145px", cell: ({ at }) => <When at={at} /> },
      {
        ...{ id: "customer", head: t("columnCustomer"), width: "minmax(110px, 0.9fr)" },
        cell: ({ customer: { id, name } }) => (
          <Clipped text={name}>
            <Anchor
              size="sm"
              renderRoot={(props) => <Link to="/customers/$id" params={{ id }} {...props} />}
            >
              {name}
            </Anchor>
          </Clipped>
        ),
      },
      {
        ...{ id: "outcome", head: t("columnOutcome"), width: "196px" },
        cell: (each) => <Outcome activity={each} />,
      },
      {
        ...{ id: "why", head: t("columnWhy"), width: "minmax(140px, 2.2fr)" },
        cell: ({ sentence }) => <Clipped text={sentence} />,
      },
      {
        ...{ id: "program", head: t("columnProgram"), width: "minmax(90px, 1fr)" },
        cell: ({ program }) => <Clipped text={program.name} />,
      },
      {
        ...{ id: "cost", width: "84px", align: "right" },
        head: (
          <Group gap={0} wrap="nowrap" display="inline-flex">
            {t("columnCost")}
            <Means of="Activity.cost" name={t("columnCost")} />
          </Group>
        ),
        cell: ({ cost }) => (cost === null ? "–" : decimal(cost / MINOR, 2)),
      },
      {
        ...{ id: "do", head: t("columnDo"), width: "165px" },
        cell: (each) => <ActivityActions activity={each} />,
      },
    ],
    [t, decimal],
  );
}

function Outcome({ activity: { outcome, channel } }: { readonly activity: ActivityView }) {
  const t = useWords(words);
  const place = useWords(placeWords);
  const known = ["sms", "email", "phone", "post"] as const;
  const by = known.find((each) => each === channel);
  return (
    <Group gap={6} wrap="nowrap">
      <Box flex="none">
        <StateBadge tone={TONES[outcome]}>{t(outcome)}</StateBadge>
      </Box>
      {by !== undefined && <span>{place(by)}</span>}
    </Group>
  );
}
