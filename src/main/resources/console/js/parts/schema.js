// What kind of field a JSON schema asks for.

/** The schema itself, where it is only referred to; undefined if that leads out of the document or in a circle. */
export function resolved(schema, root) {
  let found = schema
  for (let hops = 0; found && typeof found === 'object' && typeof found.$ref === 'string'; hops++) {
    if (hops > 8 || !found.$ref.startsWith('#')) return undefined
    const target = found.$ref === '#' ? root : found.$ref.slice(2).split('/').reduce((at, step) => at?.[decodeURIComponent(step).replace(/~1/g, '/').replace(/~0/g, '~')], root)
    const { $ref, ...beside } = found
    found = target && { ...target, ...beside }
  }
  return found
}

/**
 * Returns {kind, schema, nullable}: choice, string, number, boolean, array, object, or json for whatever is unusual.
 * A choice has `options`, each {value, text}.
 */
export function kindOf(given, root) {
  const schema = resolved(given, root)
  if (!schema || typeof schema !== 'object') return { kind: 'json', schema: {} }
  if (Object.hasOwn(schema, 'const')) return choice(schema, [schema.const])
  if (Array.isArray(schema.enum)) return choice(schema, schema.enum)
  const branches = schema.oneOf ?? schema.anyOf
  if (Array.isArray(branches)) return branched(schema, branches.map(branch => resolved(branch, root) ?? {}), root)
  if (['allOf', 'not', 'if', 'patternProperties', 'prefixItems', 'dependentSchemas'].some(word => word in schema)) return { kind: 'json', schema }
  const types = [].concat(schema.type ?? (schema.properties ? 'object' : schema.items ? 'array' : []))
  const [type, ...more] = types.filter(one => one !== 'null')
  if (!type || more.length) return { kind: 'json', schema }
  const nullable = types.includes('null')
  switch (type) {
    case 'string':
    case 'boolean':
      return { kind: type, schema, nullable }
    case 'integer':
    case 'number':
      return { kind: 'number', schema: { ...schema, type }, nullable }
    case 'array':
      return schema.items && !Array.isArray(schema.items) ? { kind: 'array', schema, nullable } : { kind: 'json', schema }
    case 'object':
      return Object.keys(schema.properties ?? {}).length ? { kind: 'object', schema, nullable } : { kind: 'json', schema }
    default:
      return { kind: 'json', schema }
  }
}

function branched(schema, branches, root) {
  const some = branches.filter(branch => branch.type !== 'null')
  const { oneOf, anyOf, ...beside } = schema
  if (some.length === 1) return { ...kindOf({ ...some[0], ...beside }, root), nullable: some.length < branches.length }
  if (some.every(branch => Object.hasOwn(branch, 'const'))) {
    return { kind: 'choice', schema, options: some.map(branch => ({ value: branch.const, text: branch.title ?? String(branch.const) })) }
  }
  return { kind: 'json', schema }
}

function choice(schema, values) {
  const names = schema.enumNames ?? []
  return { kind: 'choice', schema, options: values.map((value, at) => ({ value, text: names[at] ?? (typeof value === 'string' ? value : JSON.stringify(value)) })) }
}

/** What is to be known of a field beside its description. */
export function limits(schema) {
  const said = []
  if (schema.format) said.push(schema.format)
  if (schema.minimum !== undefined) said.push(`from ${schema.minimum}`)
  if (schema.maximum !== undefined) said.push(`up to ${schema.maximum}`)
  if (schema.exclusiveMinimum !== undefined) said.push(`above ${schema.exclusiveMinimum}`)
  if (schema.exclusiveMaximum !== undefined) said.push(`below ${schema.exclusiveMaximum}`)
  if (schema.minLength) said.push(`at least ${schema.minLength} characters`)
  if (schema.maxLength !== undefined) said.push(`at most ${schema.maxLength} characters`)
  if (schema.pattern) said.push(`matches ${schema.pattern}`)
  if (schema.minItems) said.push(`at least ${schema.minItems}`)
  if (schema.maxItems !== undefined) said.push(`at most ${schema.maxItems}`)
  return said.join(', ')
}

export const same = (one, other) => canonical(one) === canonical(other)

function canonical(value) {
  if (Array.isArray(value)) return `[${value.map(canonical)}]`
  if (value && typeof value === 'object') return `{${Object.keys(value).sort().map(key => `${JSON.stringify(key)}:${canonical(value[key])}`)}}`
  return JSON.stringify(value) ?? 'undefined'
}
