import { backupJobVss } from "./stories/backup-job-vss.ts";
import { certutilCertificateWork } from "./stories/certutil-certificate-work.ts";
import { certutilDownloadCradle, certutilRenamed } from "./stories/certutil-download-cradle.ts";
import { deploymentScheduledTask } from "./stories/deployment-scheduled-task.ts";
import { developerPythonNode } from "./stories/developer-python-node.ts";
import { endpointConfigurationBatch } from "./stories/endpoint-configuration-batch.ts";
import { helpdeskLocalAccount } from "./stories/helpdesk-local-account.ts";
import { intunePowershellScript } from "./stories/intune-powershell-script.ts";
import { localAdminCreated } from "./stories/local-admin-created.ts";
import { mshtaDownloader } from "./stories/mshta-downloader.ts";
import { mshtaInlineVbscript } from "./stories/mshta-inline-vbscript.ts";
import { officeMacroPowershell } from "./stories/office-macro-powershell.ts";
import { promptFromDesktop } from "./stories/prompt-from-desktop.ts";
import { scheduledPowershellMaintenance } from "./stories/scheduled-powershell-maintenance.ts";
import { scheduledTaskDf00tech } from "./stories/scheduled-task-df00tech.ts";
import { shadowCopyDeletion, shadowCopyListing } from "./stories/shadow-copies.ts";
import { wmiRemoteCommand } from "./stories/wmi-remote-command.ts";
import { wscriptVbsFromTemp } from "./stories/wscript-vbs-from-temp.ts";
import type { Story } from "./story.ts";

/** All stories: first the seven attacks, variants of them and a way in over WMI, then what only looks like one. */
export const STORIES: readonly Story[] = [
  officeMacroPowershell,
  wscriptVbsFromTemp,
  mshtaInlineVbscript,
  certutilDownloadCradle,
  shadowCopyDeletion,
  scheduledTaskDf00tech,
  localAdminCreated,
  certutilRenamed,
  mshtaDownloader,
  wmiRemoteCommand,
  shadowCopyListing,
  certutilCertificateWork,
  deploymentScheduledTask,
  backupJobVss,
  intunePowershellScript,
  endpointConfigurationBatch,
  scheduledPowershellMaintenance,
  developerPythonNode,
  promptFromDesktop,
  helpdeskLocalAccount,
];
