package dev.spotdock.web.rest.pools;

import dev.spotdock.auctions.ListBookLevels.Level;
import dev.spotdock.web.rest.PriceView;
import dev.spotdock.web.rest.SiteCurrency;
import io.swagger.v3.oas.annotations.media.Schema;
import java.util.List;

/** A pool's depth, best price first; nobody can be recognised in it. */
@Schema(name = "Book")
record BookView(List<LevelView> levels) {

    static BookView of(List<Level> levels, SiteCurrency site) {
        return new BookView(levels.stream().map(level -> LevelView.of(level, site)).toList());
    }

    @Schema(name = "BookLevel")
    record LevelView(
            @Schema(description = "effective") PriceView unitPrice, long bids, long milliSlots) {

        static LevelView of(Level level, SiteCurrency site) {
            return new LevelView(
                    site.perSlotHour(level.unitPrice()), level.bids(), level.milliSlots());
        }
    }
}
