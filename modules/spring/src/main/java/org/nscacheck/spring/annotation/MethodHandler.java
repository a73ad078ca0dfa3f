/* SPDX-License-Identifier: Apache-2.0 */
package org.nscacheck.spring.annotation;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.UndeclaredThrowableException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.nscacheck.CheckResult;
import org.nscacheck.check.CheckContext;
import org.nscacheck.check.CheckHandler;
import org.nscacheck.check.Parameter;
import org.springframework.aop.support.AopUtils;

/** Calls a bean's method as a check: binds arguments, opens a transaction if wanted, reads what is returned. */
final class MethodHandler implements CheckHandler {

    private final Supplier<Object> bean;
    private final Method method;
    private final List<Parameter> parameters;
    private final ReturnReader reader;
    private final Around around;

    /** Something around the call, such as a transaction. */
    @FunctionalInterface
    interface Around {

        /** @param timeout how long the call may take */
        @Nullable
        CheckResult call(Duration timeout, Call call) throws Exception;
    }

    /** The call itself. */
    @FunctionalInterface
    interface Call {
        @Nullable
        CheckResult invoke() throws Exception;
    }

    /**
     * @param bean gives the bean as others see it, proxy included
     * @param method the method, accessible
     */
    MethodHandler(
            Supplier<Object> bean, Method method, List<Parameter> parameters, ReturnReader reader, Around around) {
        this.bean = bean;
        this.method = method;
        this.parameters = parameters;
        this.reader = reader;
        this.around = around;
    }

    @Override
    public @Nullable CheckResult run(CheckContext context) throws Exception {
        List<Object> arguments = new ArrayList<>();
        for (Parameter parameter : parameters) {
            arguments.add(parameter.bind(context.arguments().get(parameter.name())));
        }
        Object target = bean.get();
        // Reading happens inside: a lazily loaded value still has its transaction there.
        return around.call(context.timeout(), () -> reader.read(invoke(target, arguments.toArray())));
    }

    private @Nullable Object invoke(Object target, Object[] arguments) throws Exception {
        try {
            return callable(target).invoke(target, arguments);
        } catch (InvocationTargetException e) {
            throw unwrap(e.getCause() == null ? e : e.getCause());
        }
    }

    /** What kind of proxy a lazy bean gets is known only when it is there. */
    private Method callable(Object target) {
        return method.getDeclaringClass().isInstance(target)
                ? method
                : AopUtils.selectInvocableMethod(method, target.getClass());
    }

    private static Exception unwrap(Throwable thrown) {
        if (thrown instanceof UndeclaredThrowableException undeclared && undeclared.getCause() != null) {
            return unwrap(undeclared.getCause());
        }
        if (thrown instanceof Error error) {
            throw error;
        }
        return (Exception) thrown;
    }
}
