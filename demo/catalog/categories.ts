import type { Texts } from '../lib/language.ts'

/** A department or one of its shelves; `path` as in `shoes/boots`. */
export interface Category {
  path: string
  name: Texts
}

const category = (path: string, it: string, pl: string, en: string): Category => ({
  path,
  name: { it, pl, en },
})

/** The shop's departments and their shelves, in the order of the menu. */
export const categories: Category[] = [
  category('shoes', 'Scarpe', 'Buty', 'Shoes'),
  category('shoes/boots', 'Stivali e scarponcini', 'Botki i trapery', 'Boots'),
  category('shoes/sneakers', 'Sneakers', 'Sneakersy', 'Sneakers'),
  category('shoes/running', 'Corsa', 'Bieganie', 'Running'),
  category('shoes/classic', 'Classiche', 'Klasyczne', 'Classic'),
  category('shoes/sandals', 'Sandali', 'Sandały', 'Sandals'),
  category('shoes/slippers', 'Pantofole', 'Kapcie', 'Slippers'),
  category('clothing', 'Abbigliamento', 'Odzież', 'Clothing'),
  category('clothing/jackets', 'Giacche', 'Kurtki', 'Jackets'),
  category('clothing/knitwear', 'Maglieria', 'Swetry', 'Knitwear'),
  category('clothing/shirts', 'Camicie e magliette', 'Koszule i koszulki', 'Shirts'),
  category('clothing/trousers', 'Pantaloni', 'Spodnie', 'Trousers'),
  category('bags', 'Borse', 'Torby', 'Bags'),
  category('bags/backpacks', 'Zaini', 'Plecaki', 'Rucksacks'),
  category('bags/shoulder', 'A spalla', 'Na ramię', 'Shoulder bags'),
  category('bags/travel', 'Viaggio', 'Podróżne', 'Travel'),
  category('accessories', 'Accessori', 'Dodatki', 'Accessories'),
  category('accessories/hats', 'Berretti', 'Czapki', 'Hats'),
  category('accessories/gloves-scarves', 'Guanti e sciarpe', 'Rękawiczki i szaliki', 'Gloves and scarves'),
  category('accessories/socks', 'Calze', 'Skarpety', 'Socks'),
  category('accessories/belts', 'Cinture', 'Paski', 'Belts'),
  category('accessories/gear', 'Attrezzatura', 'Sprzęt', 'Gear'),
  category('accessories/care', 'Cura', 'Pielęgnacja', 'Care'),
  category('gift-cards', 'Buoni regalo', 'Karty podarunkowe', 'Gift cards'),
]

export const departments = categories.filter(({ path }) => !path.includes('/'))

/** The category with this path, or undefined. */
export function findCategory(path: string): Category | undefined {
  return categories.find((category) => category.path === path)
}

/** What is directly in a department. */
export function shelvesOf(department: string): Category[] {
  return categories.filter(({ path }) => path.startsWith(`${department}/`))
}

/** Is the product's category this one or below it? */
export function isWithin(path: string, ancestor: string): boolean {
  return path === ancestor || path.startsWith(`${ancestor}/`)
}
