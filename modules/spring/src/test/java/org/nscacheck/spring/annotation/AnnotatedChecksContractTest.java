/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import org.junit.jupiter.api.AfterEach;
import org.nscacheck.CheckResult;
import org.nscacheck.NscaCheck;
import org.nscacheck.Status;
import org.nscacheck.check.CheckSource;
import org.nscacheck.contract.CheckSourceContract;
import org.nscacheck.quartz.QuartzCronParser;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.stereotype.Component;

class AnnotatedChecksContractTest implements CheckSourceContract {

    private final AnnotationConfigApplicationContext context =
            new AnnotationConfigApplicationContext(ShopChecks.class, StockChecks.class);

    @Component
    static class ShopChecks {

        @NscaCheck
        CheckResult stuckOrders() {
            return CheckResult.of(Status.WARNING, "stuck");
        }

        @NscaCheck(key = "full")
        Status full() {
            return Status.OK;
        }
    }

    @Component
    static class StockChecks {

        @NscaCheck
        CheckResult stock() {
            return CheckResult.of(Status.OK, "plenty");
        }
    }

    @AfterEach
    void close() {
        context.close();
    }

    @Override
    public CheckSource source() {
        return new AnnotatedChecks(context.getBeanFactory(), new QuartzCronParser());
    }
}
