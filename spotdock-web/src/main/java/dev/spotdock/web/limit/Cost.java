package dev.spotdock.web.limit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** What a handler's request counts for, where it is dearer than others; without it, 1. */
@Documented
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Cost {

    /** What most dear requests count for: as many as ten others. */
    int DEAR = 10;

    /** 2 to 100 requests; more than a whole budget counts as the whole. */
    int value() default DEAR;
}
