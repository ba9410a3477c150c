package dev.spotdock.kernel.resources;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Map;

/** Reads and prints Kubernetes quantities: {@code "500m"}, {@code "2"}, {@code "512Mi"}. */
public final class Quantities {

    private static final int TEXT_LENGTH_MAX = 30;
    private static final BigDecimal MIB = BigDecimal.valueOf(1L << 20);

    private static final Map<String, BigDecimal> BYTES =
            Map.ofEntries(
                    Map.entry("", BigDecimal.ONE),
                    Map.entry("k", BigDecimal.TEN.pow(3)),
                    Map.entry("M", BigDecimal.TEN.pow(6)),
                    Map.entry("G", BigDecimal.TEN.pow(9)),
                    Map.entry("T", BigDecimal.TEN.pow(12)),
                    Map.entry("Ki", BigDecimal.valueOf(1L << 10)),
                    Map.entry("Mi", MIB),
                    Map.entry("Gi", BigDecimal.valueOf(1L << 30)),
                    Map.entry("Ti", BigDecimal.valueOf(1L << 40)));

    private Quantities() {}

    /**
     * Reads {@code "2"}, {@code "0.5"} or {@code "500m"} as thousandths of a vCPU.
     *
     * @throws IllegalArgumentException with a message fit for the user, also for anything finer
     *     than a thousandth
     */
    public static long parseCpuMillis(String text) {
        boolean millis = text.endsWith("m");
        String number = millis ? text.substring(0, text.length() - 1) : text;
        BigDecimal value = number(number, "must be a quantity such as \"500m\" or \"2\"");
        try {
            return (millis ? value : value.movePointRight(3)).longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException(
                    "must be a whole number of thousandths of a vCPU and fit 64 bits", e);
        }
    }

    /**
     * Reads {@code "512Mi"}, {@code "4Gi"} or {@code "500M"} as mebibytes, rounded up: one gets at
     * least what was asked for.
     *
     * @throws IllegalArgumentException with a message fit for the user
     */
    public static long parseMemoryMiB(String text) {
        int digits = 0;
        while (digits < text.length() && "-.0123456789".indexOf(text.charAt(digits)) >= 0) {
            digits++;
        }
        String problem = "must be a quantity such as \"512Mi\" or \"4Gi\"";
        BigDecimal unit = BYTES.get(text.substring(digits));
        if (unit == null) {
            throw new IllegalArgumentException(problem);
        }
        try {
            return number(text.substring(0, digits), problem)
                    .multiply(unit)
                    .divide(MIB, 0, RoundingMode.CEILING)
                    .longValueExact();
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("must fit 64 bits of mebibytes", e);
        }
    }

    private static BigDecimal number(String text, String problem) {
        if (text.length() > TEXT_LENGTH_MAX || !text.matches("-?\\d+(\\.\\d+)?")) {
            throw new IllegalArgumentException(problem);
        }
        return new BigDecimal(text);
    }

    /** {@code "2"} for whole vCPUs, {@code "500m"} otherwise. */
    public static String cpu(long cpuMillis) {
        return cpuMillis % 1000 == 0 ? Long.toString(cpuMillis / 1000) : cpuMillis + "m";
    }

    /** {@code "4Gi"} for whole gibibytes, {@code "512Mi"} otherwise. */
    public static String memory(long memoryMiB) {
        return memoryMiB % 1024 == 0 && memoryMiB > 0 ? memoryMiB / 1024 + "Gi" : memoryMiB + "Mi";
    }
}
