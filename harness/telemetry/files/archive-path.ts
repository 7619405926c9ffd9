/** A member of an archive is named as `archive.zip!/member`. */
const SEPARATOR = "!/";

/** Returns the path of an archive's member. */
export function memberPath(archive: string, member: string): string {
  return archive + SEPARATOR + member;
}

/** Returns the ways to read a path as an archive and a member, the shortest archive first. */
export function splitMemberPath(path: string): readonly { archive: string; member: string }[] {
  const ways = [];
  for (let at = path.indexOf(SEPARATOR); at >= 0; at = path.indexOf(SEPARATOR, at + 1))
    ways.push({ archive: path.slice(0, at), member: path.slice(at + SEPARATOR.length) });
  return ways;
}
