/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import org.springframework.context.ApplicationContext;
import org.springframework.web.servlet.View;
import org.thymeleaf.spring6.SpringTemplateEngine;
import org.thymeleaf.spring6.view.ThymeleafViewResolver;
import org.thymeleaf.templatemode.TemplateMode;
import org.thymeleaf.templateresolver.ClassLoaderTemplateResolver;

/** The private template engine. Thread-safe. */
final class Templates {

    private final ThymeleafViewResolver views = new ThymeleafViewResolver();

    Templates(ApplicationContext context) {
        ClassLoaderTemplateResolver files = new ClassLoaderTemplateResolver(Templates.class.getClassLoader());
        files.setPrefix("META-INF/nscacheck/templates/");
        files.setSuffix(".html");
        files.setTemplateMode(TemplateMode.HTML);
        files.setCharacterEncoding(StandardCharsets.UTF_8.name());
        SpringTemplateEngine engine = new SpringTemplateEngine();
        engine.setTemplateResolver(files);
        engine.addDialect(new VisibleMarks());
        views.setTemplateEngine(engine);
        views.setCharacterEncoding(StandardCharsets.UTF_8.name());
        views.setApplicationContext(context);
    }

    /** Returns the view of a template, or of a fragment of it written as {@code name :: fragment}. */
    View view(String name) {
        try {
            View view = views.resolveViewName(name, Locale.ENGLISH);
            if (view != null) {
                return view;
            }
        } catch (Exception e) {
            throw new IllegalStateException("template " + name + " cannot be used", e);
        }
        throw new IllegalStateException("there is no template " + name);
    }
}
