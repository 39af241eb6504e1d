// What the shop's pages do besides being pages: the cart without a reload, and telling Vicino what happened.
// Everything works without this file, one page load later.

const page = JSON.parse(document.getElementById('shop-data').textContent)
window.dataLayer ??= []
const layer = window.dataLayer
// Calls wait in a queue until Vicino's script, which loads by itself, is there.
const calls = []
window.vicino ??= Object.assign((...call) => calls.push(call), { q: calls })

if (page.identify) {
  const { userId, traits, proof } = page.identify
  window.vicino('identify', userId, traits, { proof })
}
for (const event of page.events ?? []) layer.push(event)

document.addEventListener('submit', (event) => {
  const form = event.target
  if (form.matches('[data-cart]')) {
    event.preventDefault()
    changeCart(form)
  } else if (form.matches('[data-sign-out]')) window.vicino('reset')
})

document.addEventListener('change', ({ target }) => {
  if (target.matches('[data-submit]')) target.form.requestSubmit()
})

document.addEventListener('click', ({ target }) => {
  if (target.closest('[data-close]')) target.closest('dialog').close()
})

/** Sends a form of the cart in the background; on the cart page the sums come with a fresh page. */
async function changeCart(form) {
  const item = JSON.parse(form.dataset.item)
  const response = await fetch(form.action, {
    method: 'POST',
    headers: { accept: 'application/json' },
    body: new FormData(form),
  }).catch(() => null)
  if (!response?.ok) return form.submit()
  const ecommerce = {
    currency: 'EUR',
    value: (Math.round(item.price * 100) * item.quantity) / 100,
    items: [item],
  }
  layer.push({ ecommerce: null })
  layer.push({ event: form.dataset.cart, ecommerce })
  const dialog = document.querySelector('dialog.added')
  if (!dialog) return location.reload()
  showPieces((await response.json()).pieces)
  dialog.showModal()
}

function showPieces(pieces) {
  const count = document.getElementById('cart-count')
  count.textContent = pieces
  count.hidden = pieces === 0
}

// A shelf that was filled for this visitor says so; one that shows what everybody likes keeps the shop's own words.
for (const heading of document.querySelectorAll('[data-decided]')) {
  const shelf = heading.parentElement.querySelector('vicino-block')
  new MutationObserver(() => {
    if (
      shelf.querySelector(
        '.card:is([data-because="your-taste"], [data-because="viewed-together"], [data-because="recently-viewed"])',
      )
    )
      heading.textContent = heading.dataset.decided
  }).observe(shelf, { childList: true })
}
