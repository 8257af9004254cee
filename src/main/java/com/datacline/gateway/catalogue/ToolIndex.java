package com.datacline.gateway.catalogue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.StringField;
import org.apache.lucene.document.TextField;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.Term;
import org.apache.lucene.search.BooleanClause;
import org.apache.lucene.search.BooleanQuery;
import org.apache.lucene.search.BoostQuery;
import org.apache.lucene.search.IndexSearcher;
import org.apache.lucene.search.MatchNoDocsQuery;
import org.apache.lucene.search.Query;
import org.apache.lucene.search.ScoreDoc;
import org.apache.lucene.search.SearcherManager;
import org.apache.lucene.search.TopDocs;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.util.QueryBuilder;

/**
 * The tools by the words in them (BM25), in memory, and only once somebody looks for one. A tool is put in anew when it has
 * changed; the others stay.
 */
final class ToolIndex {
    private static final String NAME = "name";
    /** What a word counts by where it stands. */
    private static final Map<String, Float> WEIGHTS = Map.of("words", 3f, "title", 2f, "text", 1f, "arguments", 0.5f);

    private static final int BATCH = 100;

    private final ToolWords words = new ToolWords();
    private final Map<String, ExposedTool> indexed = new HashMap<>();
    private final IndexWriter writer;
    private final SearcherManager searchers;

    ToolIndex() {
        try {
            writer = new IndexWriter(new ByteBuffersDirectory(), new IndexWriterConfig(words));
            searchers = new SearcherManager(writer, null);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes over what has changed. */
    synchronized void follow(Map<String, ExposedTool> tools) {
        try {
            boolean changed = false;
            for (String gone : List.copyOf(indexed.keySet())) {
                if (!tools.containsKey(gone)) {
                    writer.deleteDocuments(new Term(NAME, gone));
                    indexed.remove(gone);
                    changed = true;
                }
            }
            for (Map.Entry<String, ExposedTool> tool : tools.entrySet()) {
                if (indexed.put(tool.getKey(), tool.getValue()) != tool.getValue()) {
                    writer.updateDocument(
                            new Term(NAME, tool.getKey()),
                            document(tool.getValue().definition()));
                    changed = true;
                }
            }
            if (changed) {
                searchers.maybeRefreshBlocking();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Returns the names of the tools that fit best, the best first, of those that are wanted. */
    List<String> find(String text, int limit, Predicate<String> wanted) {
        try {
            IndexSearcher searcher = searchers.acquire();
            try {
                return find(searcher, query(text), limit, wanted);
            } finally {
                searchers.release(searcher);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> find(IndexSearcher searcher, Query query, int limit, Predicate<String> wanted)
            throws IOException {
        List<String> found = new ArrayList<>();
        ScoreDoc last = null;
        while (true) {
            TopDocs batch = searcher.searchAfter(last, query, BATCH);
            for (ScoreDoc hit : batch.scoreDocs) {
                String name = searcher.storedFields().document(hit.doc).get(NAME);
                if (wanted.test(name)) {
                    found.add(name);
                }
                if (found.size() == limit) {
                    return found;
                }
                last = hit;
            }
            if (batch.scoreDocs.length < BATCH) {
                return found;
            }
        }
    }

    private Query query(String text) {
        BooleanQuery.Builder any = new BooleanQuery.Builder();
        QueryBuilder builder = new QueryBuilder(words);
        WEIGHTS.forEach((field, weight) -> {
            Query one = builder.createBooleanQuery(field, text, BooleanClause.Occur.SHOULD);
            if (one != null) {
                any.add(new BoostQuery(one, weight), BooleanClause.Occur.SHOULD);
            }
        });
        BooleanQuery query = any.build();
        return query.clauses().isEmpty() ? new MatchNoDocsQuery() : query;
    }

    private static Document document(ObjectNode tool) {
        Document document = new Document();
        String name = tool.path(NAME).asText();
        document.add(new StringField(NAME, name, Field.Store.YES));
        document.add(new TextField("words", name, Field.Store.NO));
        document.add(new TextField("title", tool.path("title").asText(""), Field.Store.NO));
        document.add(new TextField("text", tool.path("description").asText(""), Field.Store.NO));
        StringBuilder arguments = new StringBuilder();
        tool.at("/inputSchema/properties").properties().forEach(argument -> arguments
                .append(argument.getKey())
                .append(' ')
                .append(argument.getValue().path("description").asText(""))
                .append(' '));
        document.add(new TextField("arguments", arguments.toString(), Field.Store.NO));
        return document;
    }
}
