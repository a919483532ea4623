import { Button, Text } from "@mantine/core";
import type { ConnectionHealthView } from "@perennial/api";
import { Link } from "@tanstack/react-router";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { ConfirmButton } from "../../parts/confirm-button.tsx";
import { words } from "./words.ts";

const REFRESH = ["getConnection", "listConnections", "getOverview", "getOnboarding"] as const;

/** What can be done with a connection as a whole. */
export function HeadActions({ health }: { readonly health: ConnectionHealthView }) {
  const t = useWords(words);
  const { id, state, connector, pausedBy } = health.connection;
  const [mayManage, mayPause] = [useMay("admin"), useMay("marketer")];
  const pause = useDo("pauseConnection", { refresh: REFRESH });
  const resume = useDo("resumeConnection", { refresh: REFRESH });
  const check = useDo("checkConnection");
  const params = { id };
  if (state === "disconnected") {
    return mayManage ? (
      <Button
        renderRoot={(props) => (
          <Link to="/connections" search={{ add: connector } as never} {...props} />
        )}
      >
        {t("reconnect")}
      </Button>
    ) : null;
  }
  return (
    <>
      {mayManage && (
        <Button
          variant="default"
          onClick={() => check.mutate({ params })}
          loading={check.isPending}
        >
          {t("check")}
        </Button>
      )}
      {check.data && (
        <Text size="sm" role="status" c={check.data.works ? "green.9" : "red.9"}>
          {check.data.works ? t("works") : t("worksNot", { message: check.data.message ?? "" })}
        </Text>
      )}
      {state === "active" && mayPause && (
        <ConfirmButton
          label={t("pause")}
          question={t("pauseQuestion")}
          variant="default"
          act={() => pause.mutateAsync({ params })}
          isActing={pause.isPending}
          error={pause.error}
        >
          {t("pauseMeans")}
        </ConfirmButton>
      )}
      {(state !== "active" || pausedBy !== null) && mayManage && (
        <Button onClick={() => resume.mutate({ params })} loading={resume.isPending}>
          {t("resume")}
        </Button>
      )}
    </>
  );
}
