/**
 * Names that every Windows machine has, and that say nothing about whose it is: they are never
 * taken for names of users, groups, hosts or domains. In lower case.
 *
 * @see Microsoft, "Well-known SIDs", "Local accounts", "Active Directory security groups"
 */
const WELL_KNOWN = new Set(
  `- n/a na none null unknown local localhost wpad isatap localsystem . * any self this
  system|localservice|networkservice|local service|network service|système|service local|service réseau
  sistema|servicio local|servicio de red|lokaler dienst|netzwerkdienst
  nt authority|nt-authority|nt-autorität|autorite nt|autorité nt|autoridade nt|autorità nt
  nt service|nt virtual machine|nt task|iis apppool|builtin|vordefiniert|window manager|font driver host
  application package authority|microsoftaccount|microsoft account|azuread|workgroup|arbeitsgruppe
  anonymous logon|anonymous|anonymous-anmeldung|iusr|everyone|jeder|tout le monde|todos
  authenticated users|interactive|network|batch|dialup|service|creator owner|restricted|owner rights
  administrator|guest|defaultaccount|wdagutilityaccount|krbtgt|gast|invité|invitado|administrateur|administrador
  defaultuser0|defaultapppool|trustedinstaller|all users|default|default user|public|users
  administrators|guests|power users|account operators|server operators|print operators|backup operators
  replicator|remote desktop users|network configuration operators|performance monitor users
  performance log users|distributed com users|iis_iusrs|cryptographic operators|event log readers
  certificate service dcom access|rds remote access servers|rds endpoint servers|rds management servers
  hyper-v administrators|access control assistance operators|remote management users|device owners
  storage replica administrators|system managed accounts group|user mode hardware operators
  openssh users|docker-users|winrmremotewmiusers__
  administratoren|benutzer|gäste|administrateurs|utilisateurs|invités|administradores|usuarios
  domain admins|domain users|domain guests|domain computers|domain controllers|enterprise admins
  schema admins|group policy creator owners|cert publishers|protected users|key admins
  enterprise key admins|cloneable domain controllers|read-only domain controllers|dnsadmins
  enterprise read-only domain controllers|ras and ias servers|denied rodc password replication group
  allowed rodc password replication group|dnsupdateproxy|windows authorization access group
  pre-windows 2000 compatible access|incoming forest trust builders|terminal server license servers
  computers|builtin|foreignsecurityprincipals|managed service accounts|program data|ntds quotas
  names|desktop.ini|microsoft|microsoft corporation|microsoft windows
  organization management|recipient management|records management|server management|um management
  help desk|hygiene management|discovery management|delegated setup|compliance management
  public folder management|view-only organization management|exchange servers|exchange trusted subsystem
  exchange windows permissions|managed availability servers|security reader|security administrator
  user|username|account|consolehost|serverremotehost|default host|windows powershell ise host
  www mail ftp smtp imap pop autodiscover dc gc kerberos ldap _msdcs domaindnszones forestdnszones ns1 ns2
  tsclient vboxsvr vmware-host wsl$ wsl unc globalroot harddiskvolume1 ipc$ admin$ print$ sysvol netlogon
  com net org edu gov mil info biz io co uk de fr eu us invalid
  sqlexpress mssqlserver root true false yes no`
    .split(/\n\s*/)
    .flatMap((line) => (line.includes("|") ? line.split("|") : line.split(" "))),
);

/** Accounts of desktop sessions: DWM-1, UMFD-0. */
const SESSION_ACCOUNT = /^(?:dwm|umfd)-\d+$/;

/** Domains whose accounts are all made by Windows. */
const SYSTEM_AUTHORITIES = new Set([
  "nt authority",
  "nt-authority",
  "nt-autorität",
  "autorite nt",
  "autorité nt",
  "autoridade nt",
  "autorità nt",
  "nt service",
  "nt virtual machine",
  "nt task",
  "iis apppool",
  "builtin",
  "vordefiniert",
  "window manager",
  "font driver host",
]);

/** Whether a name is one that Windows gives. */
export function isWellKnownName(name: string): boolean {
  const lower = name.toLowerCase();
  return WELL_KNOWN.has(lower) || SESSION_ACCOUNT.test(lower);
}

/** Whether all accounts of a domain are Windows' own, `NT SERVICE\…` for one. */
export function isSystemAuthority(domain: string): boolean {
  return SYSTEM_AUTHORITIES.has(domain.toLowerCase());
}
