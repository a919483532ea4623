import { Progress, Stack, Text } from "@mantine/core";
import type { ConnectionUseView } from "@perennial/api";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** How much room the vendor's limits leave. */
export function Headroom({ limits }: Pick<ConnectionUseView, "limits">) {
  const t = useWords(words);
  const { count } = useFormat();
  if (limits.length === 0) return null;
  return (
    <Stack gap={6}>
      <Text size="sm" fw={600}>
        {t("room")}
      </Text>
      {limits.map(({ family, size, free }) => {
        const name = family === "default" ? t("commands") : family;
        const told = t("roomOf", { family: name, free: count(free), size: count(size) });
        return (
          <div key={family}>
            <Text size="sm" c="dark.4">
              {told}
            </Text>
            <Progress value={size === 0 ? 0 : (100 * free) / size} size="sm" aria-label={told} />
          </div>
        );
      })}
    </Stack>
  );
}
