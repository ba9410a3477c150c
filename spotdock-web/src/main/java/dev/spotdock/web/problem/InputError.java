package dev.spotdock.web.problem;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * One thing that is wrong with a request.
 *
 * @param pointer JSON pointer into the body ({@code ""} is all of it); null if it is not about the
 *     body
 * @param parameter query parameter or header concerned; null if it is about the body
 * @param message what would be right, fit for the user
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record InputError(@Nullable String pointer, @Nullable String parameter, String message) {}
