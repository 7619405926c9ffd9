/**
 * The fields of the Elastic Common Schema, version 8, set by set. A field is of type keyword if it
 * does not say: `pid:long`. What stands for a whole object, or is kept for reading alone, is keyword.
 *
 * @see Elastic, "Elastic Common Schema (ECS) Reference": Field reference
 */
export interface FieldSet {
  readonly fields: string;
  /** Further sets, by the name under which they stand in this one. */
  readonly sets?: Readonly<Record<string, string>>;
}

const HEADER =
  "exports go_import_hash go_imports go_imports_names_entropy:long go_imports_names_var_entropy:long " +
  "go_stripped:boolean import_hash imports imports_names_entropy:long imports_names_var_entropy:long " +
  "sections.entropy:long sections.name sections.physical_size:long sections.var_entropy:long " +
  "sections.virtual_size:long";
const FLOW =
  "address bytes:long domain ip:ip mac nat.ip:ip nat.port:long packets:long port:long " +
  "registered_domain subdomain top_level_domain";
const FLOW_SETS = { as: "as", geo: "geo", user: "user" };
const CLOUD =
  "account.id account.name availability_zone instance.id instance.name machine.type project.id " +
  "project.name provider region service.name";
const SERVICE =
  "address environment ephemeral_id id name node.name node.role node.roles state type version";
const PORT = "alias id name";
const VLAN = "vlan.id vlan.name";

/** Sets that stand at the top, under their name. */
export const FIELD_SETS: Readonly<Record<string, FieldSet>> = {
  agent: { fields: "build.original ephemeral_id id name type version" },
  client: { fields: FLOW, sets: FLOW_SETS },
  cloud: { fields: CLOUD, sets: { origin: "cloud", target: "cloud" } },
  container: {
    fields:
      "cpu.usage:double disk.read.bytes:long disk.write.bytes:long id image.hash.all image.name " +
      "image.tag memory.usage:double name network.egress.bytes:long network.ingress.bytes:long " +
      "runtime security_context.privileged:boolean",
  },
  data_stream: { fields: "dataset namespace type" },
  destination: { fields: FLOW, sets: FLOW_SETS },
  device: { fields: "id manufacturer model.identifier model.name serial_number" },
  dll: { fields: "name path", sets: { code_signature: "code_signature", hash: "hash", pe: "pe" } },
  dns: {
    fields:
      "answers.class answers.data answers.name answers.ttl:long answers.type header_flags id op_code " +
      "question.class question.name question.registered_domain question.subdomain " +
      "question.top_level_domain question.type resolved_ip:ip response_code type",
  },
  ecs: { fields: "version" },
  email: {
    fields:
      "attachments.file.extension attachments.file.mime_type attachments.file.name " +
      "attachments.file.size:long bcc.address cc.address content_type delivery_timestamp:date " +
      "direction from.address local_id message_id origination_timestamp:date reply_to.address " +
      "sender.address subject to.address x_mailer",
    sets: { "attachments.file.hash": "hash" },
  },
  error: { fields: "code id message stack_trace type" },
  event: {
    fields:
      "action agent_id_status category code created:date dataset duration:long end:date hash id " +
      "ingested:date kind module original outcome provider reason reference risk_score:double " +
      "risk_score_norm:double sequence:long severity:long start:date timezone type url",
  },
  faas: { fields: "coldstart:boolean execution id name trigger.request_id trigger.type version" },
  file: {
    fields:
      "accessed:date attributes created:date ctime:date device directory drive_letter extension " +
      "fork_name gid group inode mime_type mode mtime:date name origin_referrer_url origin_url owner " +
      "path size:long target_path type uid",
    sets: {
      code_signature: "code_signature",
      elf: "elf",
      hash: "hash",
      macho: "macho",
      pe: "pe",
      x509: "x509",
    },
  },
  group: { fields: "domain id name" },
  host: {
    fields:
      "architecture boot.id cpu.usage:double disk.read.bytes:long disk.write.bytes:long domain " +
      "hostname id ip:ip mac name network.egress.bytes:long network.egress.packets:long " +
      "network.ingress.bytes:long network.ingress.packets:long pid_ns_ino type uptime:long",
    sets: { geo: "geo", os: "os", risk: "risk" },
  },
  http: {
    fields:
      "request.body.bytes:long request.body.content request.bytes:long request.id request.method " +
      "request.mime_type request.referrer response.body.bytes:long response.body.content " +
      "response.bytes:long response.mime_type response.status_code:long version",
  },
  log: {
    fields:
      "file.path level logger origin.file.line:long origin.file.name origin.function " +
      "syslog.appname syslog.facility.code:long syslog.facility.name syslog.hostname syslog.msgid " +
      "syslog.priority:long syslog.procid syslog.severity.code:long syslog.severity.name " +
      "syslog.structured_data syslog.version",
  },
  network: {
    fields:
      "application bytes:long community_id direction forwarded_ip:ip iana_number inner name " +
      `packets:long protocol transport type ${VLAN} inner.vlan.id inner.vlan.name`,
  },
  observer: {
    fields:
      "egress.zone hostname ingress.zone ip:ip mac name product serial_number type vendor version " +
      "egress.vlan.id egress.vlan.name ingress.vlan.id ingress.vlan.name",
    sets: {
      geo: "geo",
      os: "os",
      "egress.interface": "interface",
      "ingress.interface": "interface",
    },
  },
  orchestrator: {
    fields:
      "api_version cluster.id cluster.name cluster.url cluster.version namespace organization " +
      "resource.annotation resource.id resource.ip:ip resource.label resource.name " +
      "resource.parent.type resource.type type",
  },
  organization: { fields: "id name" },
  package: {
    fields:
      "architecture build_version checksum description install_scope installed:date license name " +
      "path reference size:long type version",
  },
  process: {
    fields: "",
    sets: {
      "": "one process",
      entry_leader: "one process",
      "entry_leader.parent": "one process",
      "entry_leader.parent.session_leader": "one process",
      group_leader: "one process",
      parent: "one process",
      "parent.group_leader": "one process",
      previous: "one process",
      responsible: "one process",
      session_leader: "one process",
      "session_leader.parent": "one process",
      "session_leader.parent.session_leader": "one process",
    },
  },
  registry: { fields: "data.bytes data.strings data.type hive key path value" },
  related: { fields: "hash hosts ip:ip user" },
  rule: {
    fields: "author category description id license name reference ruleset uuid version",
  },
  server: { fields: FLOW, sets: FLOW_SETS },
  service: { fields: SERVICE, sets: { origin: "service", target: "service" } },
  source: { fields: FLOW, sets: FLOW_SETS },
  span: { fields: "id" },
  trace: { fields: "id" },
  transaction: { fields: "id" },
  tls: {
    fields:
      "cipher client.certificate client.certificate_chain client.hash.md5 client.hash.sha1 " +
      "client.hash.sha256 client.issuer client.ja3 client.not_after:date client.not_before:date " +
      "client.server_name client.subject client.supported_ciphers curve established:boolean " +
      "next_protocol resumed:boolean server.certificate server.certificate_chain server.hash.md5 " +
      "server.hash.sha1 server.hash.sha256 server.issuer server.ja3s server.not_after:date " +
      "server.not_before:date server.subject version version_protocol",
    sets: { "client.x509": "x509", "server.x509": "x509" },
  },
  url: {
    fields:
      "domain extension fragment full original password path port:long query registered_domain " +
      "scheme subdomain top_level_domain username",
  },
  user: {
    fields: "",
    sets: { "": "user", changes: "user", effective: "user", target: "user", risk: "risk" },
  },
  user_agent: { fields: "device.name name original version", sets: { os: "os" } },
  volume: {
    fields:
      "bus_type default_access device_name device_type dos_name file_system_type mount_name nt_name " +
      "product_id product_name removable:boolean serial_number size:long vendor_id vendor_name " +
      "writable:boolean",
  },
  vulnerability: {
    fields:
      "category classification description enumeration id reference report_id scanner.vendor " +
      "score.base:double score.environmental:double score.temporal:double score.version severity",
  },
};

/** Sets that stand in others only. */
export const REUSED_SETS: Readonly<Record<string, FieldSet>> = {
  as: { fields: "number:long organization.name" },
  cloud: { fields: CLOUD },
  code_signature: {
    fields:
      "digest_algorithm exists:boolean flags signing_id status subject_name team_id " +
      "thumbprint_sha256 timestamp:date trusted:boolean valid:boolean",
  },
  elf: {
    fields:
      `architecture byte_order cpu_type creation_date:date header.abi_version header.class ` +
      `header.data header.entrypoint:long header.object_version header.os_abi header.type ` +
      `header.version sections.chi2:long sections.flags sections.physical_offset sections.type ` +
      `sections.virtual_address:long segments.sections segments.type shared_libraries telfhash ` +
      HEADER,
  },
  geo: {
    fields:
      "city_name continent_code continent_name country_iso_code country_name location name " +
      "postal_code region_iso_code region_name timezone",
  },
  group: { fields: "domain id name" },
  hash: { fields: "cdhash md5 sha1 sha256 sha384 sha512 ssdeep tlsh" },
  interface: { fields: PORT },
  macho: { fields: `symhash ${HEADER}` },
  os: { fields: "family full kernel name platform type version" },
  pe: {
    fields:
      "architecture company description file_version imphash original_file_name pehash product " +
      HEADER,
  },
  risk: {
    fields:
      "calculated_level calculated_score:double calculated_score_norm:double static_level " +
      "static_score:double static_score_norm:double",
  },
  service: { fields: SERVICE },
  user: { fields: "domain email full_name hash id name roles", sets: { group: "group" } },
  x509: {
    fields:
      "alternative_names issuer.common_name issuer.country issuer.distinguished_name " +
      "issuer.locality issuer.organization issuer.organizational_unit issuer.state_or_province " +
      "not_after:date not_before:date public_key_algorithm public_key_curve " +
      "public_key_exponent:long public_key_size:long serial_number signature_algorithm " +
      "subject.common_name subject.country subject.distinguished_name subject.locality " +
      "subject.organization subject.organizational_unit subject.state_or_province version_number",
  },
  "one process": {
    fields:
      "args args_count:long command_line end:date entity_id env_vars executable exit_code:long " +
      "interactive:boolean io name pgid:long pid:long ppid:long same_as_process:boolean start:date " +
      "thread.capabilities.effective thread.capabilities.permitted thread.id:long thread.name title " +
      "tty.char_device.major:long tty.char_device.minor:long tty.columns:long tty.rows:long " +
      "uptime:long vpid:long working_directory entry_meta.type io.max_bytes_per_process_exceeded:boolean " +
      "io.text io.total_bytes_captured:long io.total_bytes_skipped:long io.type",
    sets: {
      attested_groups: "group",
      attested_user: "user",
      code_signature: "code_signature",
      elf: "elf",
      "entry_meta.source": "source",
      group: "group",
      hash: "hash",
      macho: "macho",
      pe: "pe",
      real_group: "group",
      real_user: "user",
      saved_group: "group",
      saved_user: "user",
      supplemental_groups: "group",
      user: "user",
    },
  },
  source: { fields: FLOW },
};
