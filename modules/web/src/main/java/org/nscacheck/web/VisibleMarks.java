/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IPostProcessorDialect;
import org.thymeleaf.engine.AbstractTemplateHandler;
import org.thymeleaf.model.IText;
import org.thymeleaf.postprocessor.IPostProcessor;
import org.thymeleaf.postprocessor.PostProcessor;
import org.thymeleaf.templatemode.TemplateMode;

/**
 * Shows characters that a reader cannot see, and that change how others look, by their numbers: whatever text a page holds.
 * Fields of forms keep them, so that a form that is saved as it was opened changes nothing. Thread-safe.
 *
 * <p>With U+202E in it, the name {@code gpj.exe} can look like {@code exe.jpg} (Trojan Source, CVE-2021-42574).
 */
final class VisibleMarks extends AbstractDialect implements IPostProcessorDialect {

    /** Controls other than blanks, marks of writing direction, invisible blanks and joiners that no script needs. */
    private static final Pattern INVISIBLE = Pattern.compile(
            "[\\p{Cc}&&[^\\t\\n\\r]]|[\\u061C\\u200B\\u200E\\u200F\\u2028-\\u202E\\u2060-\\u206F\\uFEFF]");

    VisibleMarks() {
        super("visible marks");
    }

    @Override
    public int getDialectPostProcessorPrecedence() {
        return 1000;
    }

    @Override
    public Set<IPostProcessor> getPostProcessors() {
        return Set.of(new PostProcessor(TemplateMode.HTML, Handler.class, 1000));
    }

    static String shown(String text) {
        return INVISIBLE
                .matcher(text)
                .replaceAll(mark -> String.format(
                        Locale.ROOT, "[U+%04X]", (int) mark.group().charAt(0)));
    }

    /** Made by Thymeleaf for each page. */
    public static final class Handler extends AbstractTemplateHandler {

        @Override
        public void handleText(IText text) {
            String shown = shown(text.getText());
            super.handleText(
                    shown.equals(text.getText())
                            ? text
                            : getContext().getModelFactory().createText(shown));
        }
    }
}
