import { CONFIG_FILE, isThere, writeText } from '../files.ts'
import { CommandError, EXIT, type Exit, type Terminal } from '../terminal.ts'

/** `vicino init`: a small config that already does something useful. Never overwrites one. */
export function initCommand(terminal: Terminal): Exit {
  if (isThere(CONFIG_FILE, terminal)) {
    throw new CommandError(`${CONFIG_FILE} is already here; it was left as it is.`, EXIT.problems)
  }
  writeText(CONFIG_FILE, FIRST_CONFIG, terminal)
  terminal.write(`Wrote ${CONFIG_FILE}. Next: vicino check, then vicino publish -m "first".\n`)
  return EXIT.ok
}

/** Passes the check without a warning; a test holds it to that. */
export const FIRST_CONFIG = `{
  "shop": { "name": "My shop", "currency": "EUR", "timezone": "Europe/Rome", "languages": ["en"] },

  "segments": {
    "window-shoppers": {
      "name": "Looked around, did not buy",
      "who": { "all": [
        { "did": "product_viewed", "times": { "atLeast": 3 }, "within": "14d" },
        { "didNot": "order_completed", "within": "14d" }
      ] }
    }
  },

  "recommendations": {
    // Each source fills what the one before it leaves empty.
    "for-you": { "name": "Picked for you", "use": ["personal", "viewed-together", "trending"], "never": { "inCart": true } }
  },

  "content": {
    "welcome": { "title": "New this week", "link": "/new" }
  },

  "placements": {
    "home-hero": { "page": "home", "shows": { "campaigns": true }, "otherwise": { "content": "welcome" } },
    "pdp-below": { "page": "product", "shows": { "recommendation": "for-you" }, "items": 8 }
  },

  "campaigns": {
    "free-shipping": {
      "name": "A push for undecided visitors",
      "status": "off",
      "where": ["home-hero"],
      "who": { "inSegment": "window-shoppers" },
      "variants": { "plain": { "title": "Free shipping this week", "link": "/" } }
    }
  }
}
`
