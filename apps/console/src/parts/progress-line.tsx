import { Button, Group, Progress, Stack, Text } from "@mantine/core";
import { useFormat } from "../app/format/use-format.ts";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

/** How far long work is. */
export interface ProgressLineProps {
  /** What is being done. */
  readonly what: string;
  readonly done: number;
  /** Null where nobody knows yet. */
  readonly total: number | null;
  readonly cancel?: () => void;
}

/** How far long work is: what is done, what remains, and a way to stop it. */
export function ProgressLine({ what, done, total, cancel }: ProgressLineProps) {
  const format = useFormat();
  const t = useWords(partWords);
  const told =
    total === null
      ? format.count(done)
      : t("doneOf", { done: format.count(done), total: format.count(total) });
  return (
    <Stack gap={6}>
      <Group justify="space-between" gap="xs">
        <Text size="sm" role="status">
          {what} · {told}
        </Text>
        {cancel && (
          <Button size="compact-xs" variant="default" onClick={cancel}>
            {t("stop")}
          </Button>
        )}
      </Group>
      <Progress
        value={total === null || total === 0 ? 100 : (100 * done) / total}
        animated={total === null}
        aria-label={what}
      />
    </Stack>
  );
}
