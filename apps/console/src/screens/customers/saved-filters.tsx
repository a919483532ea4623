import { Button, Group, Popover, Stack, Text } from "@mantine/core";
import { useDisclosure } from "@mantine/hooks";
import type { SavedFilterView } from "@perennial/api";
import { IconBookmark } from "@tabler/icons-react";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { asksForNothing, type ListState } from "./filter-address.ts";
import { SaveFilter } from "./save-filter.tsx";
import { words } from "./words.ts";

/** What the list shows, and how to show something else. */
export interface SavedFiltersProps {
  readonly state: ListState;
  readonly change: (change: Partial<ListState>) => void;
}

/** Filters that were kept: to open, with how many each finds now, and to save what is shown. */
export function SavedFilters({ state, change }: SavedFiltersProps) {
  const t = useWords(words);
  const may = useMay("marketer");
  const [isOpen, { toggle, close }] = useDisclosure();
  const query = useAsk("listSavedFilters", {}, { when: isOpen || state.saved !== undefined });
  const open = ({ id, filter }: SavedFilterView) => {
    change({ filter, saved: id });
    close();
  };
  return (
    <Group gap="xs">
      <Popover
        opened={isOpen}
        onChange={toggle}
        position="bottom-end"
        shadow="md"
        width={420}
        trapFocus
      >
        <Popover.Target>
          <Button variant="default" leftSection={<IconBookmark size={16} />} onClick={toggle}>
            {t("saved")}
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <Answered query={query}>
            {({ items }) =>
              items.length === 0 ? (
                <Stack gap={4}>
                  <Text fw={600}>{t("savedNone")}</Text>
                  <Text size="sm" c="dark.4">
                    {t("savedNoneMeans")}
                  </Text>
                </Stack>
              ) : (
                <Stack gap="sm">
                  {items.map((each) => (
                    <SavedLine key={each.id} saved={each} open={() => open(each)} mayChange={may} />
                  ))}
                </Stack>
              )
            }
          </Answered>
        </Popover.Dropdown>
      </Popover>
      {!asksForNothing(state.filter) && (
        <SaveFilter
          filter={state.filter}
          over={query.data?.items.find(({ id }) => id === state.saved)}
          saved={(id) => change({ saved: id })}
        />
      )}
    </Group>
  );
}

interface SavedLineProps {
  readonly saved: SavedFilterView;
  readonly open: () => void;
  readonly mayChange: boolean;
}

function SavedLine({ saved, open, mayChange }: SavedLineProps) {
  const t = useWords(words);
  const { moment, count } = useFormat();
  const remove = useDo("deleteSavedFilter", { refresh: ["listSavedFilters"] });
  const { id, name, changedBy, changedAt, problem, isMore } = saved;
  const found = () => {
    if (saved.count === null) return t("savedBroken", { problem: problem ?? "" });
    return isMore
      ? t("savedMore", { count: count(saved.count) })
      : t("savedCount", { count: saved.count });
  };
  return (
    <Group justify="space-between" wrap="nowrap" align="flex-start">
      <div>
        <Text fw={600}>{name}</Text>
        <Text size="sm">{found()}</Text>
        <Text size="xs" c="dark.4">
          {t("savedBy", { who: changedBy, at: moment(changedAt) })}
        </Text>
      </div>
      <Group gap={4} wrap="nowrap">
        <Button size="compact-sm" variant="light" onClick={open} disabled={saved.count === null}>
          {t("use")}
        </Button>
        {mayChange && (
          <ConfirmButton
            label={t("remove")}
            question={t("removeQuestion", { name })}
            act={() => remove.mutateAsync({ params: { id } })}
            isActing={remove.isPending}
            error={remove.error}
            size="compact-sm"
            variant="subtle"
            color="red"
          >
            {t("removeMeans")}
          </ConfirmButton>
        )}
      </Group>
    </Group>
  );
}
