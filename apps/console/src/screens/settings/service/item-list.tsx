import { Button, Paper, Stack } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { useEditor } from "../../editor/editor-context.ts";
import { ItemHead } from "../../editor/form/list-field.tsx";
import { listAt, type Path, textAt } from "../../editor/model/paths.ts";

/** A list of things that are called by a name. */
export interface ItemListProps {
  readonly path: Path;
  /** What the button says that adds one. */
  readonly add: string;
  /** What one begins as. */
  readonly blank: () => unknown;
  /** Where its name stands in it. */
  readonly named: Path;
  readonly children: (path: Path) => ReactNode;
}

/** A list, each of its things in a form of its own, to be added, moved and taken away. */
export function ItemList({ path, add, blank, named, children }: ItemListProps) {
  const { analysis, edit, canEdit } = useEditor();
  const items = listAt(analysis.value, path);
  return (
    <Stack gap="sm">
      {items.map((item, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: its name changes while it is being written
        <Paper key={index} withBorder p="sm" component="section" aria-label={textAt(item, named)}>
          <ItemHead
            {...{ path, index, last: items.length - 1 }}
            name={`${index + 1}. ${textAt(item, named)}`}
          />
          <Stack gap="xs">{children([...path, index])}</Stack>
        </Paper>
      ))}
      <Button
        size="compact-sm"
        variant="light"
        disabled={!canEdit}
        leftSection={<IconPlus size={14} />}
        style={{ alignSelf: "flex-start" }}
        onClick={() => edit({ do: "insert", path, at: items.length, value: blank() })}
      >
        {add}
      </Button>
    </Stack>
  );
}
