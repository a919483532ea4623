import { Grid } from "@mantine/core";
import { useWords } from "../../app/language/words.ts";
import { useSession } from "../../app/session/use-session.ts";
import { Screen } from "../../parts/screen.tsx";
import { ConnectionsHealth } from "./connections-health.tsx";
import { DemoClock } from "./demo-clock.tsx";
import { FlowStatement } from "./flow-statement.tsx";
import { GettingStarted } from "./getting-started.tsx";
import { Renewals } from "./renewals.tsx";
import { PauseSending, SendingPaused } from "./sending-switch.tsx";
import { Today } from "./today.tsx";
import { Warnings } from "./warnings.tsx";
import { words } from "./words.ts";

/** The start page: how the base is, what happens today, and what needs somebody (product.md, feature 6). */
export function HomeScreen() {
  const { live } = useSession();
  const t = useWords(words);
  return (
    <Screen title={t("title")} lead={t("lead")} actions={<PauseSending />}>
      <SendingPaused />
      <GettingStarted />
      <Grid gap="md">
        {!live && (
          <Grid.Col span={12}>
            <DemoClock />
          </Grid.Col>
        )}
        <Grid.Col span={{ base: 12, lg: 7 }}>
          <Today />
        </Grid.Col>
        <Grid.Col span={{ base: 12, lg: 5 }}>
          <Warnings />
        </Grid.Col>
        <Grid.Col span={12}>
          <Renewals />
        </Grid.Col>
        <Grid.Col span={12}>
          <FlowStatement />
        </Grid.Col>
        <Grid.Col span={12}>
          <ConnectionsHealth />
        </Grid.Col>
      </Grid>
    </Screen>
  );
}
