/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.NoSuchElementException;
import org.jspecify.annotations.Nullable;
import org.nscacheck.RefusedException;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.NotPermittedException;
import org.nscacheck.admin.StartingException;
import org.nscacheck.server.Names;
import org.nscacheck.server.StaleVersionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.ui.Model;
import org.springframework.web.bind.ServletRequestBindingException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.servlet.ModelAndView;
import org.springframework.web.servlet.view.RedirectView;

/** What all pages do before and after: let somebody in, and say in words what went wrong. */
abstract class ScreenController {

    static final String ACTOR = "actor";
    static final String TYPED = "typed";

    private static final String ADMITTED = ScreenController.class.getName() + ".ADMITTED";

    /** By its number: the constant has another name in Spring 6.2 than in Spring 7, which runs the same class. */
    private static final HttpStatus UNPROCESSABLE = HttpStatus.valueOf(422);

    private static final int RETRY_AFTER_SECONDS = 3;

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
        request.setAttribute(ADMITTED, true);
        model.addAttribute(ACTOR, actor);
        model.addAttribute(
                "frame", Frame.of(screens, actor, screens.signOut(request), DoneCookie.confirmed(done, request)));
        // A type of its own, because Spring MVC writes the arguments of a handler into its log at TRACE.
        model.addAttribute(TYPED, Form.of(request.getParameterMap(), CheckForm.SERVERS));
    }

    ModelAndView page(String template, Map<String, ?> model) {
        return new ModelAndView(screens.view(template), model);
    }

    /** A form as it was typed, with what is wrong. */
    ModelAndView rejected(String template, Map<String, ?> model) {
        ModelAndView page = page(template, model);
        page.setStatus(UNPROCESSABLE);
        return page;
    }

    /** A form as it was typed, which another person's change has overtaken. */
    ModelAndView conflict(String template, Map<String, ?> model) {
        ModelAndView page = page(template, model);
        page.setStatus(HttpStatus.CONFLICT);
        return page;
    }

    /** Shows another page, below the application's own path. */
    ModelAndView redirect(String path) {
        RedirectView view = new RedirectView(screens.basePath() + path, true) {
            @Override
            protected void sendRedirect(
                    HttpServletRequest request, HttpServletResponse response, String target, boolean http10)
                    throws IOException {
                DoneCookie.set(target, request, response);
                super.sendRedirect(request, response, target, http10);
            }
        };
        view.setExposeModelAttributes(false);
        return new ModelAndView(view);
    }

    static NoSuchElementException gone(String what) {
        return new NoSuchElementException(what + " does not exist, or was deleted.");
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
                "Edit conflict",
                "Somebody else changed this after you had opened it. Your change was not saved. Open it again and"
                        + " repeat it.");
    }

    @ExceptionHandler
    ModelAndView notFound(NoSuchElementException e, HttpServletResponse response) {
        return error(response, HttpStatus.NOT_FOUND, "Not found", String.valueOf(e.getMessage()));
    }

    @ExceptionHandler
    ModelAndView notFound(MethodArgumentTypeMismatchException e, HttpServletResponse response) {
        return error(response, HttpStatus.NOT_FOUND, "Not found", "Page not found.");
    }

    @ExceptionHandler
    ModelAndView refused(RefusedException e, HttpServletResponse response) {
        log.debug("refused", e);
        return error(response, UNPROCESSABLE, "Not possible", String.valueOf(e.getMessage()));
    }

    /** What the framework itself refuses, such as a form without a part that each of ours has. */
    @ExceptionHandler
    ModelAndView incomplete(ServletRequestBindingException e, HttpServletResponse response) {
        return error(
                response,
                HttpStatus.BAD_REQUEST,
                "Incomplete form",
                "Parts of the form are missing. Open it again and repeat your change.");
    }

    /** Anything else: a sentence here, the rest in the log. */
    @ExceptionHandler
    ModelAndView failed(Exception e, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (request.getAttribute(ADMITTED) == null) {
            throw e; // of the host's security, which answers it with a login
        }
        log.error(
                "NSCA-152 page failed method={} path={}",
                request.getMethod(),
                Names.printable(request.getServletPath()),
                e);
        return error(
                response,
                HttpStatus.INTERNAL_SERVER_ERROR,
                "Internal error",
                "The application failed; look for NSCA-152 in its log. Your browser's back button brings back what you"
                        + " typed.");
    }

    /** A browser asks again by itself, unless something was typed. */
    @ExceptionHandler
    ModelAndView starting(StartingException e, HttpServletRequest request, HttpServletResponse response) {
        response.setIntHeader(HttpHeaders.RETRY_AFTER, RETRY_AFTER_SECONDS);
        if (request.getMethod().equals("GET")) {
            response.setIntHeader("Refresh", RETRY_AFTER_SECONDS);
        }
        return error(response, HttpStatus.SERVICE_UNAVAILABLE, "Not started yet", String.valueOf(e.getMessage()));
    }

    private ModelAndView error(HttpServletResponse response, HttpStatus status, String title, String text) {
        StrictHeaders.set(response);
        ModelAndView page = page("error", Map.of("frame", Frame.ofError(screens), "title", title, "text", text));
        page.setStatus(status);
        return page;
    }
}
