/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.ImportChoice;
import org.nscacheck.admin.ImportItem;
import org.nscacheck.admin.ImportPreview;
import org.nscacheck.admin.Permission;
import org.nscacheck.server.Secret;
import org.nscacheck.server.StaleVersionException;
import org.nscacheck.web.yaml.ConfigurationYaml;
import org.nscacheck.web.yaml.ReadConfiguration;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;
import org.springframework.web.servlet.ModelAndView;

/** The configuration as a file: download, upload, preview of what would change, and import of what was chosen. */
@Controller
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/config")
public final class ConfigurationController extends ScreenController {

    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8);
    private static final String SECRET = "secret.";

    public ConfigurationController(Screens screens) {
        super(screens);
    }

    @GetMapping
    ModelAndView show(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        return page("config", model(actor, "", false));
    }

    private Map<String, Object> model(Actor actor, String yaml, boolean removing) {
        Map<String, Object> model = new HashMap<>();
        model.put("servers", ServerDefinitions.all(screens, actor));
        model.put("yaml", yaml);
        model.put("removing", removing);
        model.put("faults", List.of());
        return model;
    }

    /** The whole configuration, without secrets. */
    @GetMapping("/nscacheck.yml")
    ResponseEntity<byte[]> export(@ModelAttribute(name = ACTOR, binding = false) Actor actor) {
        String text = ConfigurationYaml.write(screens.configurations().export(actor));
        return ResponseEntity.ok()
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"nscacheck.yml\"")
                .contentType(YAML)
                .body(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Shows what a file that was typed or uploaded would change. */
    @PostMapping("/preview")
    ModelAndView preview(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam(name = "yaml", defaultValue = "") String typed,
            @RequestParam(name = "file", required = false) @Nullable MultipartFile file,
            @RequestParam(name = "removing", defaultValue = "false") boolean removing)
            throws IOException {
        actor.require(Permission.ADMINISTER);
        String yaml = file == null ? typed : text(file);
        if (yaml.isBlank()) {
            throw new RefusedException("There is nothing to import. Go back and paste or choose a file.");
        }
        ReadConfiguration read = ConfigurationYaml.read(yaml, false);
        if (!read.faults().isEmpty()) {
            Map<String, Object> model = model(actor, yaml, removing);
            model.put("faults", read.faults());
            return rejected("config", model);
        }
        return page("config-preview", preview(actor, yaml, read, removing, ImportItem::isPossible));
    }

    private static String text(MultipartFile file) throws IOException {
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(file.getBytes()))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new RefusedException("The file is not UTF-8: save it in that encoding and choose it again.", e);
        }
    }

    private Map<String, Object> preview(
            Actor actor, String yaml, ReadConfiguration read, boolean removing, Predicate<ImportItem> chosen) {
        ImportPreview preview = screens.configurations().preview(actor, read.configuration(), removing);
        Map<String, Object> model = new HashMap<>();
        model.put("yaml", yaml);
        model.put("removing", removing);
        model.put("basis", preview.basis());
        model.put("rows", rows(preview, chosen, deed -> deed != ImportItem.Deed.NONE));
        model.put("unchanged", rows(preview, chosen, deed -> deed == ImportItem.Deed.NONE));
        model.put("add", preview.count(ImportItem.Deed.ADD));
        model.put("change", preview.count(ImportItem.Deed.CHANGE));
        model.put("remove", preview.count(ImportItem.Deed.REMOVE));
        model.put("problem", "");
        return model;
    }

    private static List<ImportRow> rows(
            ImportPreview preview, Predicate<ImportItem> chosen, Predicate<ImportItem.Deed> deeds) {
        return preview.items().stream()
                .filter(item -> deeds.test(item.deed()))
                .map(item -> ImportRow.of(item, chosen.test(item)))
                .toList();
    }

    /** Imports what was chosen of a preview. */
    @PostMapping("/import")
    ModelAndView apply(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor,
            @RequestParam("yaml") String yaml,
            @RequestParam("basis") String basis,
            @RequestParam(name = "removing", defaultValue = "false") boolean removing,
            @RequestParam(name = "item", required = false) @Nullable List<String> items,
            @ModelAttribute(name = TYPED, binding = false) Form typed) {
        actor.require(Permission.ADMINISTER);
        Set<String> keys = items == null ? Set.of() : new HashSet<>(items);
        ReadConfiguration read = ConfigurationYaml.read(yaml, false);
        try {
            screens.configurations()
                    .apply(actor, read.configuration(), removing, new ImportChoice(keys, secrets(typed, keys), basis));
            return redirect("/config?done=imported");
        } catch (StaleVersionException e) {
            return again(
                    actor,
                    yaml,
                    read,
                    removing,
                    keys,
                    "Somebody changed something after this preview had been made."
                            + " Nothing was imported. This is the preview anew.",
                    true);
        } catch (RefusedException e) {
            return again(actor, yaml, read, removing, keys, "Nothing was imported: " + e.getMessage(), false);
        }
    }

    private ModelAndView again(
            Actor actor,
            String yaml,
            ReadConfiguration read,
            boolean removing,
            Set<String> keys,
            String problem,
            boolean stale) {
        Map<String, Object> model = preview(actor, yaml, read, removing, item -> keys.contains(item.key()));
        model.put("problem", problem);
        return stale ? conflict("config-preview", model) : rejected("config-preview", model);
    }

    /** Passwords of servers, typed beside the preview; an empty one keeps what is stored. */
    private static Map<String, Secret> secrets(Form typed, Set<String> keys) {
        Map<String, Secret> secrets = new HashMap<>();
        for (String key : keys) {
            String secret = typed.all(SECRET + key).stream().findFirst().orElse("");
            if (!secret.isEmpty()) {
                secrets.put(key, Secret.of(secret));
            }
        }
        return secrets;
    }
}
