import { Anchor, List, Stack, Text } from "@mantine/core";
import type { ConnectionHealthView } from "@perennial/api";
import { Link, useNavigate } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useDo } from "../../app/api/use-do.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { Section } from "../../parts/section.tsx";
import { words } from "./words.ts";

/** Ends a connection; what goes with it is told first. */
export function RemoveTab({ health }: { readonly health: ConnectionHealthView }) {
  const t = useWords(words);
  const { id, state } = health.connection;
  const params = { id };
  const use = useAsk("getConnectionUse", { params });
  const navigate = useNavigate();
  const refresh = ["listConnections", "getConnection", "getOverview", "getOnboarding"] as const;
  const remove = useDo("removeConnection", { refresh: ["listConnections", "getOnboarding"] });
  const disconnect = useDo("disconnect", { refresh });
  const isInstalled = health.account !== null && state !== "disconnected";
  if (isInstalled) {
    return (
      <Section title={t("disconnect")} lead={t("disconnectMeans")}>
        <ConfirmButton
          label={t("disconnect")}
          question={t("disconnectQuestion")}
          color="red.9"
          act={() => disconnect.mutateAsync({ params })}
          isActing={disconnect.isPending}
          error={disconnect.error}
        >
          {t("disconnectMeans")}
        </ConfirmButton>
      </Section>
    );
  }
  return (
    <Section title={t("removeIt")} lead={t("removeLead")}>
      <Answered query={use}>
        {({ removal }) => (
          <Stack gap="md" align="flex-start">
            <Gone removal={removal} />
            <ConfirmButton
              label={t("removeIt")}
              question={t("removeQuestion", { name: id })}
              color="red.9"
              act={async () => {
                await remove.mutateAsync({ params });
                await navigate({ to: "/connections" });
              }}
              isActing={remove.isPending}
              error={remove.error}
            >
              <Gone removal={removal} />
            </ConfirmButton>
            <Anchor size="sm" renderRoot={(props) => <Link to="/connections" {...props} />}>
              {t("back")}
            </Anchor>
          </Stack>
        )}
      </Answered>
    </Section>
  );
}

interface GoneProps {
  readonly removal: {
    readonly deliveries: number;
    readonly waiting: number;
    readonly excluded: number;
  };
}

function Gone({ removal: { deliveries, waiting, excluded } }: GoneProps) {
  const t = useWords(words);
  const { count } = useFormat();
  return (
    <div>
      <Text size="sm">{t("removes")}</Text>
      <List size="sm">
        <List.Item>{t("removesSettings")}</List.Item>
        <List.Item>
          {t("removesDeliveries", { count: deliveries, waiting: count(waiting) })}
        </List.Item>
        <List.Item>{t("removesExcluded", { count: excluded })}</List.Item>
      </List>
    </div>
  );
}
