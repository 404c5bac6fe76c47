// Locks that all tabs of a browser share (Web Locks), so that one of them sends for a control and an erasure is alone.
// Where there are none, or a host signs somebody in, a page has them for itself: in line, as the browser would.
// A name and a mode come in, what lets the lock go goes out, once it is held. Entry point: lock.

const lines = {};

const waitInLine = async (name, isShared) => {
  const line = (lines[name] ??= { all: [] });
  let letGo;
  const held = new Promise((end) => (letGo = end));
  const before = isShared ? line.alone : Promise.all(line.all);
  if (isShared) line.all.push(held);
  else lines[name] = { alone: held, all: [held] };
  await before;
  return letGo;
};

export const lock = async (name, mode, isAlone) => {
  const inLine = () => waitInLine(name, mode === "shared");
  if (isAlone || !navigator.locks) return inLine();
  return new Promise((held) => {
    // A host without a place for storage refuses locks, and so do frames of other sites.
    navigator.locks.request(name, { mode }, () => new Promise(held)).catch(() => held(inLine()));
  });
};
