/**
 * The fields that a rule in the words of ECS may name: those of the schema, of Winlogbeat's modules,
 * and what Elastic Defend adds. Some branches are open: whatever stands below them is a field.
 */
import type { FieldType } from "../../field-type.ts";
import { FIELD_SETS, REUSED_SETS, type FieldSet } from "./field-sets.ts";

/** A field of ECS. */
export interface EcsField {
  readonly type: FieldType;
}

/** Fields at the top, and of what is not in the schema: modules of Winlogbeat, Elastic Defend. */
const FURTHER =
  "@timestamp:date message tags labels " +
  "winlog.activity_id winlog.api winlog.channel winlog.computer_name winlog.event_id winlog.keywords " +
  "winlog.logon.failure.reason winlog.logon.failure.status winlog.logon.failure.sub_status " +
  "winlog.logon.id winlog.logon.type winlog.opcode winlog.process.pid:long " +
  "winlog.process.thread.id:long winlog.provider_guid winlog.provider_name winlog.record_id " +
  "winlog.related_activity_id winlog.task winlog.time_created:date winlog.user.domain " +
  "winlog.user.identifier winlog.user.name winlog.user.type winlog.version:long " +
  "winlog.computerObject.domain winlog.computerObject.id winlog.computerObject.name " +
  "winlog.trustAttribute winlog.trustDirection winlog.trustType " +
  "powershell.command.invocation_details.name powershell.command.invocation_details.related_command " +
  "powershell.command.invocation_details.type powershell.command.invocation_details.value " +
  "powershell.command.name powershell.command.path powershell.command.type powershell.command.value " +
  "powershell.connected_user.domain powershell.connected_user.name powershell.engine.new_state " +
  "powershell.engine.previous_state powershell.engine.version powershell.file.script_block_hash " +
  "powershell.file.script_block_id powershell.file.script_block_text powershell.id " +
  "powershell.pipeline_id powershell.process.executable_version powershell.provider.name " +
  "powershell.provider.new_state powershell.runspace_id powershell.runspace_process_id " +
  "powershell.sequence:long powershell.total:long " +
  "sysmon.dns.status sysmon.file.archived:boolean sysmon.file.is_executable:boolean " +
  "elastic.agent.id elastic_agent.id elastic_agent.version input.type";

/**
 * Branches of which not all fields are tabulated: the data of Windows events, what Elastic Defend adds
 * to each set (`Ext`) and beside them, and what integrations of other products bring.
 */
const OPEN =
  "winlog labels Endpoint Target Effective_process Events Memory_protection " +
  "Persistence Ransomware Responses threat kibana signal " +
  "auditd aws azure aws_bedrock cisco cloudflare crowdstrike cyberarkpas fortinet gcp github " +
  "google_workspace iptables jamf kubernetes m365_defender microsoft o365 okta osquery panw suricata " +
  "sentinel_one sophos system tenable trend_micro windows zeek zoom";

const OPEN_BRANCHES: ReadonlySet<string> = new Set(OPEN.split(" "));

/** A set's additions by Elastic Defend, at any depth. */
const ADDED = "Ext";

/** Types of fields in open branches, by the last part of their name; the others hold keywords. */
const OPEN_TYPES: ReadonlyMap<string, FieldType> = new Map(
  (
    [
      [
        "boolean",
        "exists trusted valid elevation created_suspended call_stack_contains_unbacked keepalive " +
          "runatload removable writable is_appcontainer is_protected",
      ],
      [
        "long",
        "pid ppid tid size allocation_private_bytes load_index zone_identifier io_control_code " +
          "args_count exit_code mapped_size uptime",
      ],
      [
        "double",
        "entropy relative_file_creation_time relative_file_name_modify_time relative_logon_time " +
          "relative_password_age",
      ],
    ] as const
  ).flatMap(([type, names]) => names.split(" ").map((name): [string, FieldType] => [name, type])),
);

/** `winlog.event_data` holds texts only, whatever they are called. */
const TEXTS = ["winlog.event_data.", "winlog.user_data."];

/** All tabulated fields, made when the first is asked for: most runs have no rule in these words. */
let tabulated: ReadonlyMap<string, EcsField> | undefined;

/** Returns the field of a name, or `undefined` if there is none. */
export function ecsField(name: string): EcsField | undefined {
  const field = fields().get(name);
  if (field) return field;
  if (TEXTS.some((branch) => name.startsWith(branch) && name.length > branch.length))
    return KEYWORD;
  const parts = name.split(".");
  if (parts.some((part) => part === "")) return undefined;
  const isOpen = parts.length > 1 && (OPEN_BRANCHES.has(parts[0]!) || isAdded(parts));
  if (!isOpen) return undefined;
  const within =
    parts[0] === "Target" || parts[0] === "Effective_process" ? tail(parts) : undefined;
  return within ?? { type: OPEN_TYPES.get(parts.at(-1)!) ?? "keyword" };
}

/** Returns the names of all tabulated fields, to suggest from. */
export function ecsFieldNames(): Iterable<string> {
  return fields().keys();
}

const KEYWORD: EcsField = { type: "keyword" };

/** Whether a name goes through `Ext`, of a set that the schema has. */
function isAdded(parts: readonly string[]): boolean {
  const at = parts.indexOf(ADDED);
  return at > 0 && at < parts.length - 1 && Object.hasOwn(FIELD_SETS, parts[0]!);
}

/** Fields of another process: `Target.process.pid` is what `process.pid` is. */
function tail(parts: readonly string[]): EcsField | undefined {
  const name = parts.slice(1).join(".");
  return fields().get(name) ?? fields().get(`process.${name}`);
}

function fields(): ReadonlyMap<string, EcsField> {
  if (!tabulated) {
    const all = new Map<string, EcsField>();
    add(all, "", { fields: FURTHER });
    for (const [name, set] of Object.entries(FIELD_SETS)) add(all, `${name}.`, set);
    tabulated = all;
  }
  return tabulated;
}

function add(all: Map<string, EcsField>, prefix: string, { fields, sets = {} }: FieldSet): void {
  for (const field of fields.split(" ")) {
    const [name, type = "keyword"] = field.split(":") as [string, FieldType?];
    if (name !== "") all.set(prefix + name, type === "keyword" ? KEYWORD : { type });
  }
  for (const [name, set] of Object.entries(sets))
    add(all, name === "" ? prefix : `${prefix}${name}.`, REUSED_SETS[set]!);
}
