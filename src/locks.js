// Locks that all tabs of a browser share (Web Locks), so that one of them sends for a control and an erasure is alone.
// Where there are none, or a host signs somebody in, a page waits for itself alone: in line, but for those who share.
// A name and a mode come in, what lets the lock go goes out, once it is held. Entry point: lock.

const lines = {};

const waitInLine = async (name) => {
  const before = lines[name];
  let letGo;
  lines[name] = new Promise((end) => (letGo = end));
  await before;
  return letGo;
};

export const lock = (name, mode, isAlone) => {
  const inLine = () => (mode === "shared" ? () => {} : waitInLine(name));
  if (isAlone || !navigator.locks) return inLine();
  return new Promise((held) => {
    // A host without a place for storage refuses locks, and so do frames of other sites.
    navigator.locks.request(name, { mode }, () => new Promise(held)).catch(() => held(inLine()));
  });
};
