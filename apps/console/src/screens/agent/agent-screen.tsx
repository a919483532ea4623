import { Button } from "@mantine/core";
import { Link } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { useMay } from "../../app/session/use-session.ts";
import { Answered } from "../../parts/answered.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { type AgentAddress, useAgentAddress } from "./agent-address.ts";
import { CallerSearch } from "./caller-search.tsx";
import { CallerView } from "./caller-view.tsx";
import { WhoCalls } from "./who-calls.tsx";
import { words } from "./words.ts";

/** What an agent sees while the phone rings: who it is, what to say, and what came of it (L-01 to L-25). */
export function AgentScreen() {
  const t = useWords(words);
  const may = useMay("agent");
  const { address, go } = useAgentAddress();
  if (!may) {
    return (
      <Screen title={t("title")}>
        <Nothing title={t("agentOnly")}>{t("agentOnlyMeans")}</Nothing>
      </Screen>
    );
  }
  const isAsked = Object.keys(address).length > 0;
  return (
    <Screen title={t("title")} actions={<CallerSearch address={address} go={go} />}>
      {isAsked ? <Caller address={address} go={go} /> : <Ready />}
    </Screen>
  );
}

/** Parts of the screen that stand for an address. */
export interface AtAddress {
  readonly address: AgentAddress;
  readonly go: (address: AgentAddress) => void;
}

/** Whoever has been chosen, or whom a number or an id means. */
function Caller({ address, go }: AtAddress) {
  const { locale } = useLanguage();
  const { customer, phone, entered, call, errand, direction } = address;
  const query = useAsk(
    "identifyCaller",
    {
      query: {
        locale,
        ...(phone !== undefined && { phone }),
        ...(entered !== undefined && { entered }),
        ...(call !== undefined && { callId: call }),
        ...(errand !== undefined && { errand }),
        ...(direction !== undefined && { direction }),
      },
    },
    { when: customer === undefined },
  );
  const found = query.data?.identification;
  const id = customer ?? (found?.kind === "one" ? found.callers[0]?.customerId : undefined);
  if (id !== undefined) {
    const isOtherNumber = found?.otherNumber === true;
    return <CallerView key={id} {...{ id, address, go, isOtherNumber }} />;
  }
  return (
    <Answered query={query} rows={8}>
      {({ identification, routing }) => <WhoCalls {...{ address, go, identification, routing }} />}
    </Answered>
  );
}

/** Before a call. */
function Ready() {
  const t = useWords(words);
  const list = (
    <Button renderRoot={(props) => <Link to="/calls" {...props} />}>{t("toList")}</Button>
  );
  return (
    <Nothing title={t("ready")} action={list}>
      {t("readyMeans")}
    </Nothing>
  );
}
