package dev.spotdock.billing;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.math.BigDecimal;
import org.flywaydb.core.Flyway;
import org.junit.jupiter.api.Test;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Installations that have meters already keep what they were charged. */
class MigrationTests {

    @Test
    void metersOfOneRateHaveAccruedItSinceTheirStart() throws IOException {
        try (EmbeddedPostgres postgres = EmbeddedPostgres.builder().start()) {
            migrate(postgres, "20261121210200");
            JdbcClient jdbc = JdbcClient.create(postgres.getPostgresDatabase());
            jdbc.sql(
                            """
                            insert into billing.wallet (account_id, opened_at)
                            values (gen_random_uuid(), now())
                            """)
                    .update();
            jdbc.sql(
                            """
                            insert into billing.meter (allocation_id, bid_id, account_id, rate,
                                started_at, metered_to)
                            select gen_random_uuid(), gen_random_uuid(), account_id,
                                9000000000000000000, '2026-11-22T10:00:00.001Z',
                                '2026-11-23T10:00:00.004Z' from billing.wallet
                            """)
                    .update();
            migrate(postgres, "latest");
            assertThat(
                            jdbc.sql("select accrued from billing.meter")
                                    .query(BigDecimal.class)
                                    .single())
                    .isEqualByComparingTo(
                            new BigDecimal("9000000000000000000")
                                    .multiply(new BigDecimal(86_400_003)));
        }
    }

    private static void migrate(EmbeddedPostgres postgres, String target) {
        Flyway.configure()
                .dataSource(postgres.getPostgresDatabase())
                .locations("classpath:db/migration/billing")
                .target(target)
                .load()
                .migrate();
    }
}
