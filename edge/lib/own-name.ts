/** An object's own `<shop>/<number>`, from the name it was made by. */
export function ownName(id: DurableObjectId): { shop: string; number: number } {
  const name = id.name ?? ''
  const slash = name.lastIndexOf('/')
  if (slash < 1) throw new Error(`This object has no name of the form <shop>/<number>: ${name || id}`)
  return { shop: name.slice(0, slash), number: Number(name.slice(slash + 1)) }
}

/** One shop's object never takes or tells anything for another's, whatever led the call here. */
export function assertOwn(id: DurableObjectId, shop: string): void {
  const own = ownName(id)
  if (own.shop !== shop) throw new Error(`Object ${id.name} was asked about shop ${shop}`)
}
