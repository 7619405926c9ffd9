/**
 * The forms in which names stand in texts: command lines, paths, scripts, messages, JSON and XML inside of
 * values. A row is one form; each takes bounded time at each place of a text, so that a text costs what its
 * length is. Texts are looked at as they are written, and without their escapes (`decoded-text.ts`).
 */
import {
  isName,
  takeAccount,
  takeDistinguishedName,
  takeHost,
  takeNamed,
  takeUser,
  type TakeName,
} from "./collect-names.ts";
import {
  ACCOUNT,
  ENDED,
  FILE,
  form,
  HOST,
  isMachineLike,
  LETTER,
  takeForms,
  type NameForm,
} from "./name-forms.ts";
import { namesInCommands } from "./names-in-commands.ts";
import { namedBy } from "./naming-fields.ts";
import { isWellKnownName } from "./well-known.ts";

const PROFILE_NAME = String.raw`[^\\/:*?"<>|%\s\p{Cc}]{1,64}`;

const rows: readonly NameForm[] = [
  // C:\Users\name\…, Users/name, \\server\Users\name: up to the next separator, else one word
  form(
    /users|documents and settings|docume~/i,
    String.raw`(?<![\p{L}\p{N}_])(?:Users|Documents and Settings|DOCUME~\d)[\\/]{1,4}(${PROFILE_NAME}(?: ${PROFILE_NAME}){0,4}?)(?=[\\/"]|$)`,
    ([, name], take) => takeProfile(name!, take),
  ),
  form(
    /users|documents and settings|docume~/i,
    String.raw`(?<![\p{L}\p{N}_])(?:Users|Documents and Settings|DOCUME~\d)[\\/]{1,4}(${PROFILE_NAME})(?=[\s:*?<>|]|$)`,
    ([, name], take) => takeProfile(name!, take),
  ),
  form(
    /home/i,
    String.raw`(?:(?<![\p{L}\p{N}_.])/|\\)home[\\/]{1,4}(${PROFILE_NAME})`,
    ([, name], take) => takeProfile(name!, take),
  ),
  form(
    /profiles|home/i,
    String.raw`(?:(?<!\p{L})\p{L}:|\\\\[^\\/\s"]{1,253})[\\/]{1,2}(?:Profiles?|Homes?)\$?[\\/]{1,2}(${PROFILE_NAME})(?=[\\/"\s]|$)`,
    ([, name], take) => takeProfile(name!, take),
  ),
  // SAM\Domains\Account\Users\Names\name
  form(/users[\\/]names/i, String.raw`Users\\{1,2}Names\\{1,2}(${ACCOUNT})`, ([, name], take) =>
    takeUser(name!, take),
  ),
  // \\host\share, \\host: not the doubled backslashes of an escaped path
  form(
    /\\\\/,
    String.raw`(?<![\p{L}\p{N}_.$%)\]}:\\])(\\\\|\\\\\\\\)(${HOST})(?:@(?:SSL|\d{1,5}))?(\\{1,2}|(?=[\s"',;)]|$))`,
    ([, start, host, end], take) => {
      if (end === "" ? host!.length > 2 : end!.length * 2 === start!.length)
        takeHost(host!, true, take);
    },
  ),
  form(/\\unc\\/i, String.raw`\\UNC\\{1,2}(${HOST})\\`, ([, host], take) =>
    takeHost(host!, true, take),
  ),
  form(
    /\\mup\\|redirector/i,
    String.raw`\\(?:Mup|LanmanRedirector|WebDavRedirector)\\(?:;[^\\]{1,64}\\)?(${HOST})\\`,
    ([, host], take) => takeHost(host!, true, take),
  ),
  // file://host/share, http://host/, //host/share$
  form(
    /\/\//,
    String.raw`(?<!\p{L})(?:file|smb|cifs|nfs|afp|ssh|s?ftp|scp|rdp|vnc|winrm|https?|ldaps?|mssql|postgres(?:ql)?|mysql|rpc|tcp)://(?:([^\s@/:"]{1,64})(?::[^\s@/"]{0,64})?@)?(?!\p{L}:[\\/])(${HOST})(?=[:/?#\s"'\\)]|$)`,
    ([, name, host], take) => {
      if (name !== undefined && !MAILBOX.test(name)) takeUser(name, take);
      if (isMachineLike(host!)) takeHost(host!, true, take);
    },
  ),
  form(/\$/, String.raw`(?<![:\p{L}\p{N}/])//(${HOST})/[\p{L}\p{N}]{1,20}\$`, ([, host], take) =>
    takeHost(host!, true, take),
  ),
  // DOMAIN\name, DOMAIN/name:password@host
  form(
    /\\/,
    String.raw`(?<![\p{L}\p{N}_.$%\\/-]|\p{L}:)(${HOST})\\{1,2}(${ACCOUNT})${ENDED}(?=((?: [\p{L}\p{N}-]{1,30}){0,4}))`,
    ([, of, name, more], take) => takeMember(of!, name!, more!, take),
  ),
  form(
    /\//,
    String.raw`(?<![\p{L}\p{N}_.$%\\/&-])(${HOST})/(${ACCOUNT})${ENDED}`,
    ([, of, name], take) => {
      if (!of!.includes(".")) takeMember(of!, name!, "", take);
    },
  ),
  form(
    /@/,
    String.raw`(?<![\p{L}\p{N}_.$%\\/&-])(${HOST})/(${ACCOUNT})(?::[^\s@"]{0,128})?@`,
    ([, of, name], take) => takeMember(of!, name!, "", take),
  ),
  // name@corp.example, name@host, name:password@host
  form(
    /@/,
    String.raw`(?<![\p{L}\p{N}._%+'-]|\w/)(?!(?:mailto|sips?|smtp|im|acct|cid|mid):)(${LETTER}[\p{L}\p{N}._+'-]{0,63})(?::[^\s@"'/]{1,64})?@(${HOST})(?![\\(\p{L}\p{N}_-])`,
    ([, name, of], take) => takeAddressee(name!, of!, take),
  ),
  // name.corp.example: most are code, or files
  form(
    /\..*\.|\.(?:local|lan|corp)/is,
    String.raw`(?<![\p{L}\p{N}_.$-])[\p{L}\p{N}_][\p{L}\p{N}_-]{0,62}(?:\.[\p{L}\p{N}_-]{1,63}){1,6}(?!\.?[\p{L}\p{N}_(-])`,
    ([word], take) => {
      if (DOTTED.test(word)) take({ kind: "dotted", name: word });
    },
  ),
  // CN=name,OU=…,DC=corp,DC=example
  form(
    /dc=/i,
    String.raw`(?<![\p{L}\p{N}])(?:(?:CN|OU|UID|L|O|DC)=(?:\\[^\r\n]|[^,\\="<>;|\r\n]){1,128},\s?){1,20}DC=[\p{L}\p{N}-]{1,63}`,
    ([whole], take) => takeDistinguishedName(whole, take),
  ),
  form(
    /ldap:/i,
    String.raw`LDAP://(?:(${HOST})(?::\d{1,5})?/)?(?:CN=([^,="<>/\r\n]{1,64}))?`,
    ([, host, name], take) => {
      if (host !== undefined) takeHost(host, true, take);
      if (name !== undefined) takeUser(name, take);
    },
  ),
  // SPNs
  form(
    /\//,
    String.raw`(?<![\p{L}\p{N}_./-])(?:HOST|HTTP|DNS|GC|(?:[Cc]ifs|CIFS|[Ll]dap|LDAP|TERMSRV|WSMAN|MSSQLSvc|RPCSS|RestrictedKrbHost|exchange\p{L}{2,12}|SMTPSVC|nfs|FTP|POP3?|IMAP4?|krbtgt|Hyper-V Replica Service|Microsoft Virtual (?:System Migration|Console) Service|E3514235-4B06-11D1-AB04-00C04FC2DCD2|Dfsr-12F9A27C-BF97-4787-9364-D31B6C55EB04))/(?!/)(?=\p{L})(${HOST})`,
    ([, host], take) => takeHost(host!, true, take),
    "gu",
  ),
  // {"userName":"name"}, <UserId>name</UserId>, UserId="name"
  form(
    /["'>]/,
    String.raw`(?<![\p{L}\p{N}_$.])([A-Za-z][A-Za-z_.]{2,40})\\?["']?\s?[:=]\s?\\?["']([^"'<>\r\n]{1,256}?)\\?["']`,
    ([, key, value], take) => takeKeyed(key!, value!, take),
  ),
  form(/<\//, String.raw`<([A-Za-z]\w{2,40})>([^<>]{1,256})</`, ([, key, value], take) =>
    takeKeyed(key!, value!, take),
  ),
  // User = DOMAIN\name
  form(
    /=/,
    String.raw`(?<![\p{L}\p{N}_$.])([A-Za-z]{2,20}(?: [A-Z][a-z]{1,20})?)\s?=\s?(${HOST}\\{1,2}${ACCOUNT})(?!\\)`,
    ([, key, value], take) => takeKeyed(key!.replaceAll(" ", ""), value!, take),
  ),
  // Account Name:\t\tname, on a line of its own: messages as Event Viewer shows them
  form(
    /:[ \t]/,
    String.raw`^[ \t]{0,16}([A-Z][A-Za-z]{1,20}(?: [A-Z][A-Za-z]{1,20}){0,3}):[ \t]{1,16}([^\s][^\r\n\t]{0,255})`,
    ([, key, value], take) => takeKeyed(key!.replaceAll(" ", ""), value!.trim(), take),
    "gmu",
  ),
  // user=name; in connections and links
  form(
    /=/,
    String.raw`(?<![\p{L}\p{N}_$.])(?:user(?:name| ?id)?|uid|login)=([^\s"'<>;&$%(){}]{2,64})(?=[;&])`,
    ([, name], take) => takeAccount(name!, take),
  ),
  // HostName=SRV04: a machine's if it has a number; PowerShell says ConsoleHost there
  form(
    /=/,
    String.raw`(?<![\p{L}\p{N}_$.])(?:Host ?Name|Computer ?Name|Machine ?Name|Workstation ?Name)\s?=\s?(?=[\p{L}_.-]{0,62}\d)(${HOST})(?![\p{L}\p{N}_.(-])`,
    ([, host], take) => takeHost(host!, true, take),
  ),
  // arn:aws:iam::123456789012:user/name, arn:aws:sts::…:assumed-role/role/session
  form(
    /arn:/i,
    String.raw`arn:[\w-]{1,20}:(?:iam|sts|identitystore)::\d{0,12}:(user|assumed-role|federated-user)/((?:[\p{L}\p{N}_+=,.@-]{1,128}/){0,8})([\p{L}\p{N}_+=,.@-]{1,128})`,
    ([, kind, path, name], take) => {
      if (kind !== "assumed-role" || path !== "") takeSession(name!, take);
    },
  ),
  form(
    /A[RI]/,
    String.raw`(?<![A-Z\d])A[RI][A-Z]A[A-Z\d]{12,17}:([\p{L}\p{N}_+=,.@-]{1,128})`,
    ([, name], take) => takeSession(name!, take),
    "gu",
  ),
];

/** A word with two dots, or in a network without a top-level domain of its own. */
const DOTTED = /\..*\.\p{L}{2,24}$|\.(?:local|lan|corp|localdomain)$/iu;

/** Calls `take` for each name that stands in a text in one of the forms. */
export function namesInText(text: string, isCommandLine: boolean, take: TakeName): void {
  if (text.length < 3) return;
  takeForms(rows, text, take);
  namesInCommands(text, isCommandLine, take);
}

function takeProfile(written: string, take: TakeName): void {
  const name = written.replace(/[,;')\]}]+$/, "").trim();
  if (FILE.test(name)) return;
  const [first, ...more] = name.split(" ");
  // Rather a word of a command than of a name: both are taken.
  if (more.some((word) => !/^[\p{Lu}\p{Lo}]/u.test(word)) && isName(first!))
    take({ kind: "profile", name: first! });
  if (isName(name)) take({ kind: "profile", name });
}

/** `CORP\Domain Admins` is no one's: `more` has the words behind the first. */
function takeMember(of: string, name: string, more: string, take: TakeName): void {
  const words = `${name}${more}`.split(" ");
  if (words.some((_, i) => isWellKnownName(words.slice(0, i + 1).join(" ")))) return;
  take({ kind: "member", of, name: trimmed(name) });
}

/** Mailboxes and words before an @ that are no one's name. */
const MAILBOX =
  /^(?:info|mail|email|e-mail|support|sales|contact|hello|office|abuse|postmaster|hostmaster|webmaster|security|help|helpdesk|noreply|no-reply|donotreply|git|svn|root|news|press|jobs|billing|team|user|username|name|someone|example|test|foo|bar|npm|types)$/i;

function takeAddressee(name: string, of: string, take: TakeName): void {
  const isMail = /\.\p{L}{2,24}$/u.test(of);
  if (MAILBOX.test(name) || name.length < 2) return;
  if (isMail || /^\d{1,3}(?:\.\d{1,3}){3}$/.test(of)) takeUser(trimmed(name), take);
  else take({ kind: "member", of, name: trimmed(name) });
}

function takeKeyed(key: string, value: string, take: TakeName): void {
  const names = namedBy(key);
  if (names === null || /^\s|\s$|[$%{}()]/.test(value)) return;
  if (
    names === "host" || names === "machine"
      ? isMachineLike(value)
      : value.length < 65 || value.includes("=")
  )
    takeNamed(names, value, take);
}

/** A session of a role: somebody's name, or that of an instance. */
function takeSession(name: string, take: TakeName): void {
  if (/^i-[\da-f]{8,17}$/.test(name)) return;
  takeAccount(name, take);
}

function trimmed(name: string): string {
  return name.replace(/[.'-]+$/, "");
}
