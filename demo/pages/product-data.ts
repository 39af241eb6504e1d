import type { ShopProduct } from '../catalog/shop-product.ts'
import type { Language } from '../lib/language.ts'

/** The product as schema.org says it (Google merchant listing); Vicino's script reads the product view from here. */
export function productData(product: ShopProduct, language: Language, origin: string): object {
  const { id, title, description, image, brand, category, price, stock, rating, reviews } = product
  return {
    '@context': 'https://schema.org',
    '@type': 'Product',
    sku: id,
    name: title[language],
    description: description[language],
    image: `${origin}${image}`,
    brand: { '@type': 'Brand', name: brand },
    category,
    offers: {
      '@type': 'Offer',
      url: `${origin}${product.url[language]}`,
      price: (price.amount / 100).toFixed(2),
      priceCurrency: price.currency,
      availability: `https://schema.org/${stock > 0 ? 'InStock' : 'OutOfStock'}`,
      itemCondition: 'https://schema.org/NewCondition',
    },
    aggregateRating: { '@type': 'AggregateRating', ratingValue: rating, reviewCount: reviews },
  }
}
