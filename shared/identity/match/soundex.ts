const CODES: Record<string, string> = {
  ...digits('bfpv', '1'),
  ...digits('cgjkqsxz', '2'),
  ...digits('dt', '3'),
  ...digits('l', '4'),
  ...digits('mn', '5'),
  ...digits('r', '6'),
}

/** American Soundex of a normalised word: its first letter and up to three digits; '' where it has no letter. */
export function soundex(word: string): string {
  const letters = word.replace(/[^a-z]/g, '')
  if (letters === '') return ''
  let code = letters[0]!
  let last = CODES[code] ?? ''
  for (const letter of letters.slice(1)) {
    if (letter === 'h' || letter === 'w') continue
    const digit = CODES[letter] ?? ''
    if (digit !== '' && digit !== last) code += digit
    if (code.length === 4) break
    last = digit
  }
  return code.padEnd(4, '0')
}

function digits(letters: string, digit: string): Record<string, string> {
  return Object.fromEntries([...letters].map((letter) => [letter, digit]))
}
