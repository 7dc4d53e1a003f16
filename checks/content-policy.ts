/** One content security policy: directive → sources, both in lower case except nonces and hashes (CSP3 §2.2). */
export type Policy = ReadonlyMap<string, readonly string[]>;

/** The policies in a header or meta value; commas part them (CSP3 §2.2.2). Of a repeated directive the first counts. */
export const policiesIn = (value: string): Policy[] =>
  value
    .split(',')
    .map(policyOf)
    .filter((policy) => policy.size > 0);

const policyOf = (text: string): Policy => {
  const policy = new Map<string, readonly string[]>();
  for (const directive of text.split(';')) {
    const [name, ...sources] = directive.trim().split(/\s+/);
    if (name && !policy.has(name.toLowerCase()))
      policy.set(
        name.toLowerCase(),
        sources.map((source) => (/^'(nonce|sha)/i.test(source) ? source : source.toLowerCase())),
      );
  }
  return policy;
};

/** The sources that hold for a fetch directive, `default-src` where it is not named; null when nothing limits it. */
export const effective = (policy: Policy, directive: string): readonly string[] | null => policy.get(directive) ?? policy.get('default-src') ?? null;
