/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.ImportChoice;
import org.nscacheck.admin.ImportItem;
import org.nscacheck.admin.ImportPreview;
import org.nscacheck.admin.Permission;
import org.nscacheck.web.yaml.ConfigurationYaml;
import org.nscacheck.web.yaml.ReadConfiguration;
import org.nscacheck.web.yaml.YamlFault;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The whole configuration as YAML, and its import. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1")
public final class ConfigurationResource extends ApiController {

    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);
    private static final List<String> TRUTH = List.of("true", "false");
    /** More than a file may have of characters, in bytes. */
    private static final int MOST_BYTES = 4 << 20;

    public ConfigurationResource(Api api) {
        super(api);
    }

    /**
     * What an import does, or would do.
     *
     * @param imported whether it was done
     * @param basis stands for what was stored before; to be sent so that nothing is overwritten that was changed since
     * @param items in the order of the file, those that are as it says among them
     */
    record Imported(boolean imported, String basis, List<Item> items) {}

    /**
     * What is done to one thing.
     *
     * @param kind such as {@code server}, {@code check} or {@code rule}
     * @param line in the file, 0 if it does not speak of it
     */
    record Item(String kind, String name, ImportItem.Deed deed, int line, List<Change> changes, List<String> faults) {

        private static Item of(ImportItem item) {
            return new Item(
                    item.kind().key(),
                    item.name(),
                    item.deed(),
                    item.line(),
                    item.changes().stream()
                            .map(change -> new Change(change.field(), change.before(), change.after()))
                            .toList(),
                    item.faults());
        }
    }

    /** A field and its values; null where it has none. */
    record Change(
            String field, @Nullable String before, @Nullable String after) {}

    @GetMapping("/export")
    ResponseEntity<byte[]> export(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        String text = ConfigurationYaml.write(api.configurations().export(actor));
        return ResponseEntity.ok()
                .header(HttpHeaders.CACHE_CONTROL, "no-store")
                .header("X-Content-Type-Options", "nosniff")
                .contentType(YAML)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    @PostMapping("/import")
    ResponseEntity<byte[]> add(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam Map<String, String> given,
            HttpServletRequest request)
            throws IOException {
        actor.require(Permission.ADMINISTER);
        Query query = Query.of(given, "dry-run", "remove", "basis");
        boolean dry = "true".equals(query.oneOf("dry-run", TRUTH));
        boolean removing = "true".equals(query.oneOf("remove", TRUTH));
        ReadConfiguration read = ConfigurationYaml.read(text(request), true);
        requireReadable(read.faults());
        ImportPreview preview = api.configurations().preview(actor, read.configuration(), removing);
        if (!dry) {
            apply(actor, read, removing, preview, query.text("basis"));
        }
        return ok(new Imported(
                !dry, preview.basis(), preview.items().stream().map(Item::of).toList()));
    }

    private void apply(
            Actor actor, ReadConfiguration read, boolean removing, ImportPreview preview, @Nullable String basis) {
        requirePossible(preview);
        Set<String> keys = preview.items().stream()
                .filter(ImportItem::isPossible)
                .map(ImportItem::key)
                .collect(Collectors.toSet());
        if (!keys.isEmpty()) {
            ImportChoice choice = new ImportChoice(keys, Map.of(), basis == null ? preview.basis() : basis);
            api.configurations().apply(actor, read.configuration(), removing, choice);
        }
    }

    private static void requireReadable(List<YamlFault> faults) {
        if (!faults.isEmpty()) {
            throw new ApiException(
                    ApiException.UNPROCESSABLE,
                    "the file cannot be read; nothing was imported",
                    faults.stream()
                            .map(fault -> new Problem.Fault("line " + fault.line(), fault.text()))
                            .toList());
        }
    }

    private static void requirePossible(ImportPreview preview) {
        List<Problem.Fault> faults = new ArrayList<>();
        preview.items().stream()
                .filter(item -> item.deed() != ImportItem.Deed.NONE)
                .forEach(item -> item.faults()
                        .forEach(fault -> faults.add(new Problem.Fault(
                                "line " + item.line(), item.kind().word() + " '" + item.name() + "': " + fault))));
        if (!faults.isEmpty()) {
            throw new ApiException(
                    ApiException.UNPROCESSABLE, "some of it is not possible; nothing was imported", faults);
        }
    }

    private static String text(HttpServletRequest request) throws IOException {
        byte[] bytes = request.getInputStream().readNBytes(MOST_BYTES + 1);
        if (bytes.length > MOST_BYTES) {
            throw new ApiException(HttpStatus.valueOf(413), "the body has more than " + MOST_BYTES + " bytes");
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw ApiException.badRequest("the body is not UTF-8");
        }
    }
}
