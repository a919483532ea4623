import { Anchor, List, Text } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useWords } from "../../app/language/words.ts";
import { Section } from "../../parts/section.tsx";
import type { OpenText } from "./preview.tsx";
import { words } from "./words.ts";

/** The steps that use a text. */
export function UsedIn({ open }: OpenText) {
  const t = useWords(words);
  const { steps, program } = open.template;
  return (
    <Section title={t("usedIn")}>
      {steps.length === 0 ? (
        <Text size="sm">{t("usedInNone")}</Text>
      ) : (
        <List size="sm">
          {steps.map(({ id }) => (
            <List.Item key={id}>
              <Anchor
                renderRoot={(props) => (
                  <Link to="/programs/$id" params={{ id: program }} {...props} />
                )}
              >
                {t("step", { step: id })}
              </Anchor>
            </List.Item>
          ))}
        </List>
      )}
    </Section>
  );
}
