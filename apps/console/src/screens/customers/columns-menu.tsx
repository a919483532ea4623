import { Button, Checkbox, Popover, Stack } from "@mantine/core";
import { IconColumns } from "@tabler/icons-react";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** The columns that may be left out, in their order. */
export const COLUMNS = [
  { id: "tier", word: "columnTier" },
  { id: "phase", word: "columnPhase" },
  { id: "class", word: "columnClass" },
  { id: "segment", word: "columnSegment" },
  { id: "flow", word: "columnFlow" },
  { id: "value", word: "columnValue" },
  { id: "risk", word: "columnRisk" },
  { id: "nextEnd", word: "columnNextEnd" },
  { id: "programs", word: "columnPrograms" },
  { id: "lastContact", word: "columnLastContact" },
  { id: "email", word: "columnEmail" },
  { id: "mobile", word: "columnMobile" },
  { id: "id", word: "columnId" },
] as const;

/** Which columns the list has. */
export function ColumnsMenu({
  hidden,
  change,
}: {
  readonly hidden: readonly string[];
  readonly change: (hidden: readonly string[]) => void;
}) {
  const t = useWords(words);
  const toggle = (id: string, isShown: boolean) =>
    change(isShown ? hidden.filter((each) => each !== id) : [...hidden, id]);
  return (
    <Popover position="bottom-end" shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" size="xs" leftSection={<IconColumns size={16} />}>
          {t("columns")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <Stack gap="xs">
          {COLUMNS.map(({ id, word }) => (
            <Checkbox
              key={id}
              label={t(word)}
              checked={!hidden.includes(id)}
              onChange={(event) => toggle(id, event.currentTarget.checked)}
            />
          ))}
        </Stack>
      </Popover.Dropdown>
    </Popover>
  );
}
