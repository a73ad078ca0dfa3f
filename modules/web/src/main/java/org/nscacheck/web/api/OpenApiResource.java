/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.web.api;

import jakarta.servlet.http.HttpServletRequest;
import org.nscacheck.admin.Actor;
import org.nscacheck.admin.Permission;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** The description of the API for programs. */
@RestController
@RequestMapping("${nscacheck.web.base-path:/nscacheck}/api/v1/openapi.json")
public final class OpenApiResource extends ApiController {

    public OpenApiResource(Api api) {
        super(api);
    }

    @GetMapping
    ResponseEntity<byte[]> show(
            @ModelAttribute(name = ACTOR, binding = false) Actor actor, HttpServletRequest request) {
        actor.require(Permission.VIEW);
        String path = request.getRequestURI();
        return ok(OpenApi.document(path.substring(0, path.lastIndexOf('/'))));
    }
}
