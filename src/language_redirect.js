// `/` where no server looks at the reader's languages: to the first of them that the site has, otherwise to the
// one that the deployment sets (`language` in config.json), otherwise to the one that governs, which is this page's.

const known = navigator.languages.map((tag) => tag.slice(0, 2).toLowerCase()).find((lang) => ["zh", "en"].includes(lang));
const set = async () => known ?? (await (await fetch("/config.json")).json()).language;
const own = document.documentElement.lang.slice(0, 2);
const go = (lang) => location.replace(`/${["zh", "en"].includes(lang) ? lang : own}/${location.search}`);
set().then(go, go);
