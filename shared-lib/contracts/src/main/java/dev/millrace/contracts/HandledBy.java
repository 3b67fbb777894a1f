package dev.millrace.contracts;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Makes a payload a command: it has exactly one handler. A payload without this annotation is a fact. */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
public @interface HandledBy {
    /** Name of the function, which is also its Knative Service. */
    String value();
}
