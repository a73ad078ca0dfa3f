/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What all pages do before and after: let somebody in, and say in words what went wrong. */
abstract class ScreenController {

    static final String ACTOR = "actor";

    private static final Logger log = LoggerFactory.getLogger(ScreenController.class);

    final Screens screens;

    ScreenController(Screens screens) {
        this.screens = screens;
    }

    /** Runs before each handler; nothing of ours is reached without it. */
    @ModelAttribute
    void admit(
            HttpServletRequest request,
            HttpServletResponse response,
            @RequestParam(name = "done", required = false) @Nullable String done,
            Model model) {
        Actor actor = screens.admit(request, response);
        model.addAttribute(ACTOR, actor);
        model.addAttribute("frame", Frame.of(screens, actor, done));
    }

    ModelAndView page(String template, Map<String, ?> model) {
        return new ModelAndView(screens.view(template), model);
    }

    /** A form as it was typed, with what is wrong. */
    ModelAndView rejected(String template, Map<String, ?> model) {
        ModelAndView page = page(template, model);
        page.setStatus(HttpStatus.UNPROCESSABLE_CONTENT);
        return page;
    }

    /** Shows another page, below the application's own path. */
    ModelAndView redirect(String path) {
        RedirectView view = new RedirectView(screens.basePath() + path, true);
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }

    static NoSuchElementException gone(String what) {
        return new NoSuchElementException(what + " does not exist any more, or never did.");
    }

    @ExceptionHandler
    ModelAndView notPermitted(NotPermittedException e, HttpServletResponse response) {
        return error(response, HttpStatus.FORBIDDEN, "Not permitted", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ModelAndView stale(StaleVersionException e, HttpServletResponse response) {
        return error(
                response,
                HttpStatus.CONFLICT,
                "Changed meanwhile",
                "Somebody else changed this after you had opened it. Nothing was stored. Open it again and repeat your"
                        + " change.");
    }

    @ExceptionHandler
    ModelAndView notFound(NoSuchElementException e, HttpServletResponse response) {
        return error(response, HttpStatus.NOT_FOUND, "Not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ModelAndView notFound(MethodArgumentTypeMismatchException e, HttpServletResponse response) {
        return error(response, HttpStatus.NOT_FOUND, "Not found", "This address names nothing.");
    }

    @ExceptionHandler
    ModelAndView refused(IllegalArgumentException e, HttpServletResponse response) {
        log.debug("refused", e);
        return error(response, HttpStatus.UNPROCESSABLE_CONTENT, "Not possible", String.valueOf(e.getMessage()));
    }

    private ModelAndView error(HttpServletResponse response, HttpStatus status, String title, String text) {
        StrictHeaders.set(response);
        ModelAndView page = page("error", Map.of("frame", Frame.ofError(screens), "title", title, "text", text));
        page.setStatus(status);
        return page;
    }

    static List<String> sentences(IllegalArgumentException e) {
        return String.valueOf(e.getMessage())
                .lines()
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }
}
