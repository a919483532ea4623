import { Anchor, Group } from "@mantine/core";
import type { FoundCustomerView } from "@perennial/api";
import { IconPhone, IconPlayerPause } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { type ReactNode, useMemo } from "react";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Clipped } from "../../parts/customer/clipped.tsx";
import { placeWords } from "../../parts/customer/place-words.ts";
import { RISK_TONES } from "../../parts/customer/risk-tones.ts";
import { Means } from "../../parts/means.tsx";
import type { Column } from "../../parts/row-list.tsx";
import { StateBadge } from "../../parts/state-badge.tsx";
import { Day, When } from "../../parts/when.tsx";
import { COLUMNS } from "./columns-menu.tsx";
import { words } from "./words.ts";

type Cells = Readonly<Record<string, Omit<Column<FoundCustomerView>, "id" | "head">>>;

/** Columns whose figures are explained, by their place in the API's document. */
const MEANT: Readonly<Record<string, string>> = {
  value: "FoundCustomer.value",
  nextEnd: "FoundCustomer.nextEnd",
  lastContact: "FoundCustomer.lastContact",
};

/** The columns of the list of customers, without those left out. */
export function useCustomerColumns(
  hidden: readonly string[],
): readonly Column<FoundCustomerView>[] {
  const t = useWords(words);
  const cells = useCells();
  return useMemo(() => {
    const named = COLUMNS.filter(({ id }) => !hidden.includes(id)).map(({ id, word }) => {
      const of = MEANT[id];
      const name = t(word);
      return {
        id,
        head: of === undefined ? name : <Meant name={name} of={of} />,
        ...cell(cells, id),
      };
    });
    const head = { id: "name", head: t("columnName"), ...cell(cells, "name") };
    return [head, ...named];
  }, [hidden, cells, t]);
}

function Meant({ name, of }: { readonly name: string; readonly of: string }) {
  return (
    <Group gap={0} wrap="nowrap" display="inline-flex">
      {name}
      <Means of={of} name={name} />
    </Group>
  );
}

function cell(cells: Cells, id: string): Omit<Column<FoundCustomerView>, "id" | "head"> {
  return cells[id] ?? { cell: () => null };
}

function useCells(): Cells {
  const place = useWords(placeWords);
  const { money } = useFormat();
  return useMemo(() => {
    const named = (key: Parameters<typeof place>[0] | null): ReactNode => (key ? place(key) : "–");
    return {
      name: { width: "minmax(150px, 1.6fr)", cell: (each) => <NameCell customer={each} /> },
      tier: { width: "72px", cell: ({ tier }) => tier?.name ?? "–" },
      phase: { width: "72px", cell: ({ phase }) => named(phase) },
      class: { width: "82px", cell: ({ valueClass }) => named(valueClass) },
      segment: { width: "110px", cell: ({ segment }) => segment?.name ?? "–" },
      flow: { width: "130px", cell: ({ flow }) => named(flow) },
      value: {
        ...{ width: "96px", align: "right" },
        cell: ({ value }) => (value === null ? "–" : money(value)),
      },
      risk: {
        width: "58px",
        cell: ({ risk }) =>
          risk === null ? "–" : <StateBadge tone={RISK_TONES[risk]}>{place(risk)}</StateBadge>,
      },
      nextEnd: { width: "116px", cell: ({ nextEnd }) => <Day on={nextEnd} /> },
      programs: {
        width: "minmax(100px, 1.3fr)",
        cell: ({ programs }) =>
          programs.length === 0 ? (
            "–"
          ) : (
            <Clipped text={programs.map(({ name }) => name).join(", ")} />
          ),
      },
      lastContact: {
        width: "146px",
        cell: ({ lastContact }) => <When at={lastContact} />,
      },
      email: {
        width: "minmax(180px, 1.4fr)",
        cell: ({ email }) => <Clipped text={email ?? "–"} />,
      },
      mobile: { width: "130px", cell: ({ mobile }) => mobile ?? "–" },
      id: { width: "100px", cell: ({ id }) => id },
    };
  }, [place, money]);
}

function Mark({ icon: Icon, name }: { readonly icon: typeof IconPhone; readonly name: string }) {
  return (
    <Icon
      size={15}
      role="img"
      aria-label={name}
      title={name}
      style={{ marginRight: 5, verticalAlign: "text-bottom" }}
    />
  );
}

function NameCell({ customer }: { readonly customer: FoundCustomerView }) {
  const t = useWords(words);
  const { id, name, hasCall, pausedUntil } = customer;
  return (
    <Clipped text={name}>
      {hasCall && <Mark icon={IconPhone} name={t("toCall")} />}
      {pausedUntil !== null && <Mark icon={IconPlayerPause} name={t("paused")} />}
      <Anchor
        fw={500}
        size="sm"
        renderRoot={(props) => <Link to="/customers/$id" params={{ id }} {...props} />}
      >
        {name}
      </Anchor>
    </Clipped>
  );
}
