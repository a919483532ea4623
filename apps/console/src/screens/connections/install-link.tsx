import { Button, CopyButton, Group, Stack, Text, TextInput } from "@mantine/core";
import type { ConnectorView } from "@perennial/api";
import { useDo } from "../../app/api/use-do.ts";
import { useWords } from "../../app/language/words.ts";
import { ProblemNote } from "../../parts/problem-note.tsx";
import { words } from "./words.ts";

/** Makes the link by which an administrator at the vendor installs our app. */
export function InstallLink({ connector }: { readonly connector: ConnectorView }) {
  const t = useWords(words);
  const invite = useDo("createInstallInvite");
  const url = invite.data?.url;
  return (
    <Stack gap="sm" maw={720}>
      <Text size="sm">{connector.ready ? t("installMeans") : t("notReady")}</Text>
      {url === undefined ? (
        <Group>
          <Button
            onClick={() => invite.mutate({ params: { connector: connector.id } })}
            loading={invite.isPending}
            disabled={!connector.ready}
          >
            {t("install")}
          </Button>
        </Group>
      ) : (
        <>
          <TextInput label={t("install")} value={url} readOnly />
          <Group>
            <Button component="a" href={url} target="_blank" rel="noreferrer">
              {t("openInstall")}
            </Button>
            <CopyButton value={url}>
              {({ copied, copy }) => (
                <Button variant="default" onClick={copy}>
                  {t(copied ? "copied" : "copy")}
                </Button>
              )}
            </CopyButton>
          </Group>
        </>
      )}
      <ProblemNote error={invite.error} />
    </Stack>
  );
}
