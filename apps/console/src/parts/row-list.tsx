import { Box, Button, Group, Text } from "@mantine/core";
import { useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useEffect, useRef } from "react";
import type { Pages } from "../app/api/use-pages.ts";
import { useFormat } from "../app/format/use-format.ts";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";
import classes from "./row-list.module.css";

/** A column of a list. */
export interface Column<Item> {
  readonly id: string;
  readonly head: ReactNode;
  readonly cell: (item: Item) => ReactNode;
  /** As a track of CSS grid. @default "minmax(80px, 1fr)" */
  readonly width?: string;
  /** Numbers stand at the right. @default "left" */
  readonly align?: "left" | "right";
}

/** A list and its columns. */
export interface RowListProps<Item> {
  /** What the list is of, for who hears it. */
  readonly name: string;
  readonly pages: Pages<Item>;
  readonly columns: readonly Column<Item>[];
  readonly idOf: (item: Item) => string;
  /** Height of the window over the list in pixels. @default 560 */
  readonly height?: number;
}

const ROW_HEIGHT = 48;
/** Below so many pixels a column the list scrolls sideways. */
const LEAST_COLUMN = 104;

/** A list of any length: only what is in sight is drawn, and the next page comes before one is at the end. */
export function RowList<Item>(props: RowListProps<Item>) {
  const { name, pages, columns, idOf, height = 560 } = props;
  const { items, hasMore, more } = pages;
  const t = useWords(partWords);
  const format = useFormat();
  const frame = useRef<HTMLDivElement>(null);
  const rows = useVirtualizer({
    count: items.length,
    getScrollElement: () => frame.current,
    estimateSize: () => ROW_HEIGHT,
    overscan: 12,
  });
  const shown = rows.getVirtualItems();
  const last = shown.at(-1)?.index ?? 0;
  useEffect(() => {
    if (hasMore && last >= items.length - 20) more();
  }, [hasMore, last, items.length, more]);
  const template = columns.map(({ width = "minmax(80px, 1fr)" }) => width).join(" ");
  return (
    <Box>
      <Box
        ref={frame}
        className={classes.frame}
        style={{ maxHeight: height }}
        tabIndex={0}
        role="region"
        aria-label={name}
      >
        <table
          className={classes.table}
          style={{ minWidth: columns.length * LEAST_COLUMN }}
          aria-label={name}
          aria-rowcount={hasMore ? -1 : items.length + 1}
        >
          <thead>
            <tr className={classes.head} style={{ gridTemplateColumns: template }}>
              {columns.map(({ id, head, align = "left" }) => (
                <th key={id} scope="col" style={{ textAlign: align }}>
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody style={{ height: rows.getTotalSize() }}>
            {shown.map(({ index, start, size }) => {
              const item = items[index];
              if (item === undefined) return null;
              return (
                <tr
                  key={idOf(item)}
                  aria-rowindex={index + 2}
                  className={classes.row}
                  style={{
                    ...{ gridTemplateColumns: template, height: size },
                    transform: `translateY(${start}px)`,
                  }}
                >
                  {columns.map(({ id, cell, align = "left" }) => (
                    <td key={id} style={{ textAlign: align }}>
                      {cell(item)}
                    </td>
                  ))}
                </tr>
              );
            })}
          </tbody>
        </table>
      </Box>
      <Group justify="space-between" mt="xs">
        <Text size="xs" c="dark.4">
          {t("allShown", { count: items.length })}
          {hasMore ? "+" : ""} · {t("zone", { zone: format.zone })}
        </Text>
        {hasMore && (
          <Button size="compact-xs" variant="subtle" onClick={more} loading={pages.isFetching}>
            {t("more")}
          </Button>
        )}
      </Group>
    </Box>
  );
}
