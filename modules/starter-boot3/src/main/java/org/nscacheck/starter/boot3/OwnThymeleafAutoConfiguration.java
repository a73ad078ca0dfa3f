/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.starter.boot3;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.thymeleaf.ThymeleafAutoConfiguration;
import org.springframework.boot.autoconfigure.web.reactive.WebFluxAutoConfiguration;
import org.springframework.boot.autoconfigure.web.servlet.WebMvcAutoConfiguration;
import org.springframework.context.annotation.Conditional;
import org.springframework.context.annotation.Import;

/** Gives an application its Thymeleaf back, if that was held back but beans show that it is used. At the place of the original. */
@AutoConfiguration(after = {WebMvcAutoConfiguration.class, WebFluxAutoConfiguration.class})
@ConditionalOnClass(ThymeleafAutoConfiguration.class)
@Conditional(OnOwnBeans.ForThymeleaf.class)
@Import(ThymeleafAutoConfiguration.class)
class OwnThymeleafAutoConfiguration {}
