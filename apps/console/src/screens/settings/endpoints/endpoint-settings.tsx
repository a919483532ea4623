import { Button, Stack } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { Nothing } from "../../../parts/nothing.tsx";
import { Section } from "../../../parts/section.tsx";
import { ShownOnce } from "../shared/shown-once.tsx";
import { EndpointCard } from "./endpoint-card.tsx";
import { type Endpoint, EndpointForm } from "./endpoint-form.tsx";
import { words } from "./words.ts";

/** The systems that are told when something happens. */
export function EndpointSettings() {
  const t = useWords(words);
  const endpoints = useAsk("listEndpoints");
  const [editing, setEditing] = useState<Endpoint | null | undefined>(undefined);
  const [secret, setSecret] = useState<{ id: string; text: string } | undefined>(undefined);
  const add = (
    <Button size="xs" onClick={() => setEditing(null)}>
      {t("add")}
    </Button>
  );
  return (
    <Section title={t("list")} actions={add}>
      <Answered query={endpoints}>
        {({ items }) =>
          items.length === 0 ? (
            <Nothing title={t("none")}>{t("noneMeans")}</Nothing>
          ) : (
            <Stack gap="md">
              {items.map((endpoint) => (
                <EndpointCard
                  key={endpoint.id}
                  endpoint={endpoint}
                  edit={() => setEditing(endpoint)}
                  shownSecret={(text) => setSecret({ id: endpoint.id, text })}
                />
              ))}
            </Stack>
          )
        }
      </Answered>
      {editing !== undefined && (
        <EndpointForm
          endpoint={editing}
          close={() => setEditing(undefined)}
          saved={(id, text) => {
            setEditing(undefined);
            if (text !== null) setSecret({ id, text });
          }}
        />
      )}
      <ShownOnce
        title={t("secretTitle", { id: secret?.id ?? "" })}
        text={secret?.text}
        close={() => setSecret(undefined)}
      >
        {t("secretMeans")}
      </ShownOnce>
    </Section>
  );
}
