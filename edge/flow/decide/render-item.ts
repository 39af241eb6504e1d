import { localText } from '../../../shared/recommend/catalog.ts'
import type { RecommendedProduct } from '../../../shared/recommend/recommend.ts'
import type { BlockContent, BlockItem } from '../../../shared/schema/decide.ts'
import type { LocalText } from '../../../shared/schema/product.ts'

/** Which language to show, and which the shop falls back to. */
export interface Languages {
  language: string
  fallback: string
}

/** A product as a block shows it, in the page's language. Rating only where there are reviews behind it. */
export function renderItem(
  { product, because }: RecommendedProduct,
  { language, fallback }: Languages,
): BlockItem {
  const { id, title, url, image, price, listPrice, rating, reviews } = product
  return {
    id,
    title: localText(title, language, fallback),
    url: localText(url, language, fallback),
    image,
    price,
    listPrice: listPrice ?? null,
    because,
    ...(rating !== undefined && reviews ? { proof: { rating, reviews } } : {}),
  }
}

/** A banner's texts and addresses as the config has them. */
export interface LocalContent {
  title: LocalText
  text?: LocalText | undefined
  image?: string | undefined
  altText?: LocalText | undefined
  link?: LocalText | undefined
  button?: LocalText | undefined
}

export function renderContent(content: LocalContent, { language, fallback }: Languages): BlockContent {
  const local = (text: LocalText) => localText(text, language, fallback)
  return {
    title: local(content.title),
    ...(content.text === undefined ? {} : { text: local(content.text) }),
    ...(content.image === undefined ? {} : { image: content.image }),
    ...(content.altText === undefined ? {} : { altText: local(content.altText) }),
    ...(content.link === undefined ? {} : { link: local(content.link) }),
    ...(content.button === undefined ? {} : { button: local(content.button) }),
  }
}
