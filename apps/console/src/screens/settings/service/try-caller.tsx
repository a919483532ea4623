import { Button, Group, Select, Stack, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useLanguage } from "../../../app/language/language.ts";
import { useWords } from "../../../app/language/words.ts";
import { ProblemNote } from "../../../parts/problem-note.tsx";
import { Section } from "../../../parts/section.tsx";
import { lookedFor } from "../../agent/agent-address.ts";
import { RoutingAnswer } from "../../agent/routing-answer.tsx";
import { useNamed } from "./named.ts";
import { words } from "./words.ts";

/** What a caller would get by the rules as they are saved, with the rule that decided each answer. */
export function TryCaller() {
  const t = useWords(words);
  const { locale } = useLanguage();
  const [text, setText] = useState("");
  const [errand, setErrand] = useState<string | null>(null);
  const [asked, setAsked] = useState<ReturnType<typeof lookedFor> & { readonly errand?: string }>();
  const { data, error } = useAsk(
    "identifyCaller",
    { query: { locale, ...asked } },
    { when: asked !== undefined },
  );
  const ask = () => setAsked({ ...lookedFor(text), ...(errand !== null && { errand }) });
  return (
    <Section title={t("try")} lead={t("tryLead")}>
      <Stack gap="xs">
        <Group gap="xs" align="flex-end">
          <TextInput
            label={t("tryCaller")}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
            w={280}
          />
          <Select
            label={t("tryErrand")}
            data={[...useNamed("errands")]}
            value={errand}
            onChange={setErrand}
            clearable
          />
          <Button variant="default" onClick={ask}>
            {t("tryIt")}
          </Button>
        </Group>
        <ProblemNote error={error} />
        {data && (
          <div role="status">
            <Text size="sm" fw={600} mb={4}>
              {data.identification.words}
            </Text>
            <RoutingAnswer routing={data.routing} />
          </div>
        )}
      </Stack>
    </Section>
  );
}
