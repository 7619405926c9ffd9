/**
 * Names behind options and commands: `/user:name`, `-ComputerName host`, `net user name`. In scripts the
 * same words stand in prose and before variables: there only what is no word of a sentence is taken.
 */
import { takeAccount, takeHost, type TakeName } from "./collect-names.ts";
import {
  DELIBERATE,
  FILE,
  form,
  HOST,
  isMachineLike,
  takeForms,
  VALUE,
  type NameForm,
} from "./name-forms.ts";

type TakeText = (text: string, take: TakeName) => void;

const OPTION = String.raw`(?<![\p{L}\p{N}_.\\/-])[-/]{1,2}`;
const BEHIND = String.raw`(?:\s{1,3}|[:=])`;
/** A command, and what may stand before one of its options. */
const commandWith = (names: string, option: string): string =>
  String.raw`(?<![\p{L}\p{N}_.-])(?:${names})(?:\.exe)?"?(?:\s[^|&\r\n]{0,200}?)?${option}`;
const command = (names: string): string =>
  String.raw`(?<![\p{L}\p{N}_.-])(?:${names})(?:\.exe)?"?\s{1,3}`;

const forms: readonly NameForm[] = [
  option(/-u/i, `${OPTION}u${BEHIND}`, deliberate(takeAccounts)),
  option(
    /user|ru|credential|samaccountname/i,
    `${OPTION}(?:user|username|ru|credential|runas|samaccountname)${BEHIND}`,
    takeAccounts,
  ),
  option(/identity/i, `${OPTION}identity${BEHIND}`, deliberate(takeAccounts)),
  option(
    /node|computer|server|hostname|domaincontroller/i,
    `${OPTION}(?:node|computername|computer|server|hostname|domaincontroller)${BEHIND}`,
    takeHosts,
  ),
  option(
    /\/s/i,
    commandWith(
      "schtasks|tasklist|taskkill|systeminfo|getmac|gpresult|driverquery|openfiles",
      String.raw`\s/s\s{1,3}`,
    ),
    takeHosts,
  ),
  option(/mstsc/i, commandWith("mstsc", String.raw`\s/v(?:\s{1,3}|:)`), takeHosts),
  option(
    /pssession|test-/i,
    command("Enter-PSSession|New-PSSession|Test-Connection|Test-NetConnection"),
    deliberate(takeHosts),
  ),
  option(/net/i, String.raw`${command("net1?")}user\s{1,3}`, takeAccounts),
  option(
    /net/i,
    String.raw`${command("net1?")}(?:local)?group\s{1,3}(?:"[^"]{1,128}"|[^\s"]{1,128})\s{1,3}`,
    takeAccounts,
  ),
  form(
    /@/,
    String.raw`(?<![\p{L}\p{N}_.-])(?:ssh|scp|sftp|rsync)(?:\.exe)?"?\s[^|&\r\n@]{0,200}?([\p{L}\p{N}_][\p{L}\p{N}_.-]{0,63})@(${HOST})`,
    ([, name, host], take) => {
      takeAccount(name!, take);
      takeHost(host!, true, take);
    },
  ),
];

/** Calls `take` for each name that stands in a text behind an option or command. */
export function namesInCommands(text: string, isCommandLine: boolean, take: TakeName): void {
  takeForms(forms, text, (found) => {
    if (isCommandLine || DELIBERATE.test(found.name)) take(found);
  });
}

function option(holds: RegExp, source: string, take: TakeText): NameForm {
  return form(holds, source + VALUE, ([, double, single, plain], takeName) => {
    const value = (double ?? single ?? plain)!;
    if (!FILE.test(value)) take(value, takeName);
  });
}

/** Takes only what is no word of a sentence, for the option is used for much else. */
function deliberate(take: TakeText): TakeText {
  return (text, takeName) => {
    if (DELIBERATE.test(text)) take(text, takeName);
  };
}

/** `name`, `name:password`, `name,name`. */
function takeAccounts(text: string, take: TakeName): void {
  const [account] = text.split(":", 1);
  for (const one of account!.split(",", 50)) takeAccount(one, take);
}

function takeHosts(text: string, take: TakeName): void {
  for (const one of text.split(",", 50))
    if (isMachineLike(one.replace(/^\\+/, ""))) takeHost(one, true, take);
}
