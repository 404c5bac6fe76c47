// Something unique, for an idempotency key.
//
// Pages without a secure context have no randomUUID; 128 bits of another source keep keys apart.

export const unique = () => crypto.randomUUID?.() ?? crypto.getRandomValues(new Uint32Array(4)).join("-");
