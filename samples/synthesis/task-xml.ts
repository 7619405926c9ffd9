import { escapeText } from "./event-xml.ts";
import type { Session } from "./machine.ts";
import { taskTime, type Moment } from "./moment.ts";
import type { Task } from "./story.ts";

/**
 * Returns a task's definition as the Task Scheduler stores it and 4698 quotes it: UTF-16 by its own
 * declaration, lines ending in CR LF.
 *
 * @see [MS-TSCH] Task Scheduler Service Remoting Protocol: XML Task Definition Language
 */
export function taskXml(task: Task, author: Session, registered: Moment): string {
  const { trigger, runAs } = task;
  const lines = [
    `<?xml version="1.0" encoding="UTF-16"?>`,
    `<Task version="1.2" xmlns="http://schemas.microsoft.com/windows/2004/02/mit/task">`,
    `  <RegistrationInfo>`,
    `    <Date>${taskTime(registered)}</Date>`,
    `    <Author>${escapeText(author.user)}</Author>`,
    ...optional("    ", "Description", task.description),
    `    <URI>${escapeText(task.name)}</URI>`,
    `  </RegistrationInfo>`,
    `  <Triggers>`,
    ...triggerLines(trigger),
    `  </Triggers>`,
    `  <Principals>`,
    `    <Principal id="Author">`,
    `      <UserId>${runAs.sid}</UserId>`,
    ...optional("      ", "LogonType", runAs.logonType),
    `      <RunLevel>${runAs.highest ? "HighestAvailable" : "LeastPrivilege"}</RunLevel>`,
    `    </Principal>`,
    `  </Principals>`,
    `  <Settings>`,
    `    <MultipleInstancesPolicy>IgnoreNew</MultipleInstancesPolicy>`,
    `    <DisallowStartIfOnBatteries>true</DisallowStartIfOnBatteries>`,
    `    <StopIfGoingOnBatteries>true</StopIfGoingOnBatteries>`,
    `    <AllowHardTerminate>true</AllowHardTerminate>`,
    `    <StartWhenAvailable>false</StartWhenAvailable>`,
    `    <RunOnlyIfNetworkAvailable>false</RunOnlyIfNetworkAvailable>`,
    `    <IdleSettings>`,
    `      <Duration>PT10M</Duration>`,
    `      <WaitTimeout>PT1H</WaitTimeout>`,
    `      <StopOnIdleEnd>true</StopOnIdleEnd>`,
    `      <RestartOnIdle>false</RestartOnIdle>`,
    `    </IdleSettings>`,
    `    <AllowStartOnDemand>true</AllowStartOnDemand>`,
    `    <Enabled>true</Enabled>`,
    `    <Hidden>false</Hidden>`,
    `    <RunOnlyIfIdle>false</RunOnlyIfIdle>`,
    `    <WakeToRun>false</WakeToRun>`,
    `    <ExecutionTimeLimit>PT72H</ExecutionTimeLimit>`,
    `    <Priority>7</Priority>`,
    `  </Settings>`,
    `  <Actions Context="Author">`,
    `    <Exec>`,
    `      <Command>${escapeText(task.command)}</Command>`,
    ...optional("      ", "Arguments", task.arguments),
    `    </Exec>`,
    `  </Actions>`,
    `</Task>`,
  ];
  return lines.join("\r\n");
}

function triggerLines({ starts, everyDays }: Task["trigger"]): string[] {
  const inner = [`      <StartBoundary>${starts}</StartBoundary>`, `      <Enabled>true</Enabled>`];
  if (everyDays === undefined) return [`    <TimeTrigger>`, ...inner, `    </TimeTrigger>`];
  return [
    `    <CalendarTrigger>`,
    ...inner,
    `      <ScheduleByDay>`,
    `        <DaysInterval>${everyDays}</DaysInterval>`,
    `      </ScheduleByDay>`,
    `    </CalendarTrigger>`,
  ];
}

function optional(indent: string, name: string, value: string | undefined): string[] {
  return value === undefined ? [] : [`${indent}<${name}>${escapeText(value)}</${name}>`];
}
