"""tantivy, a full-text index: BM25 over the words of a name or over its runs of three letters; no comparison after."""

import tantivy

from peers.plain_names import plain


class Tantivy:
    plainly = True

    def __init__(self, grams):
        self.grams = grams

    def analyzer(self):
        grams = tantivy.Tokenizer.ngram(min_gram=3, max_gram=3, prefix_only=False)
        return tantivy.TextAnalyzerBuilder(grams if self.grams else tantivy.Tokenizer.whitespace()).build()

    def build(self, records):
        schema = tantivy.SchemaBuilder()
        schema.add_text_field("name", tokenizer_name="names", index_option="freq")
        schema.add_text_field("place", stored=True, tokenizer_name="raw", index_option="basic")
        self.schema = schema.build()
        self.index = tantivy.Index(self.schema)
        self.analysis = self.analyzer()
        self.index.register_tokenizer("names", self.analyzer())
        self.records = [identity for identity, _, _ in records]
        writer = self.index.writer(heap_size=256_000_000, num_threads=1)
        for place, (_, names, _) in enumerate(records):
            for name in names:
                writer.add_document(tantivy.Document(name=[name], place=[str(place)]))
        writer.commit()
        writer.wait_merging_threads()
        self.index.reload()

    def screen(self, queries, top):
        searcher = self.index.searcher()
        for query, name, _ in queries:
            terms = dict.fromkeys(self.analysis.analyze(plain(name)))
            wanted = [
                (tantivy.Occur.Should, tantivy.Query.term_query(self.schema, "name", term)) for term in terms
            ]
            if not wanted:
                continue
            hits = searcher.search(tantivy.Query.boolean_query(wanted), limit=2 * top, count=False).hits
            best = {}
            for score, address in hits:
                place = int(searcher.doc(address)["place"][0])
                best.setdefault(self.records[place], score)
            for record, score in list(best.items())[:top]:
                yield query, record, score
