import {
  Alert,
  DescriptionList,
  DescriptionListItem,
  Heading,
  LoadingButton,
  Select,
  Text,
  Tile,
} from "@hubspot/ui-extensions";
import { type Answer, type Surroundings, useAction } from "perennial-hubspot-shared";
import { useState } from "react";
import { CONNECTION } from "../connection-name.ts";
import type { OpenForm } from "../form/use-form.ts";
import { MAPPING_WORDS } from "./mapping-words.ts";
import { signalLines } from "./signal-lines.ts";

type Sample = Answer<"tryConnectionMapping">["samples"][number];

interface MappingTrialProps {
  readonly surroundings: Surroundings;
  readonly objects: Answer<"describeConnection">["objects"];
  readonly form: OpenForm;
}

/** Shows what the settings as they stand in the form would make of a few records, before they are saved. */
export function MappingTrial({ surroundings, objects, form }: MappingTrialProps) {
  const { ask, language } = surroundings;
  const words = MAPPING_WORDS[language];
  const { busy, run } = useAction(surroundings);
  const [object, setObject] = useState("contact");
  const [samples, setSamples] = useState<readonly Sample[]>();

  async function tryOut() {
    await run(async () => {
      const body = { object, count: 3, settings: form.changes };
      const answer = await ask("tryConnectionMapping", { params: CONNECTION, body }).catch(
        form.refuse,
      );
      setSamples(answer.samples);
      return undefined;
    });
  }

  return (
    <Tile>
      <Heading>{words.trial}</Heading>
      <Text>{words.trialHelp}</Text>
      <Select
        {...{ name: "trial.object", label: words.object, value: object }}
        options={objects.map(({ object: value, label }) => ({ value, label }))}
        onChange={(chosen) => {
          setObject(String(chosen));
          setSamples(undefined);
        }}
      />
      <LoadingButton loading={busy} variant="secondary" onClick={() => void tryOut()}>
        {words.try}
      </LoadingButton>
      {samples?.length === 0 && <Text>{words.noSamples}</Text>}
      {samples?.map((sample) => (
        <SampleTile key={`${sample.object} ${sample.id}`} {...{ sample, surroundings }} />
      ))}
    </Tile>
  );
}

interface SampleTileProps {
  readonly sample: Sample;
  readonly surroundings: Surroundings;
}

function SampleTile({ sample, surroundings }: SampleTileProps) {
  const { language } = surroundings;
  const words = MAPPING_WORDS[language];
  const filled = Object.entries(sample.values).filter(([, value]) => value !== null);
  return (
    <Tile compact>
      <Text format={{ fontWeight: "bold" }}>
        {words.inHubspot}: {sample.object} {sample.id}
      </Text>
      <DescriptionList direction="row">
        {filled.map(([name, value]) => (
          <DescriptionListItem key={name} label={name}>
            {value === "" ? words.empty : value}
          </DescriptionListItem>
        ))}
      </DescriptionList>
      <Text format={{ fontWeight: "bold" }}>{words.becomes}</Text>
      {sample.signals.length === 0 && <Text>{words.nothing}</Text>}
      {sample.signals.map((signal) => (
        <DescriptionList key={JSON.stringify(signal)} direction="row">
          {signalLines(signal, language).map(({ label, value }) => (
            <DescriptionListItem key={label} label={label}>
              {value}
            </DescriptionListItem>
          ))}
        </DescriptionList>
      ))}
      {sample.problems.map(({ place, message }) => (
        <Alert key={`${place} ${message}`} variant="warning" title={`${place}: ${message}`} />
      ))}
    </Tile>
  );
}
