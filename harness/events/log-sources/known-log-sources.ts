import { WINDOWS_CATEGORIES } from "./windows-categories.ts";
import { WINDOWS_SERVICES } from "./windows-services.ts";

/** What the log sources of a product may be called, beside the product itself. */
interface ProductRow {
  readonly categories: readonly string[];
  readonly services: readonly string[];
}

const row = (categories: string, services: string): ProductRow => ({
  categories: words(categories),
  services: words(services),
});

/**
 * Products that rules are published for.
 *
 * @see Sigma specification, appendix "Taxonomy": log sources
 */
const PRODUCTS: Readonly<Record<string, ProductRow>> = {
  windows: {
    categories: Object.keys(WINDOWS_CATEGORIES),
    services: Object.keys(WINDOWS_SERVICES),
  },
  linux: row(
    "process_creation network_connection file_event file_delete file_change process_termination raw_access_thread process_tampering",
    "auditd auth clamav cron guacamole modsecurity sshd sudo syslog sysmon vsftpd",
  ),
  macos: row("process_creation file_event network_connection", ""),
  aws: row("", "cloudtrail"),
  azure: row("", "activitylogs auditlogs signinlogs riskdetection pim"),
  gcp: row("", "gcp.audit google_workspace.admin google_workspace.login"),
  m365: row("", "audit exchange threat_detection threat_management"),
  github: row("", "audit"),
  bitbucket: row("", "audit"),
  okta: row("", "okta"),
  onelogin: row("", "onelogin.events"),
  cisco: row("accounting", "aaa bgp duo ldp syslog"),
  fortigate: row("", "event traffic"),
  fortios: row("", "sslvpnd"),
  huawei: row("", "bgp"),
  juniper: row("", "bgp"),
  kubernetes: row("application", "audit"),
  opencanary: row("application", ""),
  paloalto: row("appliance file_event", "globalprotect"),
  qualys: row("", ""),
  rpc_firewall: row("application", ""),
  zeek: row("", "dce_rpc dns http kerberos rdp smb_files x509"),
  django: row("application", ""),
  jvm: row("application", ""),
  nodejs: row("application", ""),
  python: row("application", ""),
  ruby_on_rails: row("application", ""),
  spring: row("application", ""),
  sql: row("application", ""),
  velocity: row("application", ""),
};

/** Categories and services that need no product. */
const WITHOUT_PRODUCT = row(
  "antivirus database dns edr firewall ids proxy webserver",
  "apache netflow nginx",
);

/** Names of products. */
export const KNOWN_PRODUCTS: readonly string[] = Object.keys(PRODUCTS);

/** Returns the names that a product's log sources have, or undefined for an unknown product. */
export function knownNames(
  product: string | undefined,
  key: "category" | "service",
): readonly string[] | undefined {
  const which = key === "category" ? "categories" : "services";
  if (product !== undefined) {
    const name = product.toLowerCase();
    return Object.hasOwn(PRODUCTS, name) ? PRODUCTS[name]![which] : undefined;
  }
  const all = [WITHOUT_PRODUCT, ...Object.values(PRODUCTS)].flatMap((product) => product[which]);
  return [...new Set(all)];
}

function words(text: string): string[] {
  return text.split(" ").filter((word) => word !== "");
}
