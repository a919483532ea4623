import { Group, Stack, Text } from "@mantine/core";
import type { NeedView } from "@perennial/api";
import { useWords } from "../../app/language/words.ts";
import { StateBadge, type Tone } from "../../parts/state-badge.tsx";
import { words } from "./words.ts";

const TONES: Readonly<Record<NeedView["status"], Tone>> = {
  ...{ there: "good", partly: "warn", lacking: "bad", unknown: "calm" },
};

/** What a program needs, each with whether it is there and what to do where it is not. */
export function NeedList({ needs }: { readonly needs: readonly NeedView[] }) {
  const t = useWords(words);
  return (
    <Stack gap={6}>
      {needs.map(({ kind, name, words: what, status, lack }) => (
        <Group key={`${kind} ${name}`} gap="xs" wrap="nowrap" align="flex-start">
          <div style={{ width: 92, flexShrink: 0 }}>
            <StateBadge tone={TONES[status]}>
              {t(status === "lacking" ? "lackingNeed" : status)}
            </StateBadge>
          </div>
          <div>
            <Text size="sm">{capital(what)}</Text>
            {lack !== null && (
              <Text size="xs" c="dark.4">
                {lack}
              </Text>
            )}
          </div>
        </Group>
      ))}
    </Stack>
  );
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
