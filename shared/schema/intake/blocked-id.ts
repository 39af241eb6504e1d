/**
 * Values that sites send where an id should be: defaults, placeholders, unfilled templates. Many strangers share
 * them, so they name nobody. After Segment's blocked values (`^[0-]*$`, `-1`, `null`, `anonymous`), widened.
 */
const PLACEHOLDERS: ReadonlySet<string> = new Set(
  `null undefined none nil nan void empty na n/a #n/a anonymous anon anonymous_user anonymoususer guest visitor
  unknown unidentified notset not_set (not_set) not-set -1 true false user userid user_id user-id id uid uuid
  customer customer_id customerid client_id anonymousid anonymous_id distinct_id member test example default
  email e-mail email@example.com test@test.com test@example.com user@example.com noemail@noemail.com no@email.com
  [object_object] object deleted redacted hidden`.split(/\s+/),
)

/** Nothing but zeros, dashes and other padding: `0000`, `00000000-0000-0000-0000-000000000000`, `---`. */
const PADDING = /^[0\-_.\s]*$/

/** One character over and over: `xxxxxxxx`, `ffffffff-ffff-ffff-ffff-ffffffffffff`, `11111`. A short id may be honest. */
const MONOTONE = /^([^-])(?:\1|-){4,}$/i

/** A template nobody filled: `{{user.id}}`, `${id}`, `<%= id %>`, `%user_id%`, `[user_id]`. */
const TEMPLATE = /^(\{\{.*\}\}|\$\{.*\}|<%.*%>|%[a-z_.]+%|\[[a-z_.]+\]|:[a-z_]+|\{[a-z_.]+\})$/is

/** Whether a trimmed identifier is known to stand for nobody in particular, in whatever case, width or spacing. */
export function isBlockedId(value: string): boolean {
  const seen = asSeen(value)
  if (PADDING.test(seen) || MONOTONE.test(seen)) return true
  const words = seen.toLowerCase().replace(/^["'\s]+|["'\s]+$/g, '')
  return (
    PLACEHOLDERS.has(words.replace(/\s+/g, '_')) ||
    PLACEHOLDERS.has(words.replace(/\s+/g, '')) ||
    PADDING.test(words) ||
    TEMPLATE.test(seen)
  )
}

/** Full-width letters as plain ones, and nothing that is not seen: `nu\u200Bll` reads as `null`. */
function asSeen(value: string): string {
  if (/^[!-~]*$/.test(value)) return value
  return value
    .normalize('NFKC')
    .replace(/[\p{Cf}\p{Cc}]/gu, '')
    .trim()
}
