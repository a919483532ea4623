import { Anchor, List, Stack, Text, Title } from "@mantine/core";
import type { Answer } from "../../../app/api/call.ts";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useLanguage } from "../../../app/language/language.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { Section } from "../../../parts/section.tsx";
import { StateBadge } from "../../../parts/state-badge.tsx";
import { words } from "./words.ts";

type Pack = Answer<"listRulePacks">["items"][number];

/** The rules of law, said in sentences. */
export function RuleSettings() {
  const { locale } = useLanguage();
  const t = useWords(words);
  const packs = useAsk("listRulePacks", { query: { locale } });
  return (
    <Stack gap="md">
      <Answered query={packs}>
        {({ items }) => items.map((pack) => <RulePack key={pack.id} pack={pack} />)}
      </Answered>
      <Text size="sm" c="dark.4">
        {t("choose")}
      </Text>
    </Stack>
  );
}

function RulePack({ pack }: { readonly pack: Pack }) {
  const t = useWords(words);
  const lead = (
    <>
      <StateBadge tone={pack.inForce ? "good" : "calm"}>
        {t(pack.inForce ? "inForce" : "onlyNamed")}
      </StateBadge>
      {pack.programs.length > 0 && (
        <Text size="sm" mt={4}>
          {t("programs", { programs: pack.programs.join(", ") })}
        </Text>
      )}
    </>
  );
  return (
    <Section title={pack.title} lead={lead}>
      <Stack gap="md">
        <div>
          <Title order={3} size="h6" mb={4}>
            {t("says")}
          </Title>
          <List spacing={6}>
            {pack.sentences.map((each) => (
              <List.Item key={each}>{each}</List.Item>
            ))}
          </List>
        </div>
        <div>
          <Title order={3} size="h6" mb={4}>
            {t("sources")}
          </Title>
          <Text size="sm" c="dark.4" mb={6}>
            {t("counsel")}
          </Text>
          <List size="sm" spacing={6}>
            {pack.sources.map(({ text, url }) => (
              <List.Item key={url}>
                <span lang="en">{text}</span>{" "}
                <Anchor href={url} target="_blank" rel="noreferrer" size="sm" underline="always">
                  {new URL(url).host}
                </Anchor>
              </List.Item>
            ))}
          </List>
        </div>
      </Stack>
    </Section>
  );
}
