import { Button, Tabs } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { Recipients } from "./recipients.tsx";
import { TextList } from "./text-list.tsx";
import { words } from "./words.ts";

/** Every text that programs send, and who of the company's own gets them to look at. */
export function MessagesScreen() {
  const t = useWords(words);
  const { tab } = useSearch({ strict: false }) as { readonly tab?: unknown };
  const navigate = useNavigate();
  const shown = tab === "recipients" ? "recipients" : "texts";
  const show = (next: string | null) =>
    void navigate({
      to: "/messages",
      search: (next === "recipients" ? { tab: next } : {}) as never,
      replace: true,
    });
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Tabs value={shown} onChange={show} keepMounted={false}>
        <Tabs.List mb="md">
          <Tabs.Tab value="texts">{t("texts")}</Tabs.Tab>
          <Tabs.Tab value="recipients">{t("recipients")}</Tabs.Tab>
        </Tabs.List>
        <Tabs.Panel value="texts">
          <Texts />
        </Tabs.Panel>
        <Tabs.Panel value="recipients">
          <Recipients />
        </Tabs.Panel>
      </Tabs>
    </Screen>
  );
}

function Texts() {
  const t = useWords(words);
  const query = useAsk("listTemplates");
  return (
    <Answered query={query} rows={8}>
      {({ items }) =>
        items.length > 0 ? (
          <TextList items={items} />
        ) : (
          <Nothing
            title={t("noneTitle")}
            action={
              <Button renderRoot={(props) => <Link to="/programs" {...props} />}>
                {t("toLibrary")}
              </Button>
            }
          >
            {t("noneMeans")}
          </Nothing>
        )
      }
    </Answered>
  );
}
