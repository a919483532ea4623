import { Button, Menu, SegmentedControl, Text } from "@mantine/core";
import { IconChevronDown, IconLogout } from "@tabler/icons-react";
import { useLanguage } from "../language/language.ts";
import { useWords } from "../language/words.ts";
import { session } from "../session/session.ts";
import { useSession } from "../session/use-session.ts";
import { shellWords } from "./shell-words.ts";

/** Who is signed in, in which language, and the way out. */
export function AccountMenu() {
  const { who, role, host } = useSession();
  const { locale, change } = useLanguage();
  const t = useWords(shellWords);
  return (
    <Menu position="bottom-end" withArrow>
      <Menu.Target>
        <Button
          variant="subtle"
          color="dark"
          size="compact-sm"
          rightSection={<IconChevronDown size={14} />}
          aria-label={t("account", { who })}
        >
          {who}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{t(`role_${role}`)}</Menu.Label>
        <Text size="xs" px="sm" pt={4} c="dark.4">
          {t("language")}
        </Text>
        <SegmentedControl
          m="xs"
          size="xs"
          value={locale}
          onChange={(value) => change(value === "en" ? "en" : "sv")}
          data={[
            { value: "sv", label: "Svenska" },
            { value: "en", label: "English" },
          ]}
          aria-label={t("language")}
        />
        {host === "alone" && (
          <>
            <Menu.Divider />
            <Menu.Item
              leftSection={<IconLogout size={16} />}
              onClick={() => void session.signOut()}
            >
              {t("signOut")}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  );
}
