import { Group, Stack, Tabs, Text } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { type FormEvent, useState } from "react";
import { stringify } from "yaml";
import type { Answer } from "../../../app/api/call.ts";
import { useAsk } from "../../../app/api/use-ask.ts";
import { useDo } from "../../../app/api/use-do.ts";
import { useWords } from "../../../app/language/words.ts";
import { Answered } from "../../../parts/answered.tsx";
import { LeaveGuard } from "../../../parts/leave-guard.tsx";
import { StateBadge } from "../../../parts/state-badge.tsx";
import { type EditorContext, EditorProvider } from "../../editor/editor-context.ts";
import { SaveBar } from "../shared/tenant-form.tsx";
import { NameLists } from "./name-lists.tsx";
import { OfferForms } from "./offer-forms.tsx";
import { PictureForms } from "./picture-forms.tsx";
import { PotentialForms } from "./potential-forms.tsx";
import { RuleForms } from "./rule-forms.tsx";
import { useServiceContext } from "./service-context.ts";
import { TalkPointForms } from "./talk-point-forms.tsx";
import { TeamForms } from "./team-forms.tsx";
import { TryCaller } from "./try-caller.tsx";
import { words } from "./words.ts";

const TABS = {
  rules: RuleForms,
  talk: TalkPointForms,
  offers: OfferForms,
  potential: PotentialForms,
  names: NameLists,
  teams: TeamForms,
  picture: PictureForms,
};
const NAMES = ["rules", "talk", "offers", "potential", "names", "teams", "picture"] as const;
/** How long nothing is changed before it is checked, in milliseconds. */
const PAUSE = 400;

/** How calls are answered: by which rules, what is talked about and what may be offered. */
export function ServiceSettings() {
  const query = useAsk("getService");
  return <Answered query={query}>{(saved) => <Desk saved={saved} />}</Answered>;
}

function Desk({ saved }: { readonly saved: Answer<"getService"> }) {
  const save = useDo("putService", { refresh: ["getService", "identifyCaller"] });
  const was = stringify(saved.service, { lineWidth: 0 });
  const [changed, setChanged] = useState<string>();
  const text = changed ?? was;
  const isDirty = text !== was;
  const [checked] = useDebouncedValue(text, PAUSE);
  const { data } = useAsk("checkService", { body: { service: checked } }, { keep: true });
  const context = useServiceContext({
    ...{ text, change: setChanged, problems: data?.problems ?? saved.problems },
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    save.mutate({ body: { service: text } }, { onSuccess: () => setChanged(undefined) });
  };
  const undo = () => {
    setChanged(undefined);
    save.reset();
  };
  return (
    <form onSubmit={submit} noValidate>
      <EditorProvider value={context}>
        <Stack gap="md">
          <Found problems={context.analysis.problems} isReady={saved.isReady} />
          <Parts />
          <SaveBar
            isDirty={isDirty}
            isSaving={save.isPending}
            isSaved={save.isSuccess && !isDirty}
            error={save.error}
            undo={undo}
          />
        </Stack>
      </EditorProvider>
      <LeaveGuard isDirty={isDirty && !save.isPending} />
    </form>
  );
}

function Parts() {
  const t = useWords(words);
  return (
    <Tabs defaultValue="rules" keepMounted={false}>
      <Tabs.List mb="md">
        {NAMES.map((name) => (
          <Tabs.Tab key={name} value={name}>
            {t(name)}
          </Tabs.Tab>
        ))}
      </Tabs.List>
      {NAMES.map((name) => {
        const Part = TABS[name];
        return (
          <Tabs.Panel key={name} value={name}>
            <Stack gap="md">
              <Text size="sm">{t(`${name}Lead`)}</Text>
              {name === "rules" && <TryCaller />}
              <Part />
            </Stack>
          </Tabs.Panel>
        );
      })}
    </Tabs>
  );
}

interface FoundProps {
  readonly problems: EditorContext["analysis"]["problems"];
  readonly isReady: boolean;
}

/** The part in which each key of the settings is changed. */
const PART_OF: ReadonlyMap<string, (typeof NAMES)[number]> = new Map([
  ["routing", "rules"],
  ["talkPoints", "talk"],
  ["offers", "offers"],
  ["potential", "potential"],
  ["teams", "teams"],
  ["calling", "picture"],
  ["lookBack", "picture"],
  ["contacts", "picture"],
]);

/** Whether it is one's own yet, and what is wrong with it, under the name of the part it is in. */
function Found({ problems, isReady }: FoundProps) {
  const t = useWords(words);
  return (
    <Stack gap={4}>
      {isReady && <Text size="sm">{t("ready")}</Text>}
      {problems.map(({ severity, message, path }) => {
        const part = PART_OF.get(String(path[0]));
        return (
          <Group key={`${path.join()} ${message}`} gap={6}>
            <StateBadge tone={severity === "error" ? "bad" : "warn"}>{t(severity)}</StateBadge>
            <Text size="sm" role={severity === "error" ? "alert" : "status"}>
              {part !== undefined && `${t(part)}: `}
              {message}
            </Text>
          </Group>
        );
      })}
    </Stack>
  );
}
