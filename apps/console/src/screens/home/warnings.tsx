import { Button, Group, List, Text, ThemeIcon } from "@mantine/core";
import { IconAlertTriangle, IconCheck } from "@tabler/icons-react";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** What needs somebody, each with the place where it is mended. */
export function Warnings() {
  const { locale } = useLanguage();
  const t = useWords(words);
  const query = useAsk("getOverview", { query: { locale } });
  return (
    <Section title={t("needs")}>
      <Answered query={query}>
        {({ warnings }) =>
          warnings.length === 0 ? (
            <Group gap="xs">
              <ThemeIcon variant="light" radius="xl" size="sm" aria-hidden>
                <IconCheck size={14} />
              </ThemeIcon>
              <Text>{t("needsNothing")}</Text>
            </Group>
          ) : (
            <List spacing="sm" listStyleType="none" p={0}>
              {warnings.map(({ kind, about, sentence }) => (
                <List.Item key={`${kind} ${about} ${sentence}`}>
                  <Group gap="sm" align="flex-start" wrap="nowrap">
                    <ThemeIcon color="orange.8" variant="light" radius="xl" size="sm" aria-hidden>
                      <IconAlertTriangle size={14} />
                    </ThemeIcon>
                    <div>
                      <Text size="sm">{sentence}</Text>
                      <Button
                        size="compact-xs"
                        variant="light"
                        mt={4}
                        renderRoot={(props) => <Link to={placeOf(kind, about)} {...props} />}
                      >
                        {t("open")}
                      </Button>
                    </div>
                  </Group>
                </List.Item>
              ))}
            </List>
          )
        }
      </Answered>
    </Section>
  );
}

/** Where something that needs somebody is looked into. */
function placeOf(kind: "connection" | "refused" | "unclear", about: string): string {
  if (kind === "connection") return `/connections/${encodeURIComponent(about)}`;
  if (kind === "refused") return `/programs/${encodeURIComponent(about)}`;
  return "/activity?outcome=unclear";
}
