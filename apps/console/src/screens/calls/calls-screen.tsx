import {
  Anchor,
  Button,
  Grid,
  Group,
  NavLink,
  Paper,
  ScrollArea,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import type { OpenCallView } from "@perennial/api";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { useAsk } from "../../app/api/use-ask.ts";
import { useFormat } from "../../app/format/use-format.ts";
import { useWords } from "../../app/language/words.ts";
import { Answered } from "../../parts/answered.tsx";
import { OpenCall } from "../../parts/customer/open-call.tsx";
import { Nothing } from "../../parts/nothing.tsx";
import { Screen } from "../../parts/screen.tsx";
import { words } from "./words.ts";

/** How often the list is asked for again, in milliseconds: several people work through it. */
const EVERY = 20_000;
/** As many as the server gives. */
const MOST = 200;

/** The calls to make, by urgency, each with what to say and how it went. */
export function CallsScreen() {
  const t = useWords(words);
  const query = useAsk("listCalls", {}, { every: EVERY });
  return (
    <Screen title={t("title")} lead={t("lead")}>
      <Answered query={query} rows={6}>
        {({ items }) => (items.length === 0 ? <Nobody /> : <Worklist calls={items} />)}
      </Answered>
    </Screen>
  );
}

function Nobody() {
  const t = useWords(words);
  const programs = (
    <Button renderRoot={(props) => <Link to="/programs" {...props} />}>{t("programs")}</Button>
  );
  return (
    <Nothing title={t("none")} action={programs}>
      {t("noneMeans")}
    </Nothing>
  );
}

function Worklist({ calls }: { readonly calls: readonly OpenCallView[] }) {
  const t = useWords(words);
  const { call: wanted } = useSearch({ strict: false }) as { readonly call?: unknown };
  const navigate = useNavigate();
  const chosen = calls.find(({ commandId }) => commandId === wanted) ?? calls[0];
  const choose = (call: string) =>
    void navigate({ to: "/calls", search: { call } as never, replace: true });
  return (
    <Stack gap="xs">
      <Text fw={600} role="status">
        {t("count", { count: calls.length })}
      </Text>
      {calls.length >= MOST && <Text size="sm">{t("full")}</Text>}
      <Grid gap="md">
        <Grid.Col span={{ base: 12, sm: 5, lg: 4 }}>
          <ScrollArea.Autosize mah={620} viewportProps={{ tabIndex: 0, "aria-label": t("list") }}>
            <nav aria-label={t("list")}>
              {calls.map((each) => (
                <CallLine
                  key={each.commandId}
                  call={each}
                  isChosen={each.commandId === chosen?.commandId}
                  choose={() => choose(each.commandId)}
                />
              ))}
            </nav>
          </ScrollArea.Autosize>
        </Grid.Col>
        <Grid.Col span={{ base: 12, sm: 7, lg: 8 }}>
          {chosen ? <Chosen key={chosen.commandId} call={chosen} /> : <Text>{t("pick")}</Text>}
        </Grid.Col>
      </Grid>
    </Stack>
  );
}

interface CallLineProps {
  readonly call: OpenCallView;
  readonly isChosen: boolean;
  readonly choose: () => void;
}

function CallLine({ call, isChosen, choose }: CallLineProps) {
  const t = useWords(words);
  const { moment } = useFormat();
  const { name, expiresAt, listedAt } = call;
  const when =
    expiresAt === null
      ? t("listed", { at: moment(listedAt) })
      : t("due", { at: moment(expiresAt) });
  return (
    <NavLink
      component="button"
      label={name}
      description={when}
      active={isChosen}
      aria-current={isChosen || undefined}
      onClick={choose}
      styles={{ description: { color: "var(--mantine-color-dark-4)" } }}
    />
  );
}

function Chosen({ call }: { readonly call: OpenCallView }) {
  const t = useWords(words);
  const { customerId: id, commandId, name } = call;
  const search = { customer: id, command: commandId, direction: "out" } as never;
  return (
    <Paper component="section" withBorder p="md" aria-label={name}>
      <Title order={2} size="h4" mb="xs">
        {name}
      </Title>
      <Group gap="md">
        <Anchor size="sm" renderRoot={(props) => <Link to="/agent" search={search} {...props} />}>
          {t("support")}
        </Anchor>
        <Anchor
          size="sm"
          renderRoot={(props) => <Link to="/customers/$id" params={{ id }} {...props} />}
        >
          {t("record")}
        </Anchor>
      </Group>
      <Stack mt="sm">
        <OpenCall call={call} />
      </Stack>
    </Paper>
  );
}
