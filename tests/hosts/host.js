// A host app's side of the bridge, without a platform: what it hears, and what it says.
// A way to post a text to the page comes in; `hear` for each text of the page, `say`, and what was heard so far
// go out. Each platform's file beside this one brings its own way. Entry point: newHost.

/**
 * @param {(text: string) => void} post Posts a text to the page.
 * @param {{ capabilities?: string[], embedded?: boolean, silent?: boolean, token?: () => Promise<{ token: string, expiresIn: number } | undefined> }} options
 */
globalThis.newHost = (post, { capabilities = [], embedded, silent = false, token } = {}) => {
  const heard = [];
  let nonce;
  let seq = 0;
  const host = {
    heard,
    get nonce() {
      return nonce;
    },
    get seq() {
      return seq;
    },
    /** Dead: nothing is heard or said any more. */
    isDead: silent,
    /** Posts any text, whatever it is. */
    post: (text) => host.isDead || post(text),
    /** Says a message of the protocol; `more` may say something else of the envelope. */
    say: (type, fields = {}, more = {}) => host.post(JSON.stringify({ v: 1, nonce, seq: ++seq, type, ...fields, ...more })),
    hear: async (text) => {
      if (host.isDead) return;
      const message = JSON.parse(text);
      heard.push(message);
      if (message.type === "hello") {
        // A page that was loaded anew has another nonce.
        if (message.nonce === nonce) return;
        nonce = message.nonce;
        seq = 0;
        host.say("welcome", { capabilities, embedded });
      }
      if (message.type === "tokenNeeded" && token) {
        const fresh = await token();
        if (fresh) host.say("token", fresh);
      }
    },
  };
  return host;
};
