type Body = Readonly<Record<string, unknown>>;

/** Text of a form field, '' where there is none. */
export const field = (body: Body, name: string): string => {
  const value = body[name];
  return typeof value === 'string' ? value : '';
};

/** Text of an uploaded file, or else of a text field. */
export const fieldOrFile = async (body: Body, name: string, file: string): Promise<string> => {
  const sent = body[file];
  return sent instanceof File && sent.size > 0 ? sent.text() : field(body, name);
};
