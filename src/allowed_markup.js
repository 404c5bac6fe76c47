// Which markup may come into a page: what the pages of this site and the app's own templates are made of, told by
// parsing it as the browser will. Nothing of it can run, load, or lead elsewhere by itself.
// A test in tests/browser/boot.test.mjs holds every view to it. Entry point: isAllowed.

const NAMES =
  /^(a|article|aside|b|blockquote|br|button|circle|code|dd|del|details|div|dl|dt|em|fieldset|figure|footer|form|g|h[1-6]|header|hr|input|ins|label|legend|li|main|nav|noscript|ol|p|path|pre|rect|search|section|small|span|strong|summary|svg|table|tbody|td|text|th|thead|time|tr|tspan|ul)$/;

// Handlers, and what loads, paints or sends: no page of this site has one.
const ACTS = /^(on|src|style|form|ping)/;
const LEADS = /(href|action)$/;
const ADDRESS = /^([/#]|https?:|mailto:|tel:|$)/;

const fits = ({ localName, attributes }) =>
  NAMES.test(localName) && [...attributes].every(({ name, value }) => !ACTS.test(name) && (!LEADS.test(name) || ADDRESS.test(value)));

/** Whether nothing else is in a document's body, which was parsed and not shown. */
export const isAllowed = ({ body }) => [...body.querySelectorAll("*")].every(fits);
