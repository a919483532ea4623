import { Skeleton, Stack } from "@mantine/core";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

/** How much is on its way. */
export interface LoadingProps {
  /** @default 4 */
  readonly rows?: number;
}

/** The outline of what is on its way. */
export function Loading({ rows = 4 }: LoadingProps) {
  const t = useWords(partWords);
  const widths = Array.from({ length: rows }, (_, row) => `${100 - (row % 3) * 12}%`);
  return (
    <Stack gap="sm" role="status" aria-label={t("loading")}>
      {widths.map((width, row) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are all alike and never move
        <Skeleton key={row} h={18} w={width} />
      ))}
    </Stack>
  );
}
