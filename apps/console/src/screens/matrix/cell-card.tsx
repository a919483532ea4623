import { Button, Group, Stack, Text } from "@mantine/core";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { StateBadge } from "../../parts/state-badge.tsx";
import { CustomersLink } from "../plan/customers-link.tsx";
import type { CellDoc } from "../plan/plan-doc.ts";
import type { PlanProblem } from "../plan/use-plan-draft.ts";
import type { countsOf, ValueClass } from "./matrix-cells.ts";
import { words } from "./words.ts";

/** One cell as it stands in the grid. */
export interface CellCardProps {
  readonly valueClass: ValueClass;
  /** What its row is called. */
  readonly name: string;
  readonly cell: CellDoc | undefined;
  /** Whether it says something of its own, and not what all segments have. */
  readonly isOwn: boolean;
  readonly counts: ReturnType<typeof countsOf>;
  readonly problems: readonly PlanProblem[];
  readonly disabled: boolean;
  readonly edit: () => void;
}

/** Who is in a cell today, what they get, and what the checker says of it. */
export function CellCard(props: CellCardProps) {
  const { valueClass, name, cell, isOwn, counts, problems, disabled, edit } = props;
  const { share } = useFormat();
  const t = useWords(words);
  const names = { class: t(valueClass), segment: name };
  const filter = {
    valueClasses: [valueClass],
    ...(counts.segments.length > 0 && { segments: counts.segments }),
  };
  return (
    <Stack gap={6}>
      <div>
        <CustomersLink
          filter={filter}
          label={`${t("customers", { count: counts.customers })}: ${t("cellTitle", names)}`}
        >
          {t("customers", { count: counts.customers })}
        </CustomersLink>
        {counts.customers > 0 && (
          <Text size="xs" c="dark.4">
            {t("ofValue", { share: share(counts.valuePercent / 100) })}
            {counts.highRisk > 0 && ` · ${t("highRisk", { count: counts.highRisk })}`}
          </Text>
        )}
      </div>
      {cell === undefined ? (
        <StateBadge tone="warn">{t("empty")}</StateBadge>
      ) : (
        <CellWords cell={cell} isOwn={isOwn} />
      )}
      {problems.map(({ message, severity }) => (
        <Group key={message} gap={6} wrap="nowrap" align="flex-start">
          <Text size="xs" c={severity === "error" ? "red.9" : "yellow.9"} fw={600}>
            {message}
          </Text>
        </Group>
      ))}
      {!disabled && (
        <Button
          size="compact-sm"
          variant="default"
          onClick={edit}
          aria-label={t("edit", names)}
          style={{ alignSelf: "flex-start" }}
        >
          {t("editShort")}
        </Button>
      )}
    </Stack>
  );
}

function CellWords(props: { readonly cell: CellDoc; readonly isOwn: boolean }) {
  const { cell, isOwn } = props;
  const { locale } = useLanguage();
  const { decimal } = useFormat();
  const t = useWords(words);
  const programs = useAsk("listPrograms");
  const program = programs.data?.items.find(({ id }) => id === cell.program);
  const lines = [
    cell.program && `${t("program")}: ${program?.name[locale] ?? cell.program}`,
    cell.serviceLevel && `${t("serviceLevel")}: ${cell.serviceLevel}`,
    cell.churnGoal !== undefined && t("churnShort", { percent: decimal(cell.churnGoal) }),
    cell.contactsPerYear !== undefined && t("contactsShort", { count: cell.contactsPerYear }),
  ].filter((line) => typeof line === "string" && line !== "");
  return (
    <div>
      <Text size="sm" fw={600}>
        {t(cell.strategy)}
      </Text>
      {!isOwn && (
        <Text size="xs" c="dark.4">
          {t("inherits")}
        </Text>
      )}
      {lines.map((line) => (
        <Text key={String(line)} size="xs" c="dark.4">
          {line}
        </Text>
      ))}
    </div>
  );
}
