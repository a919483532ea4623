import { Stack, Text } from "@mantine/core";
import type { Answer } from "../../app/api/call.ts";
import { useWords } from "../../app/language/words.ts";
import { words } from "./words.ts";

/** How a call is answered. */
export type Routing = Answer<"identifyCaller">["routing"];

const NAMES = [
  ...(["priority", "skill", "voiceMessage"] as const),
  ...(["selfServices", "view", "highlight"] as const),
] as const;

/** The five outputs for a call, each with the rule that decided it and why (L-10 to L-15). */
export function RoutingAnswer({ routing }: { readonly routing: Routing }) {
  const t = useWords(words);
  const value = useValues(routing);
  return (
    <Stack gap={6}>
      {NAMES.map((name) => {
        const { rule, reason } = routing[name];
        return (
          <div key={name}>
            <Text size="sm">
              {t(name)}: <b>{value[name]}</b>
            </Text>
            <Text size="xs" c="dark.4">
              {rule === null ? reason : t("byRule", { rule, reason })}
            </Text>
          </div>
        );
      })}
    </Stack>
  );
}

function useValues(routing: Routing): Readonly<Record<(typeof NAMES)[number], string>> {
  const t = useWords(words);
  const named = (list: readonly { readonly name: string }[]) =>
    list.length === 0 ? t("nothing") : list.map(({ name }) => name).join(", ");
  return {
    priority: t("priorityOf", { value: routing.priority.value }),
    skill: routing.skill.value.name,
    voiceMessage: routing.voiceMessage.value?.text ?? t("nothing"),
    selfServices: named(routing.selfServices.value),
    view: routing.view.value.name,
    highlight: named(routing.highlight.value),
  };
}
