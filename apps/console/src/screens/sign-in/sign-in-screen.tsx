import {
  Alert,
  Anchor,
  Button,
  Center,
  Group,
  List,
  Paper,
  PasswordInput,
  Stack,
  Text,
  Title,
} from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { ApiProblem } from "../../app/api/api-problem.ts";
import { useLanguage } from "../../app/language/language.ts";
import { useWords } from "../../app/language/words.ts";
import { session } from "../../app/session/session.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

/** The way in: a key to paste, and in plain words where to get one. */
export function SignInScreen({ reason }: { readonly reason?: Error }) {
  const t = useWords(words);
  useEffect(() => {
    document.title = t("title");
  });
  return (
    <Center mih="100vh" p="md" bg="gray.0">
      <Paper component="main" withBorder shadow="sm" p="xl" radius="md" w="100%" maw={480}>
        <Stack gap="md">
          <Group gap="sm" wrap="nowrap">
            <img src={`${import.meta.env.BASE_URL}leaf.svg`} alt="" width={32} height={32} />
            <Title order={1} size="h3">
              {t("title")}
            </Title>
          </Group>
          <Text c="dark.4">{t("lead")}</Text>
          <Why reason={reason} />
          <KeyForm />
          <How />
          <Languages />
        </Stack>
      </Paper>
    </Center>
  );
}

/** Why whoever was signed in is here again. */
function Why({ reason }: { readonly reason: Error | undefined }) {
  const t = useWords(words);
  if (reason === undefined) return null;
  if (!(reason instanceof ApiProblem) || reason.status !== 401) {
    return <ProblemNote error={reason} />;
  }
  const isCode = reason.problem.problems?.some(({ place }) => place.endsWith(".code")) ?? false;
  return (
    <Alert color="yellow" title={t(isCode ? "codeUsed" : "ended")} role="status">
      {t(isCode ? "codeUsedMeans" : "endedMeans")}
    </Alert>
  );
}

function KeyForm() {
  const t = useWords(words);
  const [token, setToken] = useState("");
  const [error, setError] = useState<Error | undefined>(undefined);
  const [isMissing, setMissing] = useState(false);
  const [isBusy, setBusy] = useState(false);
  const isUnknown = error instanceof ApiProblem && (error.status === 401 || error.status === 400);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setError(undefined);
    setMissing(token.trim() === "");
    if (token.trim() === "") return;
    setBusy(true);
    session
      .signIn(token.trim())
      .catch((told: unknown) => setError(told instanceof Error ? told : new TypeError(`${told}`)))
      .finally(() => setBusy(false));
  };
  const wrong = isMissing ? t("missing") : isUnknown && t("unknown");
  return (
    <form onSubmit={submit} noValidate>
      <Stack gap="sm">
        <PasswordInput
          label={t("token")}
          description={t("tokenHint")}
          value={token}
          onChange={(event) => setToken(event.currentTarget.value)}
          autoComplete="current-password"
          autoFocus
          error={wrong}
        />
        {error && !isUnknown && <ProblemNote error={error} />}
        <Button type="submit" loading={isBusy}>
          {t("submit")}
        </Button>
      </Stack>
    </form>
  );
}

function How() {
  const t = useWords(words);
  return (
    <section aria-label={t("how")}>
      <Title order={2} size="h6" mb={4}>
        {t("how")}
      </Title>
      <List size="sm" spacing={4}>
        <List.Item>{t("howInvited")}</List.Item>
        <List.Item>{t("howServer")}</List.Item>
        <List.Item>{t("howCrm")}</List.Item>
      </List>
    </section>
  );
}

/** The other language, under its own name. */
function Languages() {
  const { locale, change } = useLanguage();
  const other = locale === "sv" ? ({ id: "en", name: "English" } as const) : SWEDISH;
  return (
    <Anchor component="button" type="button" size="sm" onClick={() => change(other.id)}>
      <span lang={other.id}>{other.name}</span>
    </Anchor>
  );
}

const SWEDISH = { id: "sv", name: "Svenska" } as const;
