import type { Machine, Running, Session } from "./machine.ts";

/**
 * The invented network: domain CORP (corp.example), addresses from the ranges that RFC 5737 keeps
 * for documentation.
 */
const DOMAIN_SID = "S-1-5-21-1719205412-3310482773-908143376";
const SERVICE_HOST = "C:\\Windows\\system32\\svchost.exe -k";

function serviceSessions(computer: string, booted: string) {
  const account = { name: `${computer}$`, domain: "CORP" };
  const common = {
    account,
    terminal: 0,
    began: booted,
    integrity: "System",
    elevation: "default",
  } as const;
  return {
    system: { ...common, user: "NT AUTHORITY\\SYSTEM", sid: "S-1-5-18", logonId: 0x3e7 },
    "network service": {
      ...common,
      user: "NT AUTHORITY\\NETWORK SERVICE",
      sid: "S-1-5-20",
      logonId: 0x3e4,
    },
  } as const;
}

function person(
  name: string,
  rid: number,
  logonId: number,
  began: string,
  token: Pick<Session, "integrity" | "elevation">,
): Session {
  const account = { name, domain: "CORP" };
  return {
    user: `CORP\\${name}`,
    sid: `${DOMAIN_SID}-${rid}`,
    account,
    logonId,
    terminal: 1,
    began,
    ...token,
  };
}

const STANDARD = { integrity: "Medium", elevation: "default" } as const;
const FILTERED = { integrity: "Medium", elevation: "limited" } as const;
const ELEVATED = { integrity: "High", elevation: "full" } as const;

const SERVICES: Readonly<Record<string, Running>> = {
  services: { program: "services", line: "C:\\Windows\\system32\\services.exe", as: "system" },
  lsass: { program: "lsass", line: "C:\\Windows\\system32\\lsass.exe", as: "system" },
  sysmon: { program: "sysmon", line: "C:\\Windows\\Sysmon64.exe", as: "system", by: "services" },
  dcomLaunch: {
    program: "svchost",
    line: `${SERVICE_HOST} DcomLaunch -p`,
    as: "system",
    by: "services",
  },
  scheduler: {
    program: "svchost",
    line: `${SERVICE_HOST} netsvcs -p -s Schedule`,
    as: "system",
    by: "services",
  },
  dnsCache: {
    program: "svchost",
    line: `${SERVICE_HOST} NetworkService -p -s Dnscache`,
    as: "network service",
    by: "services",
  },
  defender: {
    program: "msMpEng",
    line: '"C:\\ProgramData\\Microsoft\\Windows Defender\\Platform\\4.18.24090.11-0\\MsMpEng.exe"',
    as: "system",
    by: "services",
  },
};

const DESKTOP: Readonly<Record<string, Running>> = {
  explorer: { program: "explorer", line: "C:\\Windows\\Explorer.EXE", as: "user" },
};

const OFFICE_DESKTOP: Readonly<Record<string, Running>> = {
  ...SERVICES,
  searchIndexer: {
    program: "searchIndexer",
    line: "C:\\Windows\\system32\\SearchIndexer.exe /Embedding",
    as: "system",
    by: "services",
  },
  ...DESKTOP,
  edge: {
    program: "msedge",
    line: '"C:\\Program Files (x86)\\Microsoft\\Edge\\Application\\msedge.exe" --no-startup-window --win-session-start',
    as: "user",
    by: "explorer",
  },
  teams: {
    program: "teams",
    line: '"C:\\Program Files\\WindowsApps\\MSTeams_24335.208.3315.1951_x64__8wekyb3d8bbwe\\ms-teams.exe" msteams:system-initiated',
    as: "user",
    by: "explorer",
  },
};

const WINDOWS_11 = { windows: "Windows 11 23H2", fileVersion: "10.0.22621.4541" } as const;
const SERVER_2022 = { windows: "Windows Server 2022", fileVersion: "10.0.20348.2849" } as const;

/** A clerk's desktop in finance; the clerk is no administrator. */
export const FINANCE: Machine = {
  ...WINDOWS_11,
  computer: "WS-FIN-07.corp.example",
  ip: "192.0.2.57",
  sysmonId: "5c1d07e2",
  bootId: 41,
  booted: "2026-01-14T06:48:11.204Z",
  localSid: "S-1-5-21-2905514237-1184076093-3376120458",
  sessions: {
    ...serviceSessions("WS-FIN-07", "2026-01-14T06:48:11.204Z"),
    user: person("j.moreau", 2614, 0x1b3f7c, "2026-01-14T07:02:35.518Z", STANDARD),
  },
  running: OFFICE_DESKTOP,
};

/** A desktop on which the purple team tries things; its user is a local administrator. */
export const LAB: Machine = {
  ...WINDOWS_11,
  computer: "WS-LAB-11.corp.example",
  ip: "192.0.2.111",
  sysmonId: "a94e63b0",
  bootId: 17,
  booted: "2026-01-15T07:30:02.871Z",
  localSid: "S-1-5-21-837465120-2290158473-1467720359",
  sessions: {
    ...serviceSessions("WS-LAB-11", "2026-01-15T07:30:02.871Z"),
    user: person("p.novak", 2207, 0x2f81a9, "2026-01-15T07:41:20.336Z", FILTERED),
    elevated: person("p.novak", 2207, 0x2f8146, "2026-01-15T07:41:20.336Z", ELEVATED),
  },
  running: OFFICE_DESKTOP,
};

/** A developer's desktop. */
export const DEVELOPER: Machine = {
  ...WINDOWS_11,
  computer: "WS-DEV-03.corp.example",
  ip: "192.0.2.83",
  sysmonId: "3e07f91c",
  bootId: 62,
  booted: "2026-01-13T07:12:44.090Z",
  localSid: "S-1-5-21-3018844271-560219837-2231904456",
  sessions: {
    ...serviceSessions("WS-DEV-03", "2026-01-13T07:12:44.090Z"),
    user: person("t.okafor", 2439, 0x41d0e2, "2026-01-13T07:20:09.447Z", STANDARD),
  },
  running: OFFICE_DESKTOP,
};

/** A desktop in personnel, managed by Intune. */
export const PERSONNEL: Machine = {
  ...WINDOWS_11,
  computer: "WS-HR-04.corp.example",
  ip: "192.0.2.64",
  sysmonId: "d27b48f5",
  bootId: 29,
  booted: "2026-01-16T06:55:31.660Z",
  localSid: "S-1-5-21-1950342766-4017255908-612870341",
  sessions: {
    ...serviceSessions("WS-HR-04", "2026-01-16T06:55:31.660Z"),
    user: person("s.haddad", 2571, 0x12e5d4, "2026-01-16T07:06:12.152Z", STANDARD),
  },
  running: {
    ...OFFICE_DESKTOP,
    intune: {
      program: "intuneAgent",
      line: '"C:\\Program Files (x86)\\Microsoft Intune Management Extension\\Microsoft.Management.Services.IntuneWindowsAgent.exe"',
      as: "system",
      by: "services",
    },
  },
};

/** A file server, with an administrator logged on over Remote Desktop. */
export const FILE_SERVER: Machine = {
  ...SERVER_2022,
  computer: "SRV-FILE-02.corp.example",
  ip: "192.0.2.20",
  sysmonId: "7f2590c8",
  bootId: 8,
  booted: "2026-01-04T22:14:57.318Z",
  localSid: "S-1-5-21-442870916-3790145522-2098331617",
  sessions: {
    ...serviceSessions("SRV-FILE-02", "2026-01-04T22:14:57.318Z"),
    user: person("adm.lindqvist", 1108, 0x9c4f20b, "2026-01-17T19:58:40.773Z", FILTERED),
    elevated: person("adm.lindqvist", 1108, 0x9c4f1d6, "2026-01-17T19:58:40.773Z", ELEVATED),
  },
  running: { ...SERVICES, ...DESKTOP },
};
