package dev.spotdock.web.security;

import java.security.SecureRandom;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Secrets that are made once for the installation and kept in {@code web.secret}. */
public final class InstallationSecret {

    private static final int BYTES = 32;

    private InstallationSecret() {}

    /** The secret of that name, 256 random bits; whichever instance asks first makes it. */
    public static byte[] of(JdbcClient jdbc, String name) {
        byte[] fresh = new byte[BYTES];
        new SecureRandom().nextBytes(fresh);
        jdbc.sql(
                        """
                        insert into web.secret (name, value) values (:name, :value)
                        on conflict (name) do nothing
                        """)
                .param("name", name)
                .param("value", fresh)
                .update();
        return jdbc.sql("select value from web.secret where name = :name")
                .param("name", name)
                .query(byte[].class)
                .single();
    }
}
