// The notice for machines: read by a JSON-LD processor, and every term held to the vocabulary.
//
// `dpv-terms.json` has the terms that are used, as W3C DPV 2.3 declares them: of a concept what it is within,
// of a property what it leads to. Each of them is in DPV 2.0, too.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";

import jsonld from "jsonld";

import { base } from "./support.mjs";

const { vocabulary, terms } = JSON.parse(await readFile(join(import.meta.dirname, "dpv-terms.json"), "utf8"));
const LABEL = "http://www.w3.org/2004/02/skos/core#prefLabel";

const { releases } = await (await fetch(`${base}/content/index.json`)).json();
// The context stands in the file: whoever reads it asks nobody for anything.
const documentLoader = (url) => assert.fail(`it asks for ${url}`);

const name = (iri) => (iri.startsWith(vocabulary) ? iri.slice(vocabulary.length) : undefined);

for (const { version } of releases) {
  test(`every term of ${version} is in the vocabulary, and leads to what it may lead to`, async () => {
    const address = `${base}/content/${version}/dpv.jsonld`;
    const answer = await fetch(address);
    assert.match(answer.headers.get("content-type"), /^application\/ld\+json/);
    const nodes = await jsonld.expand(await answer.json(), { base: address, documentLoader });
    const flat = await jsonld.flatten(nodes, null, { base: address, documentLoader });
    const kinds = new Map(flat.map((node) => [node["@id"], node["@type"] ?? []]));
    const used = new Set();
    for (const node of flat) {
      for (const kind of node["@type"] ?? []) {
        assert.equal(terms[name(kind)]?.kind, "concept", kind);
        used.add(name(kind));
      }
      for (const [property, values] of Object.entries(node)) {
        if (property.startsWith("@")) continue;
        assert.match(property, /^(https:\/\/w3id\.org\/dpv#|http:\/\/purl\.org\/dc\/terms\/|http:\/\/www\.w3\.org\/2004\/02\/skos\/core#)/);
        if (!name(property)) continue;
        assert.equal(terms[name(property)]?.kind, "property", property);
        used.add(name(property));
        for (const { "@id": id } of values) {
          const { range } = terms[name(property)];
          if (!id || range.length === 0) continue;
          const own = name(id) ? [name(id)] : (kinds.get(id) ?? []).map(name);
          if (name(id)) used.add(name(id));
          const reached = own.flatMap((term) => [term, ...(terms[term]?.within ?? [])]);
          assert.ok(range.some((wanted) => reached.includes(wanted)), `${property} leads to ${id}, which is ${reached}`);
        }
      }
    }
    assert.ok(used.size > 20);
    // As triples: nothing is dropped on the way, and every label is in both languages.
    const triples = await jsonld.toRDF(flat, { base: address, documentLoader });
    assert.equal(triples.filter(({ predicate }) => predicate.value === `${vocabulary}hasPurpose`).length, flat.filter((node) => node["@type"]?.includes(`${vocabulary}Process`)).length);
    for (const node of flat.filter((node) => node[LABEL])) {
      assert.deepEqual(node[LABEL].map((label) => label["@language"]).sort(), ["en", "zh-hans"], node["@id"]);
    }
  });
}
