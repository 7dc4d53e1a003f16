/** Kleene's three-valued logic: true, false, and null for "not known". */
export type Truth = boolean | null;

/** True when all are true, false as soon as one is false, else unknown. Nothing at all is unknown, never true. */
export const all = (values: readonly Truth[]): Truth => (values.includes(false) ? false : values.length === 0 || values.includes(null) ? null : true);

/** True as soon as one is true, false when all are false, else unknown. */
export const any = (values: readonly Truth[]): Truth => (values.includes(true) ? true : values.length === 0 || values.includes(null) ? null : false);

/** The opposite of `any`: an unknown stays unknown, so that "not found" under `none` never becomes a yes. */
export const none = (values: readonly Truth[]): Truth => {
  const some = any(values);
  return some === null ? null : !some;
};
