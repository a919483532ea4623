import { ActionIcon, Popover, Text } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import { useAsk } from "../app/api/use-ask.ts";
import { useLanguage } from "../app/language/language.ts";
import { useWords } from "../app/language/words.ts";
import { partWords } from "./part-words.ts";

/** Which figure of the API is meant. */
export interface MeansProps {
  /** The figure's place in the API's document, such as `FlowStatement.start`. */
  readonly of: string;
  /** What it is called on the screen. */
  readonly name: string;
}

/** What a figure means, one click away and in the words of the API's document. */
export function Means({ of, name }: MeansProps) {
  const t = useWords(partWords);
  return (
    <Popover width={300} position="bottom" withArrow shadow="md">
      <Popover.Target>
        <ActionIcon
          variant="transparent"
          color="gray.7"
          size="sm"
          aria-label={t("meansOf", { name })}
        >
          <IconInfoCircle size={15} stroke={1.7} />
        </ActionIcon>
      </Popover.Target>
      <Popover.Dropdown>
        <Definition of={of} />
      </Popover.Dropdown>
    </Popover>
  );
}

function Definition({ of }: { readonly of: string }) {
  const { locale } = useLanguage();
  const t = useWords(partWords);
  const { data, isPending } = useAsk("listDefinitions", { query: { locale } });
  const found = data?.definitions[of];
  return <Text size="sm">{isPending ? t("loading") : (found ?? t("noMeaning"))}</Text>;
}
