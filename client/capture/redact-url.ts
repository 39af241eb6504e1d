/** E-mail addresses, their `@` plain or percent-encoded (once or more). Bounded, so that no URL makes it slow. */
const EMAIL = /[^\s/?#&=;,:@]{1,64}(?:@|%(?:25){0,3}40)[^\s/?#&=;,:@%]{1,255}\.[a-z]{2,24}/gi

/** An address fit to leave the page: without its hash, and with e-mail addresses blanked out. */
export function redactUrl(url: string): string {
  return url.replace(/#.*$/s, '').replace(EMAIL, 'redacted')
}
