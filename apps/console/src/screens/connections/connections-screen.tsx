import { Button, SimpleGrid } from "@mantine/core";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { AddConnection } from "./add-connection.tsx";
import { ConnectionCard } from "./connection-card.tsx";
import { words } from "./words.ts";

/** The systems that are connected, how each does, and a way to connect another. */
export function ConnectionsScreen() {
  const t = useWords(words);
  const may = useMay("admin");
  const query = useAsk("listConnections");
  const { add } = useSearch({ strict: false }) as { readonly add?: unknown };
  const navigate = useNavigate();
  const choose = (next: string | undefined) =>
    void navigate({
      to: "/connections",
      search: (next === undefined ? {} : { add: next }) as never,
    });
  const isAdding = typeof add === "string" && may;
  const addButton = <Button onClick={() => choose("new")}>{t("add")}</Button>;
  return (
    <Screen
      title={t("title")}
      lead={may ? t("lead") : `${t("lead")} ${t("mayNot")}`}
      actions={
        may && (
          <>
            <Button variant="default" renderRoot={(props) => <Link to="/import" {...props} />}>
              {t("import")}
            </Button>
            {isAdding ? (
              <Button variant="default" onClick={() => choose(undefined)}>
                {t("all")}
              </Button>
            ) : (
              addButton
            )}
          </>
        )
      }
    >
      {isAdding ? (
        <AddConnection chosen={add === "new" ? undefined : add} choose={choose} />
      ) : (
        <Answered query={query}>
          {({ items }) =>
            items.length === 0 ? (
              <Nothing title={t("noneTitle")} action={may && addButton}>
                {t("noneMeans")}
              </Nothing>
            ) : (
              <SimpleGrid cols={{ base: 1, sm: 2, xl: 3 }}>
                {items.map((each) => (
                  <ConnectionCard key={each.id} connection={each} />
                ))}
              </SimpleGrid>
            )
          }
        </Answered>
      )}
    </Screen>
  );
}
