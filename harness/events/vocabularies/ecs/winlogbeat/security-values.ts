/**
 * What the codes in the security audit log stand for, in the pipeline's words.
 *
 * @see Microsoft, "Advanced security audit policy settings": the events' pages; [MS-SAMR] 2.2.1.12
 *   "USER_ACCOUNT Codes"; [MS-ERREF] 2.3 "NTSTATUS"; RFC 4120, 7.5.9 "Error Codes"
 */

type Names = ReadonlyMap<string, string>;

const names = (rows: Readonly<Record<string, string>>): Names => new Map(Object.entries(rows));

export const LOGON_TYPES = names({
  2: "Interactive",
  3: "Network",
  4: "Batch",
  5: "Service",
  7: "Unlock",
  8: "NetworkCleartext",
  9: "NewCredentials",
  10: "RemoteInteractive",
  11: "CachedInteractive",
});

export const SERVICE_TYPES = names({
  "0x1": "Kernel Driver",
  "0x2": "File System Driver",
  "0x8": "Recognizer Driver",
  "0x10": "Win32 Own Process",
  "0x20": "Win32 Share Process",
  "0x110": "Interactive Own Process",
  "0x120": "Interactive Share Process",
});

export const LOGON_STATUSES = names({
  "0xc000005e": "There are currently no logon servers available to service the logon request.",
  "0xc0000064": "User logon with misspelled or bad user account",
  "0xc000006a": "User logon with misspelled or bad password",
  "0xc000006d": "This is either due to a bad username or authentication information",
  "0xc000006e": "Unknown user name or bad password.",
  "0xc000006f": "User logon outside authorized hours",
  "0xc0000070": "User logon from unauthorized workstation",
  "0xc0000071": "User logon with expired password",
  "0xc0000072": "User logon to account disabled by administrator",
  "0xc00000dc": "Indicates the Sam Server was in the wrong state to perform the desired operation.",
  "0xc0000133": "Clocks between DC and other computer too far out of sync",
  "0xc000015b":
    "The user has not been granted the requested logon type (aka logon right) at this machine",
  "0xc000018c":
    "The logon request failed because the trust relationship between the primary domain and the trusted domain failed.",
  "0xc0000192": "An attempt was made to logon, but the Netlogon service was not started.",
  "0xc0000193": "User logon with expired account",
  "0xc0000224": "User is required to change password at next logon",
  "0xc0000225": "Evidently a bug in Windows and not a risk",
  "0xc0000234": "User logon with account locked",
  "0xc00002ee": "Failure Reason: An Error occurred during Logon",
  "0xc0000371":
    "The local account store does not contain secret material for the specified account",
  "0xc0000413":
    "Logon Failure: The machine you are logging onto is protected by an authentication firewall. The specified account is not allowed to authenticate to the machine.",
  "0x0": "Status OK.",
});

/** By the number behind `%%`. */
export const FAILURE_REASONS = names({
  2304: "An Error occured during Logon.",
  2305: "The specified user account has expired.",
  2306: "The NetLogon component is not active.",
  2307: "Account locked out.",
  2308: "The user has not been granted the requested logon type at this machine.",
  2309: "The specified account's password has expired.",
  2310: "Account currently disabled.",
  2311: "Account logon time restriction violation.",
  2312: "User not allowed to logon at this computer.",
  2313: "Unknown user name or bad password.",
  2314: "Domain sid inconsistent.",
  2315: "Smartcard logon is required and was not used.",
});

export const POLICY_CHANGES = names({
  8448: "Success removed",
  8449: "Success Added",
  8450: "Failure removed",
  8451: "Failure Added",
  8452: "Success include removed",
  8453: "Success include added",
  8454: "Success exclude removed",
  8455: "Success exclude added",
  8456: "Failure include removed",
  8457: "Failure include added",
  8458: "Failure exclude removed",
  8459: "Failure exclude added",
});

export const TICKET_ENCRYPTION_TYPES = names({
  "0x1": "DES-CBC-CRC",
  "0x3": "DES-CBC-MD5",
  "0x11": "AES128-CTS-HMAC-SHA1-96",
  "0x12": "AES256-CTS-HMAC-SHA1-96",
  "0x17": "RC4-HMAC",
  "0x18": "RC4-HMAC-EXP",
  "0xffffffff": "FAIL",
});

const KERBEROS_ERRORS =
  "KDC_ERR_NONE KDC_ERR_NAME_EXP KDC_ERR_SERVICE_EXP KDC_ERR_BAD_PVNO KDC_ERR_C_OLD_MAST_KVNO " +
  "KDC_ERR_S_OLD_MAST_KVNO KDC_ERR_C_PRINCIPAL_UNKNOWN KDC_ERR_S_PRINCIPAL_UNKNOWN " +
  "KDC_ERR_PRINCIPAL_NOT_UNIQUE KDC_ERR_NULL_KEY KDC_ERR_CANNOT_POSTDATE KDC_ERR_NEVER_VALID " +
  "KDC_ERR_POLICY KDC_ERR_BADOPTION KDC_ERR_ETYPE_NOTSUPP KDC_ERR_SUMTYPE_NOSUPP " +
  "KDC_ERR_PADATA_TYPE_NOSUPP KDC_ERR_TRTYPE_NO_SUPP KDC_ERR_CLIENT_REVOKED " +
  "KDC_ERR_SERVICE_REVOKED KDC_ERR_TGT_REVOKED KDC_ERR_CLIENT_NOTYET KDC_ERR_SERVICE_NOTYET " +
  "KDC_ERR_KEY_EXPIRED KDC_ERR_PREAUTH_FAILED KDC_ERR_PREAUTH_REQUIRED KDC_ERR_SERVER_NOMATCH " +
  "KDC_ERR_MUST_USE_USER2USER - - - KRB_AP_ERR_BAD_INTEGRITY KRB_AP_ERR_TKT_EXPIRED " +
  "KRB_AP_ERR_TKT_NYV KRB_AP_ERR_REPEAT KRB_AP_ERR_NOT_US KRB_AP_ERR_BADMATCH KRB_AP_ERR_SKEW " +
  "KRB_AP_ERR_BADADDR KRB_AP_ERR_BADVERSION KRB_AP_ERR_MSG_TYPE KRB_AP_ERR_MODIFIED " +
  "KRB_AP_ERR_BADORDER - KRB_AP_ERR_BADKEYVER KRB_AP_ERR_NOKEY KRB_AP_ERR_MUT_FAIL " +
  "KRB_AP_ERR_BADDIRECTION KRB_AP_ERR_METHOD KRB_AP_ERR_BADSEQ KRB_AP_ERR_INAPP_CKSUM " +
  "KRB_AP_PATH_NOT_ACCEPTED KRB_ERR_RESPONSE_TOO_BIG - - - - - - - KRB_ERR_GENERIC " +
  "KRB_ERR_FIELD_TOOLONG KDC_ERR_CLIENT_NOT_TRUSTED KDC_ERR_KDC_NOT_TRUSTED KDC_ERR_INVALID_SIG " +
  "KDC_ERR_KEY_TOO_WEAK KRB_AP_ERR_USER_TO_USER_REQUIRED KRB_AP_ERR_NO_TGT KDC_ERR_WRONG_REALM";

/** By the code as the pipeline looks it up: in hexadecimal with upper-case digits. */
export const KERBEROS_STATUSES: Names = new Map(
  KERBEROS_ERRORS.split(" ").flatMap((name, code): [string, string][] =>
    name === "-" ? [] : [[`0x${code.toString(16).toUpperCase()}`, name]],
  ),
);

/** A name per bit. */
type Flags = readonly (readonly [bit: bigint, name: string])[];

const flags = (text: string, bits: (index: number) => bigint): Flags =>
  text.split(" ").flatMap((name, index) => (name === "-" ? [] : [[bits(index), name] as const]));

export const TICKET_OPTIONS: Flags = flags(
  "- Forwardable Forwarded Proxiable Proxy Allow-postdate Postdated Invalid Renewable Initial " +
    "Pre-authent Opt-hardware-auth Transited-policy-checked Ok-as-delegate Request-anonymous " +
    "Name-canonicalize - - - - - - - - - - Disable-transited-check Renewable-ok Enc-tkt-in-skey - " +
    "Renew Validate",
  (index) => 1n << BigInt(31 - index),
);

export const ACCOUNT_CONTROL: Flags = flags(
  "USER_ACCOUNT_DISABLED USER_HOME_DIRECTORY_REQUIRED USER_PASSWORD_NOT_REQUIRED " +
    "USER_TEMP_DUPLICATE_ACCOUNT USER_NORMAL_ACCOUNT USER_MNS_LOGON_ACCOUNT " +
    "USER_INTERDOMAIN_TRUST_ACCOUNT USER_WORKSTATION_TRUST_ACCOUNT USER_SERVER_TRUST_ACCOUNT " +
    "USER_DONT_EXPIRE_PASSWORD USER_ACCOUNT_AUTO_LOCKED USER_ENCRYPTED_TEXT_PASSWORD_ALLOWED " +
    "USER_SMARTCARD_REQUIRED USER_TRUSTED_FOR_DELEGATION USER_NOT_DELEGATED USER_USE_DES_KEY_ONLY " +
    "USER_DONT_REQUIRE_PREAUTH USER_PASSWORD_EXPIRED " +
    "USER_TRUSTED_TO_AUTHENTICATE_FOR_DELEGATION USER_NO_AUTH_DATA_REQUIRED " +
    "USER_PARTIAL_SECRETS_ACCOUNT USER_USE_AES_KEYS",
  (index) => 1n << BigInt(index),
);

const RIGHTS: Readonly<Record<string, string>> = {
  "0x1": "Create Child",
  "0x2": "Delete Child",
  "0x4": "List Contents",
  "0x8": "SELF",
  "0x10": "Read Property",
  "0x20": "Write Property",
  "0x40": "Delete Treee",
  "0x80": "List Object",
  "0x100": "Control Access",
  "0x10000": "DELETE",
  "0x20000": "READ_CONTROL",
  "0x40000": "WRITE_DAC",
  "0x80000": "WRITE_OWNER",
  "0x100000": "SYNCHRONIZE",
  "0x1000000": "ADS_RIGHT_ACCESS_SYSTEM_SECURITY",
  "0x10000000": "ADS_RIGHT_GENERIC_ALL",
  "0x20000000": "ADS_RIGHT_GENERIC_EXECUTE",
  "0x40000000": "ADS_RIGHT_GENERIC_WRITE",
  "0x80000000": "ADS_RIGHT_GENERIC_READ",
};

export const ACCESS_RIGHTS: Flags = Object.entries(RIGHTS).map(([bit, name]) => [
  BigInt(bit),
  name,
]);

/** Returns the names of the bits that a number has, or `undefined` if it has none or is no number. */
export function flagsOf(number: string, names: Flags): readonly string[] | undefined {
  if (!/^(?:0x[0-9a-f]{1,16}|\d{1,19})$/i.test(number)) return undefined;
  const value = BigInt(number);
  const found = names.filter(([bit]) => (value & bit) !== 0n).map(([, name]) => name);
  return found.length > 0 ? found : undefined;
}
